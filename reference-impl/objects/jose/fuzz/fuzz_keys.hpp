/// @file
/// Keys of the fuzz targets: those of RFC 7516 appendix A.3, RFC 7518 appendix C, RFC 8037
/// appendix A, so that the seed corpora open and verify.

#pragma once

#include "plumbline/jose/jwe.hpp"
#include "plumbline/jose/jws.hpp"

#include <cstdlib>
#include <string>
#include <vector>

namespace plumbline::jose::fuzz {

inline const JwkSet& keys() {
  static const JwkSet kKeys = JwkSet::parse(R"({"keys":[
    {"kty":"oct","kid":"o16","k":"GawgguFyGrWKav7AX4VKUg"},
    {"kty":"oct","kid":"o32","k":"AyM1SysPpbyDfgZld3umj1qzKObwVMkoqQ-EstJQLr8"},
    {"kty":"EC","kid":"ec","crv":"P-256","x":"weNJy2HscCSM6AEDTDg04biOvhFhyyWvOHQfeF_PxMQ",
     "y":"e8lnCO-AlStT-NJVX-crhB7QRYhiix03illJOVAOyck",
     "d":"VEmDZpDXXK8p8N0Cndsxs924q6nS1RXFASRl6BfUqdw"},
    {"kty":"OKP","kid":"ed","crv":"Ed25519","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo",
     "d":"nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A"}]})")
                                  .value();
  return kKeys;
}

inline AlgorithmPolicy every_algorithm() {
  const std::vector<std::string> names{"dir",
                                       "A128KW",
                                       "A256KW",
                                       "ECDH-ES",
                                       "ECDH-ES+A128KW",
                                       "A128GCMKW",
                                       "A256GCMKW",
                                       "A128GCM",
                                       "A256GCM",
                                       "A128CBC-HS256",
                                       "A192CBC-HS384",
                                       "A256CBC-HS512",
                                       "HS256",
                                       "ES256",
                                       "EdDSA"};
  return AlgorithmPolicy::named(names).value();
}

inline void require(bool holds) {
  if (!holds) {
    std::abort();
  }
}

/// A header that is accepted is what the strict JSON parser reads in the same text.
inline void check_header(const Header& header) {
  require(header.empty() || parse_json(header.text()).value() == header.json());
}

}  // namespace plumbline::jose::fuzz
