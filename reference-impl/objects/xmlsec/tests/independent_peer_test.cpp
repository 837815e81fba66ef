// An implementation in Python that shares no code with the reference opens what the reference
// makes, and the reference what it makes. No packaged tool has RSA-OAEP with SHA-256 or ECDH-ES in
// XML.

#include "plumbline/core/json.hpp"
#include "plumbline/testing/folder.hpp"
#include "plumbline/testing/paths.hpp"

#include "support.hpp"

#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <string>
#include <vector>

namespace plumbline::xmlsec {
namespace {

struct Sample {
  Key key;
  std::string plaintext;
};

/// What Python needs of a key.
Json json_of(const Key& key) {
  if (key.secret() != nullptr) {
    return {{"secret", to_hex(key.secret()->expose())}};
  }
  return {{"pem", as_text(key.private_key()->to_pem().expose())}};
}

class IndependentPeer : public ::testing::Test {
 protected:
  void run() {
    file_.close();
    const std::string script =
        plumbline::testing::project_path("reference-impl/objects/xmlsec/tests/independent_peer.py");
    ASSERT_EQ(std::system(("/usr/bin/python3 " + script + ' ' + input_ + ' ' + output_).c_str()),
              0);
  }

  void add(Json line, const Key& key) {
    line.update(json_of(key));
    file_ << json_text(line) << '\n';
  }

  plumbline::testing::Folder folder_;
  std::string input_ = folder_.path("input");
  std::string output_ = folder_.path("output");
  std::ofstream file_{input_};
};

TEST_F(IndependentPeer, EncryptsAndDecrypts) {
  auto random = testing::make_random();
  std::vector<Sample> samples;
  for (unsigned i = 0; i <= static_cast<unsigned>(KeyManagement::ecdh_es_kw_aes256); ++i) {
    for (unsigned j = 0; j <= static_cast<unsigned>(ContentEncryption::aes256_gcm); ++j) {
      const auto management = static_cast<KeyManagement>(i);
      const auto content = static_cast<ContentEncryption>(j);
      for (const Key& key : testing::receiving_keys(management, content)) {
        const Key sender = testing::sending_key(key);
        const Sample& sample =
            samples.emplace_back(Sample{key, "sample " + std::to_string(samples.size())});
        const auto made = encrypt({.input = as_bytes(sample.plaintext),
                                   .algorithm = content,
                                   .recipients = {{management, &sender}}},
                                  random);
        add({{"xml", made.value()},
             {"plaintext", to_hex(as_bytes(sample.plaintext))},
             {"management", name_of(management)},
             {"content", name_of(content)}},
            key);
      }
    }
  }
  run();
  std::ifstream answers{output_};
  for (const Sample& sample : samples) {
    std::string line;
    ASSERT_TRUE(std::getline(answers, line));
    const auto opened = decrypt(Json::parse(line).get<std::string>(), {&sample.key, 1});
    ASSERT_TRUE(opened) << to_string(opened.error()) << line;
    EXPECT_EQ(std::string(sample.plaintext.rbegin(), sample.plaintext.rend()),
              as_text(opened.value().plaintext));
  }
}

TEST_F(IndependentPeer, VerifiesWithItsOwnCanonicalization) {
  for (unsigned i = 0; i <= static_cast<unsigned>(SignatureMethod::ecdsa_sha512); ++i) {
    const auto method = static_cast<SignatureMethod>(i);
    const Key key = testing::signing_key(method);
    for (const auto form :
         {SignatureForm::enveloping, SignatureForm::enveloped, SignatureForm::detached}) {
      SignRequest request{
          .input = as_bytes(testing::kDocument), .form = form, .algorithm = method, .key = &key};
      if (form == SignatureForm::detached) {
        request.ids = {"pc"};
      }
      const std::string made = sign(request).value();
      const Key verifier = testing::verifying_key(method);
      const auto verified = verify(made, {&verifier, 1});
      add({{"xml", made}, {"signed", to_hex(verified.value().references.front().octets)}}, key);
    }
  }
  run();
}

}  // namespace
}  // namespace plumbline::xmlsec
