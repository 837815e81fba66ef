#include "header_memo.hpp"

#include <array>
#include <cstddef>
#include <string>

namespace plumbline::jose {

namespace {

constexpr std::size_t kMaxEncoded = 1024;

struct Memo {
  struct Entry {
    std::string encoded;
    Header header;
  };

  std::array<Entry, 8> entries;
  std::size_t oldest = 0;
};

Memo& memo() {
  thread_local Memo of_this_thread;
  return of_this_thread;
}

}  // namespace

Header recall_header(std::string_view encoded) {
  for (const auto& entry : memo().entries) {
    if (entry.encoded == encoded) {
      return entry.header;
    }
  }
  return {};
}

void remember_header(std::string_view encoded, const Header& header) {
  if (encoded.size() > kMaxEncoded) {
    return;
  }
  Memo& of_this_thread = memo();
  Memo::Entry& entry = of_this_thread.entries.at(of_this_thread.oldest);
  entry.encoded = encoded;
  entry.header = header;
  of_this_thread.oldest = (of_this_thread.oldest + 1) % of_this_thread.entries.size();
}

}  // namespace plumbline::jose
