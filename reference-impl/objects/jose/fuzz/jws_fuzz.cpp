#include "plumbline/core/bytes.hpp"

#include "fuzz_keys.hpp"

#include <cstdint>

namespace jose = plumbline::jose;
using plumbline::as_bytes;
using plumbline::as_text;

/// Whatever verifies has a signature and sound headers; whatever does not says why. The input is
/// tried as an object with its payload and as one without.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text = as_text({data, size});
  jose::JwsVerifyOptions options;
  options.algorithms = jose::fuzz::every_algorithm();
  options.limits = {.octets = 1U << 16U, .recipients = 4};
  for (const bool detached : {false, true}) {
    if (detached) {
      options.detached_payload = as_bytes("payload");
    }
    const auto verified = jose::verify_jws(text, jose::fuzz::keys(), options);
    if (!verified) {
      jose::fuzz::require(!verified.error().detail.empty());
      continue;
    }
    jose::fuzz::require(!verified.value().verified.empty());
    for (const auto& signature : verified.value().verified) {
      jose::fuzz::check_header(signature.header);
    }
  }
  return 0;
}
