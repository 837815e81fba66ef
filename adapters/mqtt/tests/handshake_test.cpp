// TLS of Paho MQTT C++ with `openssl s_server` for a broker, which does what no mosquitto does.

#include "broker_files.hpp"
#include "credentials.hpp"
#include "with_children.hpp"

#include <cstdlib>
#include <fstream>

namespace plumbline::adapters::mqtt::testing {
namespace {

using ::testing::HasSubstr;

class Handshake : public WithChildren {
 protected:
  void start_server(std::vector<std::string> options) {
    std::vector<std::string> words{
        "stdbuf", "-oL", "openssl", "s_server", "-accept", "127.0.0.1:0"};
    words.insert(words.end(), options.begin(), options.end());
    auto started = ChildProcess::start(words, "");
    ASSERT_TRUE(started);
    server = std::move(started).value();
    const std::string says{"ACCEPT 127.0.0.1:"};
    ASSERT_TRUE(wait_for_output(says, 1)) << output;
    port = static_cast<std::uint16_t>(std::stoi(output.substr(output.find(says) + says.size())));
  }

  bool wait_for_output(const std::string& text, int times) {
    return read_until(*server, output, [&](bool ended) {
      int found = 0;
      for (auto at = output.find(text); at != std::string::npos; at = output.find(text, at + 1)) {
        ++found;
      }
      return found >= times || ended;
    });
  }

  void ask(const harness::TlsClientOptions& tls) {
    ConnectOptions options;
    options.address = {.scheme = "mqtts", .host = "localhost", .port = port, .path = {}};
    options.entity_id = "/cse-a/Cae";
    options.peer_id = "/cse-a";
    options.tls = tls;
    options.tap = &notes;
    client = connect(std::move(options));
    client->exchange(request_of("r1"), kPatience, [this](auto got) { result = std::move(got); });
  }

  std::unique_ptr<ChildProcess> server;
  std::string output;
  std::uint16_t port = 0;
  std::unique_ptr<harness::Client> client;
  std::optional<Result<ResponsePrimitive>> result;
};

// Paho refers to the options of the call that connects for as long as it may ask for the key. What
// it would find once they are gone, the address sanitizer knows.
TEST_F(Handshake, AsksForTheKeyAgainWhenTheBrokerNegotiatesAgain) {
  start_server({"-msg",
                "-no_cache",  // a session that is resumed would need no key
                "-no_ticket",
                "-nocert",
                "-tls1_2",
                "-cipher",
                "PSK-AES128-GCM-SHA256",
                "-psk_identity",
                "10-ae@a.example",
                "-psk",
                to_hex(key_of(1)->expose())});
  ask(psk("10-ae@a.example", 1));
  ASSERT_TRUE(wait_for_output("A::cse-a:Cae", 1)) << output;
  ASSERT_TRUE(server->write(std::string_view{"\x20\x02\x00\x00", 4}));  // CONNACK
  ASSERT_TRUE(wait_for_output("/oneM2M/resp/cse-a:Cae", 1)) << output;
  ASSERT_TRUE(server->write("r\n"));
  ASSERT_TRUE(wait_for_output("], ClientKeyExchange", 2)) << output;
  ASSERT_TRUE(wait_for_output("], Finished", 4)) << output;  // of both ends
  EXPECT_EQ(notes.events(), "");
}

// Without anchors of its own Paho would take those of the system.
TEST_F(Handshake, WithAKeyTrustsNoCertificateOfTheSystem) {
  const auto folder = PrivateFolder::make().value();
  const auto end_entity = pki().issue({"localhost"}, {});
  std::ofstream{folder.file("anchors.pem")} << pki().anchor();
  std::ofstream{folder.file("server.pem")} << end_entity.chain_pem
                                           << as_text(end_entity.key_pem->expose());
  ::setenv("SSL_CERT_FILE", folder.file("anchors.pem").c_str(), 1);
  start_server({"-tls1_3", "-cert", folder.file("server.pem").string()});
  ask(psk("10-ae@a.example", 1));
  EXPECT_TRUE(wait_until([&] { return result.has_value(); }));
  EXPECT_THAT(to_string(result->error()), HasSubstr("verify failed"));
  ::unsetenv("SSL_CERT_FILE");
}

}  // namespace
}  // namespace plumbline::adapters::mqtt::testing
