// What a codec derives for data at rest, and the JOSE objects that it reads: DS-02 to DS-05, DS-08,
// DS-09, DS-12.

#include "plumbline/core/bytes.hpp"
#include "plumbline/harness/bench.hpp"
#include "plumbline/harness/judge.hpp"

#include "data_at_rest/lists.hpp"
#include "support/known_answers.hpp"
#include "support/parts.hpp"

#include <string>
#include <utility>

namespace plumbline::testcases {
namespace {

using harness::Bench;
using harness::Judge;
using harness::Phase;
using harness::Purpose;
using harness::Role;
using harness::VectorTest;

constexpr std::string_view kStep1 = "TR-0012 7.3.2.2 step 1";
constexpr std::string_view kStep3 = "TR-0012 7.3.2.2 step 3";
constexpr std::string_view kDataSecurity = "derive/data-security";
constexpr std::string_view kDataResource = "derive/data-resource";

bool every(const VectorTest& /*test*/) {
  return true;
}

bool of_container(const VectorTest& test) {
  return test.in.at("kind") == "container";
}

bool of_instance(const VectorTest& test) {
  return test.in.at("kind") == "content-instance";
}

bool of_esdata_compact(const VectorTest& test) {
  return with_flag("RoundTrip")(test) && test.comment.ends_with("compact");
}

Purpose derives_the_master() {
  return known_answers(
      {.id = "DS-02-CODEC-01",
       .title = "The codec derives data_sec_master with the Salt as the HMAC key",
       .requirement = "DS-02",
       .clause = std::string{kStep1},
       .operation = std::string{kDataSecurity},
       .asked = every,
       .members = {{"master", "data_sec_master = HMAC-Hash(Salt, K)"}},
       .failure_means = "Salt and key have changed places, or an absent Salt is not zero octets."});
}

Purpose derives_authenticity() {
  return known_answers(
      {.id = "DS-03-CODEC-01",
       .title = "The codec derives data_auth as T(1) of the master",
       .requirement = "DS-03",
       .clause = std::string{kStep1},
       .operation = std::string{kDataSecurity},
       .asked = every,
       .members = {{"auth", "data_auth = T(1), expanded with its label and the octet 01"}},
       .failure_means = "Label or counter of the first expansion differ."});
}

Purpose derives_confidentiality() {
  return known_answers(
      {.id = "DS-04-CODEC-01",
       .title = "The codec derives data_conf as T(2) of the master",
       .requirement = "DS-04",
       .clause = std::string{kStep1},
       .operation = std::string{kDataSecurity},
       .asked = every,
       .members = {{"conf", "data_conf = T(2), expanded from T(1), its label and the octet 02"}},
       .failure_means = "T(1) is missing in front, or label or counter differ."});
}

Purpose derives_container_keys() {
  return known_answers(
      {.id = "DS-08-CODEC-01",
       .title = "The codec derives both keys of a container from its name and a nonce or time",
       .requirement = "DS-08",
       .clause = std::string{kStep3},
       .operation = std::string{kDataResource},
       .asked = of_container,
       .members = {{"auth", "The key that authenticates follows from data_auth and the name"},
                   {"conf", "The key that encrypts follows from data_conf and the name"}},
       .failure_means = "A label, the container name, or the nonce or time enters otherwise."});
}

Purpose derives_instance_keys() {
  return known_answers(
      {.id = "DS-09-CODEC-01",
       .title = "The codec derives both keys of a contentInstance, each with its own label",
       .requirement = "DS-09",
       .clause = std::string{kStep3},
       .operation = std::string{kDataResource},
       .asked = of_instance,
       .members = {{"auth", "The label of the key that authenticates names the container"},
                   {"conf", "The label of the key that encrypts is \"ContentInstance\""}},
       .failure_means = "The labels of the two keys are not the two that the clause prints."});
}

Purpose opens_jwe() {
  return known_answers({.id = "DS-12-CODEC-01",
                        .title = "The codec opens JWEs of every key management for ESData",
                        .requirement = "DS-12",
                        .clause = std::string{kStep3},
                        .operation = "jose/jwe-open",
                        .asked = of_esdata_compact,
                        .members = {{"plaintext", "The plaintext is what was encrypted"}},
                        .failure_means = "A JWA algorithm is not carried out as RFC 7518 says."});
}

Purpose verifies_jws() {
  return known_answers({.id = "DS-12-CODEC-02",
                        .title = "The codec verifies JWSs of every signature algorithm for ESData",
                        .requirement = "DS-12",
                        .clause = std::string{kStep3},
                        .operation = "jose/jws-verify",
                        .asked = of_esdata_compact,
                        .members = {{"payload", "The payload is what was signed"}},
                        .failure_means = "A JWA algorithm is not carried out as RFC 7518 says."});
}

/// Refusals that a JWA profile asks for: the tests with one flag.
Purpose refuses(std::string id, std::string title, std::string flag, std::string text) {
  return refused_answers(
      {.id = std::move(id),
       .title = std::move(title),
       .requirement = "DS-12",
       .clause = std::string{kStep3},
       .operation = "jose/jws-verify",
       .asked = with_flag(std::move(flag)),
       .control = of_esdata_compact,
       .what = "JWSs",
       .text = std::move(text),
       .failure_means = "The codec is lenient where RFC 7515 or the profile is strict."});
}

/// AES-256-GCM under data_conf of the documented inputs, made by an independent program.
constexpr std::string_view kAeadObject =
    "eyJhbGciOiJkaXIiLCJlbmMiOiJBMjU2R0NNIn0.."
    "AAECAwQFBgcICQoL."
    "ALvcYIt5wbUzwNwocFwF5shXckzrGtodvlQ."
    "FGqsGCAk8iGY69Ybm-99ng";
constexpr std::string_view kAeadContent = "7b226d326d3a63696e223a7b22636f6e223a2232312e35227d7d";

// TR-0012 7.3.2.2 step 1 leaves open which of the two keys that is; the tester takes data_conf.
Purpose uses_one_key_for_aead() {
  Purpose purpose;
  purpose.id = "DS-05-CODEC-01";
  purpose.title = "The codec opens an AEAD object with the single key that it derived";
  purpose.role = Role::codec;
  purpose.requirements = {"DS-05"};
  purpose.initial_conditions = "with { a JWE under data_conf as the single key data_auth_conf }";
  purpose.when = "when { the codec derives data_conf and opens the JWE with what it derived }";
  purpose.then = "then { it gets the content }";
  purpose.failure_means = "The codec derives another key for AEAD than data_conf.";
  purpose.options = {"aead-credentials"};
  purpose.assertions = {
      given("A1", "DS-05", std::string{kStep1}, "The codec derives a key of 32 octets"),
      must("A2", "DS-05", std::string{kStep1}, "The key opens what AEAD protects")};
  purpose.stimulus = [](Bench& bench) {
    bench.phase(Phase::stimulus);
    const VectorTest test = first_test(std::string{kDataSecurity}, with_flag("FactValue"));
    const Json derived = bench.codec("derive", kDataSecurity, test.in);
    const auto key = from_hex(derived.value(Json::json_pointer{"/out/conf"}, std::string{}));
    bench.observe("key_octets", key ? key.value().size() : 0);
    if (!key) {
      throw harness::StimulusEnded{"the codec derived no key"};
    }
    const Json jwk{{"kty", "oct"}, {"k", to_base64url(key.value())}};
    bench.codec("open",
                "jose/jwe-open",
                {{"jwe", kAeadObject}, {"keys", Json::array({jwk})}, {"algorithms", "esdata"}});
  };
  purpose.judge = [](Judge& judge) {
    const Json& octets = judge.observation("key_octets");
    judge.check("A1", octets == 32, "32 octets", octets.dump() + " octets");
    const auto* const opened = judge.response("open");
    const bool right =
        opened != nullptr && opened->primitive.value(Json::json_pointer{"/out/plaintext"},
                                                     std::string{}) == kAeadContent;
    judge.check("A2", right, "the content", right ? "the content" : "not the content");
  };
  return purpose;
}

}  // namespace

void add_codec_vectors(std::vector<Purpose>& out) {
  out.push_back(derives_the_master());
  out.push_back(derives_authenticity());
  out.push_back(derives_confidentiality());
  out.push_back(uses_one_key_for_aead());
  out.push_back(derives_container_keys());
  out.push_back(derives_instance_keys());
  out.push_back(opens_jwe());
  out.push_back(verifies_jws());
  out.push_back(refuses("DS-12-CODEC-03",
                        "The codec refuses JWS algorithms that are not JWA's for ESData",
                        "Algorithm",
                        "An algorithm outside the list, none among them, is refused"));
  out.push_back(refuses("DS-12-CODEC-04",
                        "The codec refuses JWSs that are not in strict base64url",
                        "Encoding",
                        "Padding, unused bits and white space are refused"));
}

}  // namespace plumbline::testcases
