// DTLS with GnuTLS at the other end, in each suite.

#include "plumbline/testing/folder.hpp"
#include "plumbline/testing/paths.hpp"
#include "plumbline/testing/program.hpp"

#include "dtls_endpoints.hpp"

#include <array>
#include <string>
#include <utility>

namespace plumbline::channel {
namespace {

using plumbline::testing::Folder;
using plumbline::testing::Program;

/// A suite and what GnuTLS calls its parts.
struct Named {
  Suite suite;
  const char* key_exchange;
  const char* cipher;
};

constexpr std::array kSuites{
    Named{Suite::psk_aes_128_ccm_8, "PSK", "AES-128-CCM-8"},
    Named{Suite::psk_aes_128_gcm_sha256, "PSK", "AES-128-GCM"},
    Named{Suite::psk_aes_128_cbc_sha256, "PSK", "AES-128-CBC"},
    Named{Suite::dhe_psk_aes_128_ccm_8, "DHE-PSK", "AES-128-CCM-8"},
    Named{Suite::dhe_psk_aes_128_gcm_sha256, "DHE-PSK", "AES-128-GCM"},
    Named{Suite::dhe_psk_aes_128_cbc_sha256, "DHE-PSK", "AES-128-CBC"},
    Named{Suite::ecdhe_psk_aes_128_cbc_sha256, "ECDHE-PSK", "AES-128-CBC"},
    Named{Suite::ecdhe_ecdsa_aes_128_ccm_8, "ECDHE-ECDSA", "AES-128-CCM-8"},
    Named{Suite::ecdhe_ecdsa_aes_128_gcm_sha256, "ECDHE-ECDSA", "AES-128-GCM"},
    Named{Suite::ecdhe_ecdsa_aes_128_cbc_sha256, "ECDHE-ECDSA", "AES-128-CBC"},
};

class IndependentDtlsPeer : public DtlsEndpointTest, public ::testing::WithParamInterface<Named> {
 protected:
  void SetUp() override {
    const Suite suite = GetParam().suite;
    if (needs_pre_shared_key(suite)) {
      use_key({suite});
    } else {
      use_certificates({suite});
    }
    server_options.suites = {suite};
    begin();
  }

  [[nodiscard]] Program gnutls(const std::string& role) const {
    const CertificateCredential& own = role == "client" ? client_credential : server_credential;
    folder.write("certificate", own.chain.front().to_pem());
    folder.write("key", as_text(own.key.to_pem().expose()));
    folder.write("anchor", pki.root.certificate.to_pem());
    folder.write("psk", kIdentity + (':' + to_hex(psk.key.expose())) + '\n');
    return Program{
        {"/usr/bin/python3",
         plumbline::testing::project_path("reference-impl/channel/tests/independent_dtls_peer.py"),
         role,
         GetParam().key_exchange,
         GetParam().cipher,
         folder.path().string()}};
  }

  /// The rest of a line that begins with `word`.
  static Bytes line_of(const std::string& line, const std::string& word) {
    EXPECT_THAT(line, ::testing::StartsWith(word + ' '));
    return line.size() > word.size() ? from_hex(line.substr(word.size() + 1)).value() : Bytes{};
  }

  /// Answers each flight of `program` until the handshake has finished at `own`; then data both
  /// ways.
  void talk(DtlsEndpoint& own, Program& program) {
    std::string line = program.read_line();
    for (; line.starts_with("flight"); line = program.read_line()) {
      const auto next = own.advance(line_of(line, "flight"), clock.now());
      ASSERT_TRUE(next) << to_string(next.error());
      if (!next.value().empty()) {
        program.write_line(to_hex(next.value()));
      }
    }
    ASSERT_TRUE(own.finished());
    EXPECT_EQ(own.suite(), GetParam().suite);
    EXPECT_EQ(own.export_keying_material("EXPORTER-test", 32).value(),
              crypto::SecretBytes{line_of(line, "key")});
    const auto heard = own.unprotect(line_of(program.read_line(), "flight"));
    ASSERT_TRUE(heard) << to_string(heard.error());
    EXPECT_EQ(as_text(heard.value()), "from GnuTLS");
    program.write_line(to_hex(own.protect(as_bytes("from us")).value()));
    EXPECT_EQ(as_text(line_of(program.read_line(), "data")), "from us");
  }

  Folder folder;
};

TEST_P(IndependentDtlsPeer, IsServed) {
  Program program = gnutls("client");
  talk(*server, program);
}

TEST_P(IndependentDtlsPeer, Serves) {
  Program program = gnutls("server");
  program.write_line(to_hex(client->advance({}, clock.now()).value()));
  talk(*client, program);
}

INSTANTIATE_TEST_SUITE_P(
    Suites, IndependentDtlsPeer, ::testing::ValuesIn(kSuites), [](const auto& named) {
      std::string name = std::string{named.param.key_exchange} + '_' + named.param.cipher;
      std::erase(name, '-');
      return name;
    });

}  // namespace
}  // namespace plumbline::channel
