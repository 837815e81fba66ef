#include "plumbline/channel/suite.hpp"

namespace plumbline::channel {

std::vector<Suite> default_suites() {
  return {Suite::ecdhe_ecdsa_aes_128_gcm_sha256,
          Suite::ecdhe_ecdsa_aes_128_cbc_sha256,
          Suite::ecdhe_ecdsa_aes_128_ccm_8};
}

std::vector<Suite> psk_suites() {
  return {Suite::ecdhe_psk_aes_128_cbc_sha256,
          Suite::dhe_psk_aes_128_gcm_sha256,
          Suite::dhe_psk_aes_128_ccm_8,
          Suite::dhe_psk_aes_128_cbc_sha256,
          Suite::psk_aes_128_gcm_sha256,
          Suite::psk_aes_128_ccm_8,
          Suite::psk_aes_128_cbc_sha256};
}

bool needs_pre_shared_key(Suite suite) {
  switch (suite) {
    case Suite::ecdhe_ecdsa_aes_128_cbc_sha256:
    case Suite::ecdhe_ecdsa_aes_128_gcm_sha256:
    case Suite::ecdhe_ecdsa_aes_128_ccm_8:
      return false;
    default:
      return true;
  }
}

}  // namespace plumbline::channel
