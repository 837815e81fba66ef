// What originators must make anew, and how they name and register it: DS-06, DS-10, DS-11, DS-13,
// DS-24, DS-25, DS-29, DS-30.

#include "data_at_rest/lists.hpp"
#include "data_at_rest/src_records.hpp"
#include "support/ae.hpp"
#include "support/compact_object.hpp"
#include "support/opening.hpp"
#include "support/parts.hpp"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

namespace plumbline::testcases {
namespace {

using harness::Bench;
using harness::Judge;
using harness::Purpose;

constexpr const char* kStep3 = "TR-0012 7.3.2.2 step 3";
constexpr const char* kStep4 = "TR-0012 7.3.2.2 step 4";

harness::AssertionSpec commanded(const std::string& requirement) {
  return given("A1", requirement, kStep3, "The AE carries out the command");
}

void say(Judge& judge, const char* id, bool holds, const char* expected, const char* otherwise) {
  judge.check(id, holds, expected, holds ? expected : otherwise);
}

Json three_instances(Bench& bench) {
  Json out = Json::array();
  for (int i = 0; i < 3; ++i) {
    out.push_back({{"payload", new_payload(bench)}});
  }
  return out;
}

std::vector<std::string> each_part(const std::vector<std::string>& objects, std::size_t index) {
  std::vector<std::string> out;
  std::ranges::transform(objects, std::back_inserter(out), [index](const std::string& object) {
    return part_of(object, index);
  });
  return out;
}

// The CryptoParams of every registration.
std::vector<Json> registered_params(const Judge& judge) {
  std::vector<Json> out;
  for (const Json& credential : created_at(judge, "TEF", "sec:skr")) {
    out.push_back(credential.value("e2e:cp", Json::object()));
  }
  return out;
}

Purpose separate_instances() {
  Purpose purpose = source_purpose(
      "DS-10-SRC-01",
      "Every encryption has a new IV, every instance a key, ciphertext and tag of its own",
      {"DS-10", "DS-11", "DS-24"});
  purpose.when = "when { the AE is told to host three instances in one container }";
  purpose.then =
      "then { IVs, nonces, ciphertexts and tags all differ, and nonce and time are authenticated }";
  purpose.failure_means =
      "The AE repeats an IV or nonce, or one protected object for several instances.";
  purpose.assertions = {
      commanded("DS-10"),
      must("A2", "DS-10", kStep3, "The IV is new for every encryption"),
      must("A3", "DS-10", kStep3, "Nonce and time are in the authenticated header"),
      must("A4", "DS-11", kStep3, "Each instance has its own encrypted content and tag"),
      must("A5",
           "DS-24",
           kStep3,
           "Separately encrypted instances have different confidentiality keys")};
  purpose.stimulus = [](Bench& bench) {
    host_one(bench,
             {{"instances", three_instances(bench)},
              {"protection", "aead"},
              {"scope", "content-instance"}});
  };
  purpose.judge = [](Judge& judge) {
    expect_commanded(judge);
    const auto objects = hosted_objects(judge);
    const bool three = objects.size() == 3;
    say(judge, "A2", three && all_different(each_part(objects, 2)), "three IVs", "fewer");
    const bool marked =
        three && std::ranges::all_of(objects, [](const std::string& object) {
          return !header_text(object, "nonce").empty() && !header_text(object, "ts").empty();
        });
    say(judge, "A3", marked, "nonce and ts", "not both");
    const bool own = all_different(each_part(objects, 3)) && all_different(each_part(objects, 4));
    say(judge, "A4", three && own, "three ciphertexts and tags", "fewer");
    std::vector<std::string> nonces;
    std::ranges::transform(objects, std::back_inserter(nonces), [](const std::string& object) {
      return header_text(object, "nonce");
    });
    // The nonce is what makes the key of one instance differ from the next.
    say(judge, "A5", three && all_different(nonces), "three keys", "fewer");
  };
  return purpose;
}

Purpose fresh_salt() {
  Purpose purpose =
      source_purpose("DS-06-SRC-01", "A random Salt is drawn for each master", {"DS-06"});
  purpose.options = {"salted-derivation"};
  purpose.when = "when { the AE is told to host twice, with keys from Ke and a random Salt }";
  purpose.then = "then { the two registrations carry different Salts }";
  purpose.failure_means = "The AE uses a constant Salt.";
  purpose.assertions = {
      commanded("DS-06"),
      must("A2", "DS-06", "TR-0012 7.3.2.2 step 1", "The Salts of two derivations differ")};
  purpose.stimulus = [](Bench& bench) {
    const Json extra{{"key_source", "ke"}, {"protection", "aead"}, {"salt", "random"}};
    host_one(bench, extra);
    Json again = host_argument(bench, new_payload(bench), extra);
    again["container"] = bench.unique("other");
    again.erase("policy");
    bench.command("again", "e2e.host", std::move(again));
  };
  purpose.judge = [](Judge& judge) {
    expect_commanded(judge);
    std::vector<std::string> salts;
    for (const Json& params : registered_params(judge)) {
      salts.push_back(text_at(params, "salt"));
    }
    const bool fresh = salts.size() >= 2 && all_different(salts) && !salts.front().empty();
    say(judge, "A2", fresh, "two Salts", "one Salt, or none");
  };
  return purpose;
}

bool is_hashed(const std::string& name) {
  return name.size() == 64 && name.find_first_not_of("0123456789ABCDEF") == std::string::npos;
}

Purpose names_credentials() {
  Purpose purpose = source_purpose(
      "DS-13-SRC-01", "The originator may name its credential, plainly or by a hash", {"DS-13"});
  purpose.options = {"chosen-credential-id"};
  purpose.variants = each("credential_id", {"named", "hashed"});
  purpose.then = "then { the registration asks for <key name>-Id, or for the hash of it }";
  purpose.failure_means = "The AE does not form Credential-Ids as step 3 and 4 describe.";
  purpose.assertions = {commanded("DS-13"),
                        must("A2", "DS-13", kStep4, "The requested id has the form")};
  purpose.stimulus = [](Bench& bench) {
    host_one(bench, {{"credential_id", bench.parameter("credential_id")}, {"protection", "aead"}});
  };
  purpose.judge = [](Judge& judge) {
    expect_commanded(judge);
    const bool hashed = judge.parameter("credential_id") == "hashed";
    const auto registrations = created_at(judge, "TEF", "sec:skr");
    const bool formed =
        !registrations.empty() && std::ranges::all_of(registrations, [&](const Json& credential) {
          const std::string name = text_at(credential, "rn");
          return hashed ? is_hashed(name) : name.starts_with("K_") && name.ends_with("-Id");
        });
    say(judge, "A2", formed, hashed ? "a hash" : "<key name>-Id", "another form, or none");
  };
  return purpose;
}

Purpose one_id_per_key() {
  Purpose purpose = source_purpose(
      "DS-25-SRC-01", "Every key that is used has a Credential-Id of its own", {"DS-25"});
  purpose.then = "then { encrypted content and tag name different credentials }";
  purpose.failure_means = "The AE uses one Credential-Id for two keys.";
  purpose.options = {"child-resource-form"};
  purpose.assertions = {commanded("DS-25"),
                        must("A2", "DS-25", kStep3, "Two keys have two Credential-Ids")};
  purpose.stimulus = [](Bench& bench) {
    host_one(bench, {{"form", "children"}, {"protection", "both"}});
  };
  purpose.judge = [](Judge& judge) {
    expect_commanded(judge);
    std::vector<std::string> ids;
    for (const char* root : {"e2e:ec", "e2e:at"}) {
      for (const Json& child : created_at(judge, "HCSE", root)) {
        ids.push_back(text_at(child.value("e2e:cp", Json::object()), "kid"));
      }
    }
    say(judge, "A2", ids.size() == 2 && all_different(ids), "two ids", "one id, or none");
  };
  return purpose;
}

Purpose registers_parameters() {
  Purpose purpose = source_purpose(
      "DS-30-SRC-01",
      "CryptoParams are registered with the credential, with what the TEF needs for resource keys",
      {"DS-30", "DS-29"});
  purpose.options = {"registered-crypto-params"};
  purpose.then =
      "then { its registration carries algorithm names, and the nonce of the container }";
  purpose.failure_means = "The AE does not register the CryptoParams it protects with.";
  purpose.assertions = {commanded("DS-30"),
                        must("A2", "DS-30", kStep4, "The registration carries the algorithms"),
                        must("A3",
                             "DS-29",
                             "TR-0012 7.3.2.2 step 19",
                             "The registration carries nonce or creation time")};
  purpose.stimulus = [](Bench& bench) {
    host_one(bench,
             {{"protection", "aead"},
              {"level", "resource"},
              {"scope", "container"},
              {"register_params", true}});
  };
  purpose.judge = [](Judge& judge) {
    expect_commanded(judge);
    const auto params = registered_params(judge);
    const auto all_have = [&](auto has) {
      return !params.empty() && std::ranges::all_of(params, has);
    };
    say(judge,
        "A2",
        all_have([](const Json& entry) { return entry.contains("alg") && entry.contains("enc"); }),
        "alg and enc",
        "not both");
    say(judge,
        "A3",
        all_have([](const Json& entry) { return entry.contains("nonce") || entry.contains("ct"); }),
        "nonce or ct",
        "neither");
  };
  return purpose;
}

}  // namespace

void add_src_keys(std::vector<Purpose>& out) {
  out.push_back(fresh_salt());
  out.push_back(separate_instances());
  out.push_back(names_credentials());
  out.push_back(one_id_per_key());
  out.push_back(registers_parameters());
}

}  // namespace plumbline::testcases
