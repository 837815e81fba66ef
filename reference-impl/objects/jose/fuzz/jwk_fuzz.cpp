#include "plumbline/core/bytes.hpp"

#include "fuzz_keys.hpp"

#include <cstdint>

namespace crypto = plumbline::crypto;
namespace jose = plumbline::jose;
using plumbline::as_text;

/// A key that is read is written so that it reads as the same key.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text = as_text({data, size});
  static_cast<void>(jose::JwkSet::parse(text));
  const auto key = jose::Jwk::parse(text);
  if (!key) {
    jose::fuzz::require(!key.error().detail.empty());
    return 0;
  }
  const auto hash = crypto::HashAlgorithm::sha256;
  const crypto::SecretBytes written = key.value().secret_json_text();
  const auto again = jose::Jwk::parse(as_text(written.expose()));
  jose::fuzz::require(again.has_value());
  jose::fuzz::require(again.value().kid() == key.value().kid());
  jose::fuzz::require(again.value().thumbprint(hash) == key.value().thumbprint(hash));
  if (const auto open = key.value().public_json()) {
    const auto half = jose::Jwk::from_json(open.value());
    jose::fuzz::require(half.has_value() && half.value().private_key() == nullptr);
    jose::fuzz::require(half.value().thumbprint(hash) == key.value().thumbprint(hash));
  }
  return 0;
}
