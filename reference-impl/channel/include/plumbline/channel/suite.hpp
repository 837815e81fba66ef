/// @file
/// The suites of TLS and DTLS 1.2 that this room has.

#pragma once

#include <cstdint>
#include <vector>

namespace plumbline::channel {

/// By their number. The exporter of each stands on P_SHA256, as TS-0003 clause 10.3.1 has it, so
/// suites on SHA-384 are not among them. ECDHE_PSK with AES-GCM is missing: OpenSSL 3.0 has none.
/// @source TS-0003 clause 10.2.3; RFC 5289, RFC 5487, RFC 5489, RFC 6655, RFC 7251
enum class Suite : std::uint16_t {
  psk_aes_128_gcm_sha256 = 0x00A8,
  dhe_psk_aes_128_gcm_sha256 = 0x00AA,
  psk_aes_128_cbc_sha256 = 0x00AE,
  dhe_psk_aes_128_cbc_sha256 = 0x00B2,
  ecdhe_ecdsa_aes_128_cbc_sha256 = 0xC023,  ///< which every end has over TLS
  ecdhe_ecdsa_aes_128_gcm_sha256 = 0xC02B,
  ecdhe_psk_aes_128_cbc_sha256 = 0xC037,
  psk_aes_128_ccm_8 = 0xC0A8,          ///< which every end with a key has over DTLS
  dhe_psk_aes_128_ccm_8 = 0xC0AA,      ///< RFC 6655 writes PSK_DHE
  ecdhe_ecdsa_aes_128_ccm_8 = 0xC0AE,  ///< which every end with a certificate has over DTLS
};

/// Those for certificates, AES-GCM first.
[[nodiscard]] std::vector<Suite> default_suites();

/// Those for pre-shared keys, with forward secrecy first.
[[nodiscard]] std::vector<Suite> psk_suites();

/// Whether the ends prove themselves by a pre-shared key.
[[nodiscard]] bool needs_pre_shared_key(Suite suite);

}  // namespace plumbline::channel
