// Keys of the framework that are to differ, as a codec derives and uses them: ESF-02.

#include "plumbline/core/bytes.hpp"
#include "plumbline/harness/bench.hpp"
#include "plumbline/harness/judge.hpp"

#include "esf/lists.hpp"
#include "esf/targets.hpp"
#include "support/known_answers.hpp"
#include "support/parts.hpp"

#include <algorithm>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace plumbline::testcases {
namespace {

using harness::Bench;
using harness::Judge;
using harness::Phase;
using harness::Purpose;
using harness::VectorTest;

constexpr std::string_view kClause = "TR-0012 6.2.2.2.1.3";

Purpose about_keys(std::string id, std::string title) {
  Purpose purpose;
  purpose.id = std::move(id);
  purpose.title = std::move(title);
  purpose.role = harness::Role::codec;
  purpose.requirements = {"ESF-02"};
  purpose.initial_conditions = "with { a codec that speaks the exec protocol }";
  return purpose;
}

harness::AssertionSpec must_differ(std::string id, std::string text) {
  return must(std::move(id), "ESF-02", std::string{kClause}, std::move(text));
}

/// One input that is another each time, all else being the same.
struct Varied {
  std::string what;    ///< "classes": name of its observation
  std::string member;  ///< of derive/esf
  std::vector<Json> values;
};

std::vector<Varied> varied() {
  return {{.what = "classes", .member = "target_data_class", .values = {1, 2, 3}},
          {.what = "session types", .member = "session_type", .values = {"S1", "Sm"}},
          {.what = "sessions",
           .member = "salt",
           .values = {std::string(32, '0'), std::string(32, '1'), std::string(32, 'f')}}};
}

/// Asks for a key with each of the values; observes how many there are, and how many of them
/// differ.
void derive_each(Bench& bench, const Varied& one) {
  Json in = first_test("derive/esf", [](const VectorTest& test) { return test.valid; }).in;
  std::set<std::string> keys;
  int derived = 0;
  for (const Json& value : one.values) {
    in.at(one.member) = value;
    const std::string label = one.what + " " + std::to_string(derived);
    const Json answer = bench.codec(label, "derive/esf", in);
    const std::string key = text_at(answer.value("out", Json::object()), "key");
    derived += key.empty() ? 0 : 1;
    keys.insert(key);
  }
  bench.observe(one.what, {{"derived", derived}, {"different", keys.size()}});
}

void judge_derived(Judge& judge) {
  const auto all = varied();
  const auto lacking = std::ranges::count_if(all, [&](const Varied& one) {
    return judge.observation(one.what).value("derived", std::size_t{0}) != one.values.size();
  });
  judge.check("A1",
              lacking == 0,
              "a key for each input",
              lacking == 0 ? "a key for each input" : "none for some inputs");
  for (std::size_t i = 0; i < all.size(); ++i) {
    const auto different = judge.observation(all[i].what).value("different", std::size_t{0});
    judge.check("A" + std::to_string(i + 2),
                different == all[i].values.size(),
                std::to_string(all[i].values.size()) + " different keys",
                std::to_string(different) + " different keys");
  }
}

Purpose derives_different_keys() {
  Purpose purpose = about_keys("ESF-02-CODEC-01",
                               "The codec derives different keys from one credential where the use "
                               "is another");
  purpose.when = "when { it derives keys of which one input differs }";
  purpose.then = "then { the keys differ, too }";
  purpose.failure_means = "One key serves several uses.";
  purpose.assertions = {
      given("A1", "ESF-02", std::string{kClause}, "The codec carries out derive/esf"),
      must_differ("A2", "Keys differ between target data classes"),
      must_differ("A3", "Keys differ between session types"),
      must_differ("A4", "Keys differ between sessions")};
  purpose.stimulus = [](Bench& bench) {
    bench.phase(Phase::stimulus);
    for (const Varied& one : varied()) {
      derive_each(bench, one);
    }
  };
  purpose.judge = judge_derived;
  return purpose;
}

/// A target that notes the key of each envelope it opens.
class NotingKeys final : public esf::TargetPolicy {
 public:
  /// How many of the keys that it derived differ.
  [[nodiscard]] std::size_t different() const {
    std::size_t count = 0;
    for (auto key = keys_.begin(); key != keys_.end(); ++key) {
      count +=
          std::any_of(keys_.begin(), key, [&](const auto& one) { return one == *key; }) ? 0 : 1;
    }
    return count;
  }

  [[nodiscard]] Result<crypto::SecretBytes> derive(const keys::EsfKeyInput& input) const override {
    PLUMBLINE_TRY(crypto::SecretBytes key, esf::TargetPolicy::derive(input));
    keys_.push_back(key.clone());
    return key;
  }

 private:
  mutable std::vector<crypto::SecretBytes> keys_;
};

constexpr int kEnvelopes = 3;

void seal_the_same(Bench& bench) {
  bench.phase(Phase::stimulus);
  Json in = first_test("esf/seal", with_flag("ProvisionedKey")).in;
  in.erase("salt");
  in.erase("iv");
  const auto target = std::move(targets_of_seal(in, CertificateFrom::anywhere).front());
  const NotingKeys keys;
  int opened = 0;
  for (int i = 0; i < kEnvelopes; ++i) {
    const Json answer = bench.codec("seal-" + std::to_string(i), "esf/seal", in);
    const auto envelope =
        esf::parse_envelope(text_at(answer.value("out", Json::object()), "envelope"));
    opened += envelope && esf::open(envelope.value(), esf::TargetDataClass::instance, target, keys)
                  ? 1
                  : 0;
  }
  bench.observe("envelopes", {{"opened", opened}, {"different keys", keys.different()}});
}

Purpose seals_with_different_keys() {
  Purpose purpose = about_keys("ESF-02-CODEC-02",
                               "The codec has another key for each envelope under one credential");
  purpose.when = "when { it seals the same data for the same target several times }";
  purpose.then = "then { the target derives another key for each envelope }";
  purpose.failure_means = "The salt of an envelope is the same each time.";
  purpose.assertions = {
      given("A1", "ESF-02", std::string{kClause}, "The target opens every envelope"),
      must_differ("A2", "Envelopes under one credential have different keys")};
  purpose.stimulus = seal_the_same;
  purpose.judge = [](Judge& judge) {
    const Json& seen = judge.observation("envelopes");
    const int opened = seen.value("opened", 0);
    judge.check(
        "A1", opened == kEnvelopes, "all are opened", std::to_string(opened) + " are opened");
    const int different = seen.value("different keys", 0);
    judge.check("A2",
                different == kEnvelopes,
                "as many keys as envelopes",
                std::to_string(different) + " different keys");
  };
  return purpose;
}

}  // namespace

void add_esf_keys(std::vector<Purpose>& out) {
  out.push_back(derives_different_keys());
  out.push_back(seals_with_different_keys());
}

}  // namespace plumbline::testcases
