/// @file
/// Security of a hop as the harness asks for it and as an adapter reports it.

#pragma once

#include "plumbline/crypto/certificate.hpp"
#include "plumbline/crypto/secret_bytes.hpp"

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace plumbline::harness {

enum class TlsVersion : std::uint8_t { tls12, tls13 };

struct PskCredential {
  std::string identity;  ///< psk_identity, UTF-8, at most 128 octets (TS-0003 clause 10.2)
  std::shared_ptr<const crypto::SecretBytes> key;
};

struct CertificateCredential {
  std::string chain_pem;  ///< end entity first
  std::shared_ptr<const crypto::SecretBytes> key_pem;
};

/// monostate: does not authenticate itself.
using Credential = std::variant<std::monostate, PskCredential, CertificateCredential>;

struct TlsClientOptions {
  Credential credential;
  std::vector<std::string> anchors_pem;            ///< trust anchors for the server
  std::optional<crypto::ExpectedIdentity> server;  ///< exact SAN of the server's certificate
  TlsVersion min_version = TlsVersion::tls12;
  TlsVersion max_version = TlsVersion::tls12;
  std::string ciphers;      ///< OpenSSL list; empty: those of TS-0003 10.2 and AEAD suites
  std::string server_name;  ///< SNI; empty: none
};

struct TlsServerOptions {
  /// Key of a psk_identity, or null when unknown; empty function: no PSK suites.
  std::function<std::shared_ptr<const crypto::SecretBytes>(std::string_view identity)> psk;
  std::optional<CertificateCredential> certificate;
  std::vector<std::string> anchors_pem;  ///< for client certificates
  /// Flavours of client certificates, in the order in which a certificate is looked at; the SAN
  /// value of the first that it has becomes Association::peer.
  std::vector<crypto::IdentityKind> client_identities{crypto::IdentityKind::ae_id};
  bool require_client_authentication =
      true;  ///< a peer that does not authenticate gets no handshake
  TlsVersion min_version = TlsVersion::tls12;
  TlsVersion max_version = TlsVersion::tls12;
  std::string ciphers;  ///< as TlsClientOptions::ciphers
};

}  // namespace plumbline::harness
