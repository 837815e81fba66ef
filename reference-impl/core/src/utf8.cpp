#include "plumbline/core/utf8.hpp"

#include "plumbline/core/bytes.hpp"

#include <utf8proc.h>

namespace plumbline {

bool is_utf8(std::string_view text) noexcept {
  ByteView rest = as_bytes(text);
  while (!rest.empty()) {
    utf8proc_int32_t code_point = 0;
    const auto size =
        utf8proc_iterate(rest.data(), static_cast<utf8proc_ssize_t>(rest.size()), &code_point);
    if (size <= 0) {
      return false;
    }
    rest = rest.subspan(static_cast<std::size_t>(size));
  }
  return true;
}

}  // namespace plumbline
