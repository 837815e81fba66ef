// Clients that are not ours: a raw one in Python, and libcoap's own with OpenSSL.

#include "plumbline/adapters/process/child_process.hpp"
#include "plumbline/adapters/test_room/credentials.hpp"
#include "plumbline/testing/paths.hpp"

#include "loopback.hpp"

namespace plumbline::adapters::coap::testing {
namespace {

using process::ChildProcess;
using ::testing::HasSubstr;

class Peers : public Loopback {
 protected:
  /// What the program writes until its end, while the loop runs.
  std::string run(const std::vector<std::string>& command) {
    auto child = ChildProcess::start(command, "/");
    EXPECT_TRUE(child) << (child ? "" : to_string(child.error()));
    std::string text;
    const auto ended = [&] {
      const auto output = child.value()->read(ChildProcess::Stream::output, text, 65536);
      const auto log = child.value()->read(ChildProcess::Stream::log, text, 65536);
      return output == ChildProcess::Read::ended && log == ChildProcess::Read::ended;
    };
    while (child && !ended() && text.size() < 65536) {
      transport->run_until([] { return false; }, 5ms);
    }
    return text;
  }

  std::string port() const { return std::to_string(listener->address().port); }
};

TEST_F(Peers, ARawClientGetsRightAnswers) {
  listen({});
  const auto script = plumbline::testing::project_path("adapters/coap/tests/raw_client.py");
  EXPECT_EQ(run({"/usr/bin/python3", script, port()}), "right\n") << server_tap.events();
}

TEST_F(Peers, TheClientOfLibcoapSpeaksDtlsWithAKey) {
  ListenOptions options;
  options.tls = harness::TlsServerOptions{
      .psk = [](std::string_view identity) { return identity == "id" ? key_of('k') : nullptr; }};
  listen(std::move(options));
  // It drops responses with oneM2M's critical options, so that it is heard but does not hear.
  run({"/usr/bin/coap-client-openssl",
       "-N",
       "-B",
       "1",
       "-m",
       "get",
       "-u",
       "id",
       "-k",
       std::string(32, 'k'),
       "-O",
       "279,Cae",
       "-O",
       "283,r1",
       "coaps://127.0.0.1:" + port() + "/~/cse-a/cse"});
  const auto requests = server_tap.of(TapKind::request);
  ASSERT_EQ(requests.size(), 1U) << server_tap.events();
  EXPECT_EQ(requests[0].association.peer, "id");
  EXPECT_EQ(requests[0].primitive->at("fr"), "Cae");
  EXPECT_EQ(requests[0].primitive->at("to"), "/cse-a/cse");
}

}  // namespace
}  // namespace plumbline::adapters::coap::testing
