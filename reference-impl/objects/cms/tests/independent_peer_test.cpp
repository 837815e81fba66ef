// A peer whose CMS shares no code with OpenSSL's opens what the reference seals, and the other way
// round.

#include "plumbline/core/json.hpp"
#include "plumbline/testing/folder.hpp"

#include "support.hpp"

#include <cstdlib>
#include <fstream>
#include <map>

namespace plumbline::cms {
namespace {

using testing::certificate;
using testing::code_of;
using testing::kek;
using testing::kPayload;
using testing::open_with;
using testing::pair;

/// What the peer has to open: each cipher to each kind of recipient, all in one object.
void write_samples(const std::string& path) {
  std::ofstream file{path};
  for (const auto encryption : {ContentEncryption::aes128_gcm,
                                ContentEncryption::aes192_gcm,
                                ContentEncryption::aes256_gcm}) {
    const Bytes sealed = testing::seal_to({certificate("rsa"), kek(32)}, encryption);
    Json sample{{"object", to_hex(sealed)}, {"plaintext", to_hex(as_bytes(kPayload))}};
    sample["kek"] = testing::kKekHex;
    file << json_text(sample) << '\n';
    sample.erase("kek");
    sample["key"] = "rsa";
    file << json_text(sample) << '\n';
    for (const std::string curve : {"p256", "p384", "p521"}) {
      sample["object"] = to_hex(testing::seal_to({certificate(curve)}, encryption));
      sample["key"] = curve;
      file << json_text(sample) << '\n';
    }
  }
}

/// How the peer's object of that name may be refused; empty where it opens. OpenSSL before 3.0.20
/// cannot read authenticated attributes at all.
std::vector<Errc> refusals_of(const std::string& name) {
  static const std::map<std::string, std::vector<Errc>> kRefusals{
      {"tag of 12 by default", {Errc::unsupported}},
      {"tag of 4", {Errc::invalid_length}},
      {"nonce of 16", {Errc::invalid_length}},
      {"wrong curve", {Errc::key_mismatch}},
      {"authenticated attributes", {Errc::unsupported, Errc::malformed}}};
  const auto found = kRefusals.find(name);
  return found == kRefusals.end() ? std::vector<Errc>{} : found->second;
}

/// Whom the peer's object of that name is for.
Credential holder_of(const std::string& name) {
  if (name == "rsa" || name.starts_with('p')) {
    return pair(name);
  }
  if (name == "wrong curve") {
    return pair("p256");
  }
  return name == "kek16" ? kek(16) : name == "kek24" ? kek(24) : kek(32);
}

TEST(IndependentPeer, SharesEnvelopes) {
  const plumbline::testing::Folder folder;
  const std::string input = folder.path("samples");
  const std::string output = folder.path("output");
  write_samples(input);
  const std::string script =
      plumbline::testing::project_path("reference-impl/objects/cms/tests/independent_peer.py");
  ASSERT_EQ(std::system(("/usr/bin/python3 " + script + ' ' + testing::data_path("") + ' ' + input +
                         ' ' + output)
                            .c_str()),
            0);
  std::ifstream answers{output};
  std::size_t count = 0;
  for (std::string line; std::getline(answers, line); ++count) {
    const Json answer = Json::parse(line);
    const std::string name = answer["name"].get<std::string>();
    const auto opened =
        open_with(from_hex(answer["object"].get<std::string>()).value(), holder_of(name));
    if (const auto refusals = refusals_of(name); !refusals.empty()) {
      EXPECT_THAT(refusals, ::testing::Contains(code_of(opened))) << name;
      continue;
    }
    ASSERT_TRUE(opened) << name << ' ' << to_string(opened.error());
    EXPECT_EQ(as_text(opened.value().plaintext), "peer") << name;
  }
  EXPECT_EQ(count, 19U);
}

}  // namespace
}  // namespace plumbline::cms
