#include "plumbline/core/bytes.hpp"
#include "plumbline/keys/fqdn.hpp"
#include "plumbline/keys/nfkc.hpp"

#include <cstdint>
#include <cstdlib>

/// What is in NFKC stays as it is; an id without its "//" has no path left in its FQDN form.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text = plumbline::as_text({data, size});
  const auto normalized = plumbline::keys::nfkc(text);
  if (normalized && plumbline::keys::nfkc(normalized.value()).value() != normalized.value()) {
    std::abort();
  }
  const auto fqdn = plumbline::keys::fqdn_of(text);
  if (fqdn && fqdn.value().find('/') != std::string::npos) {
    std::abort();
  }
  return 0;
}
