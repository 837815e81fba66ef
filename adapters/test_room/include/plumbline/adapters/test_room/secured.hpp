/// @file
/// A server on loopback and a client of it that know each other by a key or by certificates.

#pragma once

#include "plumbline/adapters/test_room/credentials.hpp"
#include "plumbline/adapters/test_room/loopback.hpp"

namespace plumbline::adapters::test_room {

inline constexpr const char* kIdentity = "10-key@tef.example";
inline constexpr const char* kAeId = "//sp.example/cse-a/Cae";
inline constexpr const char* kServerName = "tef.example";

/// `Base` is the Loopback of a binding.
template <typename Base>
class Secured : public Base {
 protected:
  void use_psk() {
    server_options.psk = [](std::string_view identity) {
      return identity == kIdentity ? key_of(1) : nullptr;
    };
    client_options.credential = harness::PskCredential{.identity = kIdentity, .key = key_of(1)};
  }

  void use_certificates() {
    server_options.certificate = pki().issue({kServerName}, {});
    server_options.anchors_pem = {pki().anchor()};
    client_options.credential = pki().issue({}, {kAeId});
    client_options.anchors_pem = {pki().anchor()};
    client_options.server = {.kind = crypto::IdentityKind::fqdn, .value = kServerName};
    client_options.server_name = kServerName;
  }

  /// Both ends with these options; the handler echoes, and keeps what the server knows of its peer.
  void start(ListenOptions options = {}, milliseconds handshake = kPatience) {
    if (!options.handler) {
      options.handler = [this](const IncomingRequest& incoming, const Replier& replier) {
        server_side = incoming.association;
        server_key = export_from(server_side, "EXPORTER-oneM2M-Connection");
        echo(incoming, replier);
      };
    }
    options.tls = server_options;
    options.bounds.handshake = kPatience;
    ConnectOptions connect_options;
    connect_options.address = this->listen(std::move(options));
    connect_options.tls = client_options;
    connect_options.bounds.handshake = handshake;
    this->connect(std::move(connect_options));
  }

  /// An exchange, after which both ends say the same of their association.
  void expect_exchange(onem2m::PeerProof proof,
                       std::string_view client_id,
                       std::string_view protocol) {
    start();
    const auto response = this->exchange(notification("r1"));
    ASSERT_TRUE(response) << to_string(response.error()) << this->server_tap.events();
    const auto client_side = this->client->association();
    EXPECT_TRUE(server_side.secured);
    EXPECT_EQ(server_side.proof, proof);
    EXPECT_EQ(client_side.proof, proof);
    EXPECT_EQ(server_side.peer, client_id);
    EXPECT_EQ(server_side.protocol, protocol);
    EXPECT_EQ(client_side.protocol, protocol);
    EXPECT_EQ(client_side.cipher, server_side.cipher);
    EXPECT_EQ(server_key.size(), 48U);
    EXPECT_EQ(export_from(client_side, "EXPORTER-oneM2M-Connection"), server_key);
    EXPECT_NE(export_from(client_side, "EXPORTER-oneM2M-Bootstrap"), server_key);
  }

  /// Empty when the association has none.
  static crypto::SecretBytes export_from(const onem2m::Association& association,
                                         std::string_view label) {
    auto made = association.exporter ? association.exporter(std::string{label}, 48)
                                     : fail(Errc::unreachable, "no exporter");
    return made ? std::move(made).value() : crypto::SecretBytes{};
  }

  harness::TlsServerOptions server_options;
  harness::TlsClientOptions client_options;
  onem2m::Association server_side;
  crypto::SecretBytes server_key;
};

}  // namespace plumbline::adapters::test_room
