#include "plumbline/crypto/certificate.hpp"

#include <cstdint>
#include <cstdlib>

namespace {

using plumbline::crypto::Certificate;

/// Whatever parses answers every question, comes back from its own encodings, and is refused as a
/// path to nowhere.
void inspect(const Certificate& certificate) {
  if (Certificate::from_der(certificate.to_der()).value().to_pem() != certificate.to_pem()) {
    std::abort();
  }
  static_cast<void>(certificate.not_before() < certificate.not_after());
  static_cast<void>(certificate.public_key().to_pem());
  for (const auto kind : {plumbline::crypto::IdentityKind::fqdn,
                          plumbline::crypto::IdentityKind::ae_id,
                          plumbline::crypto::IdentityKind::device}) {
    static_cast<void>(plumbline::crypto::identity_of(certificate, kind));
    static_cast<void>(plumbline::crypto::verify_certificate(
        {certificate}, {certificate}, {kind, "tef.example"}, certificate.not_before()));
  }
  if (plumbline::crypto::verify_certificate({certificate}, {}, {}, certificate.not_before())) {
    std::abort();
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const plumbline::ByteView octets{data, size};
  if (const auto certificate = Certificate::from_der(octets)) {
    inspect(certificate.value());
  }
  if (const auto chain = Certificate::chain_from_pem(plumbline::as_text(octets))) {
    for (const auto& certificate : chain.value()) {
      inspect(certificate);
    }
  }
  return 0;
}
