#include "wire.hpp"

#include <algorithm>
#include <cstdint>
#include <limits>

namespace plumbline::channel {
namespace {

using MethodPtr = ssl::Ptr<BIO_METHOD, BIO_meth_free>;

Wire& wire_of(BIO* bio) {
  return *static_cast<Wire*>(BIO_get_data(bio));
}

/// No clock comes there.
constexpr time_t kNever = std::numeric_limits<std::int32_t>::max() * time_t{1000};
constexpr time_t kLongAgo = 1;

}  // namespace

int Wire::read(BIO* bio, char* room, int size) {
  BIO_clear_retry_flags(bio);
  Bytes& in = wire_of(bio).in_;
  if (in.empty()) {
    BIO_set_retry_read(bio);
    return -1;
  }
  // A record never comes in two parts; what has no room is lost, as with a datagram.
  const auto taken = std::min(in.size(), static_cast<std::size_t>(size));
  std::copy_n(in.begin(), taken, room);
  in.clear();
  return static_cast<int>(taken);
}

int Wire::write(BIO* bio, const char* octets, int size) {
  BIO_clear_retry_flags(bio);
  const ByteView written = as_bytes({octets, static_cast<std::size_t>(size)});
  Bytes& out = wire_of(bio).out_;
  out.insert(out.end(), written.begin(), written.end());
  return size;
}

long Wire::control(BIO* bio, int command, long /*number*/, void* argument) {
  switch (command) {
    case BIO_CTRL_FLUSH:
      return 1;
    case BIO_CTRL_PENDING:
      return static_cast<long>(wire_of(bio).in_.size());
    case BIO_CTRL_DGRAM_SET_NEXT_TIMEOUT: {
      Wire& wire = wire_of(bio);
      wire.timer_ = static_cast<timeval*>(argument);
      if (wire.timer_runs()) {
        wire.timer_->tv_sec = kNever;
      }
      return 1;
    }
    default:
      return 0;
  }
}

const BIO_METHOD& Wire::method() {
  static const MethodPtr made = [] {
    auto method = ssl::require<MethodPtr>(
        BIO_meth_new(BIO_get_new_index() | BIO_TYPE_SOURCE_SINK, "DTLS records"), "BIO_meth_new");
    BIO_meth_set_create(method.get(), [](BIO* bio) {
      BIO_set_init(bio, 1);
      return 1;
    });
    BIO_meth_set_read(method.get(), read);
    BIO_meth_set_write(method.get(), write);
    BIO_meth_set_ctrl(method.get(), control);
    return method;
  }();
  return *made;
}

ssl::Ptr<BIO, BIO_free> Wire::bio() {
  auto bio = ssl::require<ssl::Ptr<BIO, BIO_free>>(BIO_new(&method()), "BIO_new");
  BIO_set_data(bio.get(), this);
  return bio;
}

void Wire::expire() const noexcept {
  timer_->tv_sec = kLongAgo;
}

}  // namespace plumbline::channel
