#include "plumbline/core/bytes.hpp"

#include "fuzz_keys.hpp"

#include <cstdint>

namespace jose = plumbline::jose;
using plumbline::as_text;

/// Whatever opens has sound headers and authentic content; whatever does not says why.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text = as_text({data, size});
  if (const auto header = jose::Header::parse(text)) {
    jose::fuzz::check_header(header.value());
  }
  if (const auto header = jose::peek_header(text)) {
    jose::fuzz::check_header(header.value());
  }
  const jose::JweOpenOptions options{.algorithms = jose::fuzz::every_algorithm(),
                                     .limits = {.octets = 1U << 16U, .recipients = 4}};
  const auto opened = jose::open_jwe(text, jose::fuzz::keys(), options);
  if (!opened) {
    jose::fuzz::require(!opened.error().detail.empty());
    return 0;
  }
  jose::fuzz::check_header(opened.value().protected_header);
  jose::fuzz::check_header(opened.value().header);
  return 0;
}
