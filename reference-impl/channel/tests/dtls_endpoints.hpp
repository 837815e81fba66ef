/// @file
/// A client and a server of DTLS, and what goes between them.

#pragma once

#include "plumbline/channel/dtls_endpoint.hpp"
#include "plumbline/channel/dtls_record.hpp"
#include "plumbline/channel/testing/pki.hpp"

#include <gmock/gmock.h>

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace plumbline::channel {

class DtlsEndpointTest : public ::testing::Test {
 protected:
  static constexpr const char* kClientId = "//sp.example/cse-a/Cae1";
  static constexpr const char* kServerId = "cse-b.sp.example";
  static constexpr const char* kIdentity = "Kpsa-17";

  void SetUp() override {
    use_certificates(default_suites());
    begin();
  }

  void use_certificates(const std::vector<Suite>& suites, bool authenticates_clients = true) {
    client_options = {.role = Role::client,
                      .certificate = authenticates_clients ? &client_credential : nullptr,
                      .suites = suites};
    server_options = {.role = Role::server,
                      .certificate = &server_credential,
                      .suites = default_suites(),
                      .authenticates_clients = authenticates_clients};
  }

  void use_key(const std::vector<Suite>& suites) {
    client_options = {.role = Role::client, .psk = &psk, .suites = suites};
    server_options = {.role = Role::server, .suites = psk_suites()};
    server_peer.find_key = [this](std::string_view identity) -> Result<crypto::SecretBytes> {
      if (identity != kIdentity) {
        return fail(Errc::key_not_found, "no key of '" + std::string{identity} + "'");
      }
      return crypto::SecretBytes{server_key};
    };
  }

  /// Two new ends of what the members say.
  void begin() {
    client.emplace(make_dtls_context(client_options).value(), client_peer);
    server.emplace(make_dtls_context(server_options).value(), server_peer);
    flights.clear();
  }

  /// Flights 1 to 6, each as the end before left it and maybe changed, up to the first error.
  Result<void> shake_hands() {
    Bytes flight;
    for (std::size_t number = 0; number < 7; ++number) {
      auto& end = number % 2 == 0 ? client : server;
      if (number > 0 && change) {
        change(flight, number);
      }
      PLUMBLINE_TRY(flight, end->advance(flight, clock.now()));
      flights.push_back(flight);
    }
    EXPECT_TRUE(flight.empty());
    return success();
  }

  /// A record of the client's, opened by the server.
  Result<Bytes> send(std::string_view text) {
    PLUMBLINE_TRY(const Bytes record, client->protect(as_bytes(text)));
    return server->unprotect(record);
  }

  void expect_works() {
    const auto result = shake_hands();
    ASSERT_TRUE(result) << to_string(result.error());
    EXPECT_TRUE(client->finished() && server->finished());
    EXPECT_EQ(as_text(send("from the client").value()), "from the client");
    const Bytes record = server->protect(as_bytes("from the server")).value();
    EXPECT_EQ(as_text(client->unprotect(record).value()), "from the server");
    EXPECT_EQ(client->export_keying_material("EXPORTER-test", 32).value(),
              server->export_keying_material("EXPORTER-test", 32).value());
  }

  static Bytes bytes_of(ByteView octets) { return {octets.begin(), octets.end()}; }

  const testing::Pki pki;
  const crypto::ExpectedIdentity client_identity{crypto::IdentityKind::ae_id, kClientId};
  const crypto::ExpectedIdentity server_identity{crypto::IdentityKind::cse_id, kServerId};
  const CertificateCredential client_credential = pki.issue(client_identity);
  const CertificateCredential server_credential = pki.issue(server_identity);
  PskCredential psk{.identity = kIdentity, .key = crypto::SecretBytes{Bytes(32, 7)}};
  Bytes server_key = Bytes(32, 7);
  DtlsOptions client_options;
  DtlsOptions server_options;
  PeerOptions client_peer = pki.expecting(server_identity);
  PeerOptions server_peer = pki.expecting(client_identity);
  ManualClock clock{testing::kNow};
  std::optional<DtlsEndpoint> client;
  std::optional<DtlsEndpoint> server;
  std::vector<Bytes> flights;                         ///< as they were sent
  std::function<void(Bytes&, std::size_t)> change{};  ///< a flight on its way, by its number
};

}  // namespace plumbline::channel
