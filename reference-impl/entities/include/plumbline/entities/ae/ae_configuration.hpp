/// @file
/// What an AE is told by e2e.configure: who it is, where its peers are, what it shares with them.

#pragma once

#include "plumbline/core/json.hpp"
#include "plumbline/core/result.hpp"
#include "plumbline/crypto/certificate.hpp"
#include "plumbline/crypto/secret_bytes.hpp"
#include "plumbline/onem2m/serialization.hpp"

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace plumbline::escertke {
struct EndPointConfiguration;
}  // namespace plumbline::escertke

namespace plumbline::entities {

/// Whom an AE talks to.
enum class AePeer : std::uint8_t { cse, tef };

/// "cse", "tef".
[[nodiscard]] std::string_view name_of(AePeer peer) noexcept;

struct AePskCredential {
  std::string identity;
  std::shared_ptr<const crypto::SecretBytes> key;
};

struct AeCertificateCredential {
  std::string chain_pem;
  std::shared_ptr<const crypto::SecretBytes> key_pem;
};

/// What the AE proves itself with; monostate: nothing.
using AeCredential = std::variant<std::monostate, AePskCredential, AeCertificateCredential>;

/// One peer and the hop to it.
struct AePeerConfiguration {
  std::string uri;         ///< "https://127.0.0.1:8443"
  std::string receiver;    ///< CSE-ID of the peer, SP-relative; MQTT names its topics after it
  std::string originator;  ///< From of requests to this peer
  AeCredential credential;
  std::vector<std::string> anchors_pem;            ///< for a peer with a certificate
  std::optional<crypto::ExpectedIdentity> server;  ///< its identity
  bool tls13 = false;                              ///< TLS 1.3 instead of 1.2
  onem2m::Serialization serialization{};           ///< of requests to it
};

/// A key that was provisioned beforehand.
struct AeSharedKey {
  std::string id;
  std::string receiver;  ///< absolute id of who shares it
  std::shared_ptr<const crypto::SecretBytes> key;
};

struct AeConfiguration {
  std::string name;      ///< enters key names: "K_<name>_Container-x_data_conf"
  std::string identity;  ///< absolute AE-ID
  std::optional<AePeerConfiguration> cse;
  std::optional<AePeerConfiguration> tef;
  std::string tef_fqdn;  ///< right part of Credential-Ids; empty without tef
  /// Ke (or Kpsa or Km in its place) by KeID, for the key source "ke".
  std::map<std::string, std::shared_ptr<const crypto::SecretBytes>, std::less<>> enrolment_keys;
  std::vector<AeSharedKey> pairwise_keys;  ///< pairwiseESPrimKeys
  std::vector<AeSharedKey> message_keys;   ///< Kpsa of authenticated messages, by Credential-Id
  /// What it makes keys with by certificates.
  std::shared_ptr<const escertke::EndPointConfiguration> escertke;
};

/// Reads the argument of e2e.configure.
///
/// @return Errc::malformed or Errc::invalid_value naming the member, also an unknown one.
[[nodiscard]] Result<AeConfiguration> parse_ae_configuration(const Json& argument);

/// How a hop is secured as far as the configuration says, before it is used; or, after an exchange,
/// how it was.
struct AeChannel {
  bool secured = false;             ///< (D)TLS
  bool peer_authenticated = false;  ///< by pre-shared key, or certificate against anchors
};

/// What the configuration of `peer` promises.
[[nodiscard]] AeChannel channel_of(const AePeerConfiguration& peer);

}  // namespace plumbline::entities
