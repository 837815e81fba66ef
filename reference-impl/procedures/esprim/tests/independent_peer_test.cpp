#include "plumbline/core/json.hpp"
#include "plumbline/crypto/random.hpp"
#include "plumbline/esprim/policy.hpp"
#include "plumbline/testing/folder.hpp"
#include "plumbline/testing/paths.hpp"

#include "known_answer.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <string>
#include <vector>

namespace plumbline::esprim {
namespace {

struct Sample {
  Session session;
  ObjectHeader header;
  std::string plaintext;
};

/// A session with random objects of its own.
Sample sample(const std::string& enc, RandomSource& random) {
  Policy policy;
  NewRandObject wanted{.issuer = Issuer::receiver,
                       .shared = true,
                       .expires = known_time() + std::chrono::hours{1},
                       .key_gens = {KeyGenAlgorithm::hmac_sha256},
                       .protocols = {protocol_named(enc).value()}};
  RandObject receiver = make_rand_object(wanted, random);
  wanted.issuer = Issuer::originator;
  wanted.shared = false;
  RandObject originator = make_rand_object(wanted, random);
  const PairwiseKey key{.id = std::string{kKeyId},
                        .peer = "//sp.example/cse-b",
                        .key = crypto::SecretBytes{known_pairwise_key()}};
  Sample made{.session = make_session(policy, key, originator, receiver).value(),
              .header = {.enc = enc,
                         .key_id = key.id,
                         .content_type = "vnd.onem2m-preq+json",
                         .originator_rand_id = originator.id,
                         .receiver_rand_id = receiver.id,
                         .originator_object = originator},
              .plaintext = std::string{kInnerRequest}};
  return made;
}

// jwcrypto opens what the reference makes, and the reference what jwcrypto makes.
TEST(IndependentPeer, SharesASession) {
  crypto::SeededRandom random{as_bytes("seed"), "independent peer"};
  std::vector<Sample> samples;
  const plumbline::testing::Folder folder;
  const std::string input = folder.path("samples");
  const std::string output = folder.path("output");
  std::ofstream file{input};
  for (const char* const enc : {"A128GCM", "A192GCM", "A256GCM"}) {
    const Sample& made = samples.emplace_back(sample(enc, random));
    const auto jwe = seal_object({.header = made.header,
                                  .session_key = made.session.key.expose(),
                                  .plaintext = as_bytes(made.plaintext)},
                                 random);
    file << json_text({{"pairwise_key", to_hex(known_pairwise_key())},
                       {"receiver", Json::parse(to_text(made.session.receiver))},
                       {"originator", Json::parse(to_text(made.session.originator))},
                       {"jwe", jwe.value()},
                       {"plaintext", made.plaintext}})
         << '\n';
  }
  file.close();
  const std::string script =
      testing::project_path("reference-impl/procedures/esprim/tests/independent_peer.py");
  ASSERT_EQ(std::system(("/usr/bin/python3 " + script + ' ' + input + ' ' + output).c_str()), 0);
  std::ifstream answers{output};
  for (const Sample& made : samples) {
    std::string jwe;
    ASSERT_TRUE(std::getline(answers, jwe));
    const auto read = read_object(jwe, Direction::request, known_time());
    ASSERT_TRUE(read) << to_string(read.error());
    EXPECT_EQ(read.value().header, made.header);
    const auto opened = open_object(
        {.jwe = jwe, .header = read.value().header, .session_key = made.session.key.expose()});
    ASSERT_TRUE(opened) << to_string(opened.error());
    EXPECT_EQ(std::string(made.plaintext.rbegin(), made.plaintext.rend()), as_text(opened.value()));
  }
}

}  // namespace
}  // namespace plumbline::esprim
