/// @file
/// A source, targets and credentials of every kind, for the tests of S1.

#pragma once

#include "plumbline/crypto/certificate_issue.hpp"
#include "plumbline/crypto/random.hpp"
#include "plumbline/esf/open.hpp"
#include "plumbline/esf/seal.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace plumbline::esf::testing {

inline const std::string kSource = "//sp.example/cse-a/Csource";
inline const std::string kFirst = "//sp.example/cse-b/Cfirst";
inline const std::string kSecond = "//sp.example/cse-b/Csecond";
inline const std::string kGroup = "//sp.example/cse-b/grp";
inline constexpr std::string_view kText = R"({"value":21.5})";

/// Reproducible octets.
inline crypto::SeededRandom make_random() {
  return crypto::SeededRandom{as_bytes("esf tests"), "tests"};
}

/// A symmetric key; the id enters it.
jose::Jwk symmetric(const std::string& id, std::size_t octets = 32);

/// The one key pair of that kind: RSA is slow to make.
jose::Jwk key_pair(crypto::KeyKind kind);
jose::Jwk public_half(const jose::Jwk& pair);

TimePoint now();
/// The issuer that targets trust.
const crypto::IssuedCertificate& issuer();
/// A P-256 credential under a certificate that names `source`.
SigningCredential signer(const std::string& source = kSource,
                         const crypto::IssuedCertificate& by = issuer());

/// A request, what it protects, and the signer that it points to.
struct Sealing {
  std::vector<KeyTarget> targets;
  PsAlgSet payload;
  std::optional<SigningCredential> signer;
  TargetDataClass target_data_class = TargetDataClass::instance;
  std::string source_id = kSource;
  std::string plaintext;
  std::string associated_data;

  [[nodiscard]] EstablishRequest request() const;
  [[nodiscard]] Result<Envelope> sealed() const;
};

/// kText, where the payload set has it, for those targets; a signer where one is needed.
Sealing sealing(const std::string& payload, std::vector<KeyTarget> targets);

/// A target of that set ("PSK", "A256KW:ES256" …) with the key that it takes.
KeyTarget for_target(const std::string& set, const std::string& id = kFirst);

/// kFirst, who holds every key of for_target and trusts issuer().
TargetEndPoint target_end_point(const std::string& id = kFirst);

/// Opens as class 3.
Result<Opened> open_at(const TargetEndPoint& target,
                       const Envelope& envelope,
                       const TargetPolicy& policy = {});

}  // namespace plumbline::esf::testing
