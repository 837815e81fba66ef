#include "plumbline/harness/test_pki.hpp"

#include <chrono>
#include <memory>
#include <utility>

namespace plumbline::harness {
namespace {

using std::chrono::hours;

constexpr hours kValidity{24 * 365 * 10};

crypto::IssuedCertificate new_authority(const std::string& name, TimePoint now) {
  return crypto::issue_certificate({.common_name = name,
                                    .dns_names = {},
                                    .uris = {},
                                    .not_before = now - hours{1},
                                    .not_after = now + kValidity,
                                    .authority = true,
                                    .permitted_domains = {}});
}

}  // namespace

TestPki::TestPki(crypto::IssuedCertificate authority, TimePoint now)
    : authority_(std::move(authority)),
      stranger_(new_authority("Plumbline foreign test authority", now)),
      now_(now) {}

TestPki TestPki::make(TimePoint now) {
  return TestPki{new_authority("Plumbline test authority", now), now};
}

Result<TestPki> TestPki::load(std::string_view certificate_pem,
                              std::string_view key_pem,
                              TimePoint now) {
  PLUMBLINE_TRY(auto certificate, crypto::Certificate::from_pem(certificate_pem));
  PLUMBLINE_TRY(auto key, crypto::PrivateKey::from_pem(key_pem));
  if (key.public_key().to_pem() != certificate.public_key().to_pem()) {
    return fail(Errc::key_mismatch, "the authority's key does not belong to its certificate");
  }
  return TestPki{crypto::IssuedCertificate{.certificate = certificate, .key = key}, now};
}

CertificateCredential TestPki::for_entity(const std::string& absolute_id,
                                          CertificateFault fault) const {
  const bool other = fault == CertificateFault::other_name;
  const std::string id = other ? absolute_id + "-other" : absolute_id;
  return issue({.common_name = "Plumbline test AE",
                .dns_names = {},
                .uris = {id},
                .not_before = {},
                .not_after = {},
                .authority = false,
                .permitted_domains = {}},
               fault);
}

CertificateCredential TestPki::for_server(const std::string& fqdn, CertificateFault fault) const {
  const std::string name = fault == CertificateFault::other_name ? "other." + fqdn : fqdn;
  return issue({.common_name = "Plumbline test server",
                .dns_names = {name},
                .uris = {},
                .not_before = {},
                .not_after = {},
                .authority = false,
                .permitted_domains = {}},
               fault);
}

CertificateCredential TestPki::issue(crypto::CertificateRequest request,
                                     CertificateFault fault) const {
  const bool expired = fault == CertificateFault::expired;
  request.not_before = now_ - (expired ? hours{48} : hours{1});
  request.not_after = expired ? now_ - hours{24} : now_ + hours{24 * 365};
  const auto& issuer = fault == CertificateFault::foreign_issuer ? stranger_ : authority_;
  const crypto::IssuedCertificate issued = crypto::issue_certificate(request, &issuer);
  return {.chain_pem = issued.certificate.to_pem(),
          .key_pem = std::make_shared<const crypto::SecretBytes>(issued.key.to_pem())};
}

std::string TestPki::authority_pem() const {
  return authority_.certificate.to_pem();
}

crypto::SecretBytes TestPki::authority_key_pem() const {
  return authority_.key.to_pem();
}

}  // namespace plumbline::harness
