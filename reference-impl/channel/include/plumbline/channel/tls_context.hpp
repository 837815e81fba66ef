/// @file
/// What any number of TLS sessions of one end have in common, and what is said of each peer.

#pragma once

#include "plumbline/channel/suite.hpp"
#include "plumbline/core/result.hpp"
#include "plumbline/crypto/asymmetric_key.hpp"
#include "plumbline/crypto/certificate.hpp"
#include "plumbline/crypto/secret_bytes.hpp"

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace plumbline::channel {

enum class Role : std::uint8_t { client, server };

/// How an end proves who it is.
struct CertificateCredential {
  std::vector<crypto::Certificate> chain;  ///< end entity first; 1 to 16
  crypto::PrivateKey key;                  ///< of chain[0]
};

struct TlsOptions {
  Role role{};
  CertificateCredential credential;
  std::vector<Suite> suites = default_suites();  ///< the preferred one first
};

/// Whether the peer is who it should be, by the certificates that it sent, end entity first. An
/// error ends the handshake. Time and anchors are the caller's, as in crypto::verify_certificate.
using PeerCheck = std::function<Result<void>(const std::vector<crypto::Certificate>& chain)>;

/// The pre-shared key of a client that names itself so. An error ends the handshake.
using KeyLookup = std::function<Result<crypto::SecretBytes>(std::string_view identity)>;

/// The peer of one session. Only a DTLS endpoint looks at what stands below server_name.
struct PeerOptions {
  PeerCheck check;
  std::string
      server_name;       ///< of a client: Server Name Indication, at most 255 octets; empty: none
  KeyLookup find_key{};  ///< of a server; without it no pre-shared key is known
  std::string
      protocol{};         ///< at most 255 octets, which both ends must name (RFC 7301); empty: none
  std::string address{};  ///< whom a server's cookies are for (RFC 6347 clause 4.2.1)
};

/// Cheap to share; never changes.
struct Context;

/// Exactly TLS 1.2 with certificates on both sides: secp256r1 and ECDSA with SHA-256 alone,
/// extended master secret, no renegotiation, no resumption by ticket or identifier, no compression.
/// A server ranks the suites.
///
/// @source TS-0003 clauses 8.7.2.2, 10.1, 10.2; RFC 5246, RFC 7627
/// @return Errc::invalid_value for no suite, one for pre-shared keys, no certificate or more than
///         16; Errc::key_mismatch for the private key of another certificate, or one that is not of
///         secp256r1.
[[nodiscard]] Result<std::shared_ptr<const Context>> make_tls_context(const TlsOptions& options);

}  // namespace plumbline::channel
