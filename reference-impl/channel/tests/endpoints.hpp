/// @file
/// A client and a server, and what goes between them.

#pragma once

#include "plumbline/channel/flight.hpp"
#include "plumbline/channel/testing/pki.hpp"
#include "plumbline/channel/tls_endpoint.hpp"

#include <gmock/gmock.h>

#include <optional>
#include <string>
#include <vector>

namespace plumbline::channel {

class TlsEndpointTest : public ::testing::Test {
 protected:
  static constexpr const char* kClientId = "//sp.example/cse-a/Cae1";
  static constexpr const char* kServerId = "cse-b.sp.example";

  void SetUp() override { begin(); }

  /// Two new ends of what the members say.
  void begin() {
    client.emplace(client_context, client_peer);
    server.emplace(server_context, server_peer);
  }

  /// Flights 1 to 4, each as the end before left it, up to the first error.
  Result<void> shake_hands() {
    PLUMBLINE_TRY(flights[0], client->advance());
    PLUMBLINE_TRY(flights[1], server->advance(flights[0]));
    PLUMBLINE_TRY(flights[2], client->advance(flights[1]));
    PLUMBLINE_TRY(flights[3], server->advance(flights[2]));
    PLUMBLINE_TRY(const Bytes rest, client->advance(flights[3]));
    EXPECT_TRUE(rest.empty());
    return success();
  }

  static Bytes exported(const TlsEndpoint& endpoint, std::string_view label) {
    const auto octets = endpoint.export_keying_material(label, 48).value();
    return {octets.expose().begin(), octets.expose().end()};
  }

  const testing::Pki pki;
  const crypto::ExpectedIdentity client_identity{crypto::IdentityKind::ae_id, kClientId};
  const crypto::ExpectedIdentity server_identity{crypto::IdentityKind::cse_id, kServerId};
  std::shared_ptr<const Context> client_context =
      testing::context_of(Role::client, pki.issue(client_identity));
  std::shared_ptr<const Context> server_context =
      testing::context_of(Role::server, pki.issue(server_identity));
  PeerOptions client_peer = pki.expecting(server_identity);
  PeerOptions server_peer = pki.expecting(client_identity);
  std::optional<TlsEndpoint> client;
  std::optional<TlsEndpoint> server;
  std::vector<Bytes> flights = std::vector<Bytes>(4);
};

}  // namespace plumbline::channel
