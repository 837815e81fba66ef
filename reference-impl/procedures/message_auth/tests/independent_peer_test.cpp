#include "plumbline/core/json.hpp"
#include "plumbline/testing/folder.hpp"
#include "plumbline/testing/paths.hpp"

#include "two_ends.hpp"

#include <cstdlib>
#include <fstream>
#include <string>
#include <vector>

namespace plumbline::message_auth {
namespace {

// jwcrypto opens what the reference makes, and the reference what jwcrypto makes.
TEST_F(TwoEnds, SpeakWithAnIndependentPeer) {
  const auto signing =
      jose::Jwk::from_private(crypto::PrivateKey::generate(crypto::KeyKind::ec_p256));
  ASSERT_TRUE(held_.add({.id = "s@tef.example",
                         .owner = std::string{kApplication},
                         .peer = "",
                         .expires = {},
                         .key = signing}));
  const std::vector<Protection> protections{
      Protection::integrity, Protection::confidentiality, Protection::both, Protection::signature};
  const plumbline::testing::Folder folder;
  const std::string input = folder.path("samples");
  const std::string output = folder.path("output");
  std::ofstream file{input};
  for (const Protection protection : protections) {
    const std::string message = made(request_inside(), path(protection));
    const ReadMessage read = read_message(message).value();
    const auto opened = open_message(
        {.text = message, .read = read, .credential = *held_.find(read.header.key_id)});
    Json sample{{"message", message}, {"plaintext", as_text(opened.value().plaintext)}};
    if (protection == Protection::signature) {
      sample["jwk"] = as_text(signing.secret_json_text().expose());
    } else {
      sample["kpsa"] = to_hex(known_kpsa());
      sample["salt"] = to_hex(Bytes(32, 0x55));
    }
    EXPECT_TRUE(std::holds_alternative<VerifiedRequest>(verify(message)));
    file << json_text(sample) << '\n';
  }
  file.close();
  const std::string script = plumbline::testing::project_path(
      "reference-impl/procedures/message_auth/tests/independent_peer.py");
  ASSERT_EQ(std::system(("/usr/bin/python3 " + script + ' ' + input + ' ' + output).c_str()), 0);
  std::ifstream answers{output};
  start_verifier();
  for (const Protection protection : protections) {
    std::string message;
    ASSERT_TRUE(std::getline(answers, message));
    const auto outcome = verify(message);
    ASSERT_TRUE(std::holds_alternative<VerifiedRequest>(outcome)) << name_of(protection);
    EXPECT_EQ(std::get<VerifiedRequest>(outcome).protection, protection);
    EXPECT_EQ(std::get<VerifiedRequest>(outcome).primitive.to, "/cse-b/-/x");
  }
}

}  // namespace
}  // namespace plumbline::message_auth
