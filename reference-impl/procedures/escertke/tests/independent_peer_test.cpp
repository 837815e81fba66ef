#include "plumbline/crypto/certificate_issue.hpp"
#include "plumbline/testing/folder.hpp"
#include "plumbline/testing/paths.hpp"
#include "plumbline/testing/program.hpp"

#include "world.hpp"

#include <array>

namespace plumbline::escertke {
namespace {

using plumbline::testing::Program;

/// GnuTLS as the other end. It looks at the clock of this machine, so certificates are valid long.
class IndependentPeer : public EscertkeWorld {
 protected:
  void SetUp() override {
    EscertkeWorld::SetUp();
    root = crypto::issue_certificate(lasting(channel::testing::authority("lasting root")));
    initiating.end_point = ours({Kind::ae_id, kInitiatorId});
    terminating.end_point = ours({Kind::cse_id, "cse-b.sp.example"});
  }

  static crypto::CertificateRequest lasting(crypto::CertificateRequest request) {
    request.not_before = channel::testing::kNow - 1000 * channel::testing::kDay;
    request.not_after = channel::testing::kNow + 20000 * channel::testing::kDay;
    return request;
  }

  [[nodiscard]] channel::CertificateCredential issue(const crypto::ExpectedIdentity& who) const {
    auto issued =
        crypto::issue_certificate(lasting(channel::testing::end_entity(who)), &root.value());
    return {.chain = {std::move(issued.certificate)}, .key = std::move(issued.key)};
  }

  [[nodiscard]] EndPointConfiguration ours(const crypto::ExpectedIdentity& who) const {
    return {.credential = issue(who), .anchors = {root->certificate}};
  }

  [[nodiscard]] Program gnutls(const std::string& role,
                               const crypto::ExpectedIdentity& who,
                               const std::string& cipher) const {
    const auto credential = issue(who);
    return Program{
        {"/usr/bin/python3",
         testing::project_path("reference-impl/procedures/escertke/tests/independent_peer.py"),
         role,
         folder.write("certificate", credential.chain.front().to_pem()),
         folder.write("key", as_text(credential.key.to_pem().expose())),
         folder.write("anchor", root->certificate.to_pem()),
         cipher}};
  }

  /// The rest of a line that begins with `word`.
  static std::string line_of(Program& program, const std::string& word) {
    const std::string line = program.read_line();
    EXPECT_THAT(line, ::testing::StartsWith(word + ' '));
    return line.size() > word.size() ? line.substr(word.size() + 1) : std::string{};
  }

  /// The next flight of GnuTLS as a message.
  static Json message_of(Program& program) {
    return to_content(from_hex(line_of(program, "flight")).value());
  }

  static void give(Program& program, const std::optional<Json>& content) {
    program.write_line(to_hex(flight_in(content).value()));
  }

  static void expect_same(const EstablishedKey& key, Program& program) {
    EXPECT_EQ(to_hex(from_hex(key.id).value()) + to_hex(key.key.expose()), line_of(program, "key"));
  }

  std::optional<crypto::IssuedCertificate> root;
  plumbline::testing::Folder folder;
};

constexpr std::array<const char*, 3> kCiphers{"AES-128-CBC", "AES-128-GCM", "AES-128-CCM-8"};

TEST_F(IndependentPeer, InitiatesAndHasTheSameKey) {
  start_terminator();
  for (const char* const cipher : kCiphers) {
    Program program = gnutls("client", {Kind::ae_id, kInitiatorId}, cipher);
    Request request;
    request.operation = onem2m::Operation::notify;
    request.from = kInitiatorId;
    request.content = message_of(program);
    const Receipt second = terminator->accept(request);
    give(program, second.response.content);
    request.content = message_of(program);
    const Receipt fourth = terminator->accept(request);
    ASSERT_TRUE(fourth.established) << json_text(*fourth.response.content);
    give(program, fourth.response.content);
    EXPECT_EQ(line_of(program, "name"), "-");
    expect_same(*fourth.established, program);
  }
}

TEST_F(IndependentPeer, TerminatesAndHasTheSameKey) {
  start_initiator();
  for (const char* const cipher : kCiphers) {
    Program program = gnutls("server", {Kind::cse_id, "cse-b.sp.example"}, cipher);
    Initiation initiation = initiator->begin(peer);
    Step step = initiation.start();
    while (auto* const request = std::get_if<Request>(&step)) {
      give(program, request->content);
      Response response = onem2m::respond_with(*request, Status::ok, message_of(program));
      step = initiation.receive(std::move(response));
    }
    const auto& finished = std::get<Finished>(step);
    ASSERT_TRUE(finished.key) << to_string(finished.key.error());
    EXPECT_EQ(line_of(program, "name"), "cse-b.sp.example");
    expect_same(finished.key.value(), program);
  }
}

}  // namespace
}  // namespace plumbline::escertke
