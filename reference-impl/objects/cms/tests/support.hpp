/// @file
/// Keys, certificates and shorthands of the CMS tests.

#pragma once

#include "plumbline/cms/enveloped.hpp"
#include "plumbline/cms/signed.hpp"
#include "plumbline/testing/paths.hpp"

#include <gtest/gtest.h>

#include <span>
#include <stdexcept>
#include <string>
#include <vector>

namespace plumbline::cms::testing {

inline constexpr std::string_view kPayload = R"({"m2m:cin":{"con":"21"}})";
inline constexpr TimePoint kNow = std::chrono::sys_days{std::chrono::year{2026} / 3 / 1};

inline std::string data_path(const std::string& name) {
  return plumbline::testing::project_path("reference-impl/objects/cms/tests/data/" + name);
}

inline std::string data(const std::string& name) {
  return plumbline::testing::read_file(data_path(name));
}

inline crypto::Certificate certificate(const std::string& name) {
  return crypto::Certificate::from_pem(data(name + ".pem")).value();
}

inline KeyPair pair(const std::string& name) {
  return {.key = crypto::PrivateKey::from_pem(data(name + "-key.pem")).value(),
          .certificate = certificate(name)};
}

inline const std::string kKekHex =
    "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f";

/// The first octets of the key that make_data gives the openssl program.
inline const crypto::SecretBytes& kek_of_size(std::size_t size) {
  static const Bytes octets = from_hex(kKekHex).value();
  static const crypto::SecretBytes k16{ByteView{octets}.first(16)};
  static const crypto::SecretBytes k24{ByteView{octets}.first(24)};
  static const crypto::SecretBytes k32{ByteView{octets}};
  return size == 16 ? k16 : size == 24 ? k24 : k32;
}

inline SharedKek kek(std::size_t size = 32, std::string_view id = "K1") {
  const ByteView octets = as_bytes(id);
  return {.id = {octets.begin(), octets.end()}, .key = &kek_of_size(size)};
}

inline Bytes seal_to(std::vector<Recipient> recipients,
                     ContentEncryption encryption = ContentEncryption::aes256_gcm) {
  return seal({.plaintext = as_bytes(kPayload),
               .recipients = std::move(recipients),
               .encryption = encryption})
      .value();
}

inline Result<Opened> open_with(ByteView ber,
                                const Credential& credential,
                                const OpenOptions& options = {}) {
  return open(ber, std::span{&credential, 1}, options);
}

inline Errc code_of(const auto& result) {
  return result ? throw std::logic_error{"succeeded"} : result.error().code;
}

/// ESData and what it leaves out.
inline OpenOptions with_cbc() {
  const std::vector<std::string> names{"AES128-CBC",
                                       "AES192-CBC",
                                       "AES256-CBC",
                                       "RSA-OAEP-SHA256",
                                       "ECDH-SHA256+AES256-WRAP",
                                       "AES128-WRAP",
                                       "AES192-WRAP",
                                       "AES256-WRAP"};
  return {.algorithms = AlgorithmPolicy::named(names).value(), .limits = {}};
}

}  // namespace plumbline::cms::testing
