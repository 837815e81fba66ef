#include "plumbline/channel/pem_credential.hpp"

#include <utility>

namespace plumbline::channel {

Result<CertificateCredential> credential_from_pem(std::string_view chain, std::string_view key) {
  PLUMBLINE_TRY(auto certificates, crypto::Certificate::chain_from_pem(chain));
  PLUMBLINE_TRY(auto own, crypto::PrivateKey::from_pem(key));
  return CertificateCredential{.chain = std::move(certificates), .key = std::move(own)};
}

}  // namespace plumbline::channel
