#include "deflate.hpp"

#include <zlib.h>

#include <algorithm>
#include <limits>
#include <new>
#include <span>

namespace plumbline::reports {
namespace {

constexpr int kRaw = -15;  // no zlib header, 32 KiB window
constexpr int kMemory = 9;
constexpr std::size_t kStep = std::numeric_limits<uInt>::max();

class Deflater {
 public:
  Deflater() {
    if (deflateInit2(&stream_, Z_BEST_COMPRESSION, Z_DEFLATED, kRaw, kMemory, Z_DEFAULT_STRATEGY) !=
        Z_OK) {
      throw std::bad_alloc{};
    }
  }

  Deflater(const Deflater&) = delete;
  Deflater& operator=(const Deflater&) = delete;
  Deflater(Deflater&&) = delete;
  Deflater& operator=(Deflater&&) = delete;

  ~Deflater() { deflateEnd(&stream_); }

  Bytes run(ByteView octets) {
    Bytes out(std::max<std::size_t>(deflateBound(&stream_, octets.size()), 1));
    Bytes in{octets.begin(), octets.end()};  // zlib's interface has no pointer to const
    std::span<Bytef> rest{in};
    std::size_t written = 0;
    int state = Z_OK;
    while (state == Z_OK) {
      const std::size_t step = std::min(rest.size(), kStep);
      const std::size_t room = std::min(out.size() - written, kStep);
      stream_.next_in = rest.data();
      stream_.avail_in = static_cast<uInt>(step);
      stream_.next_out = std::span{out}.subspan(written).data();
      stream_.avail_out = static_cast<uInt>(room);
      state = deflate(&stream_, step == rest.size() ? Z_FINISH : Z_NO_FLUSH);
      rest = rest.subspan(step - stream_.avail_in);
      written += room - stream_.avail_out;
    }
    out.resize(written);
    return out;
  }

 private:
  z_stream stream_{};
};

}  // namespace

Bytes deflated(ByteView octets) {
  return Deflater{}.run(octets);
}

}  // namespace plumbline::reports
