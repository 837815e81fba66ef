// The CSE as terminating end-point of ESCertKE that makes keys: CKE-01, CKE-03 to CKE-05, CKE-07,
// CKE-08.

#include "plumbline/harness/bench.hpp"
#include "plumbline/harness/judge.hpp"
#include "plumbline/keys/pairwise_e2e.hpp"

#include "escertke/lists.hpp"
#include "support/escertke.hpp"
#include "support/esprim.hpp"
#include "support/inner_answer.hpp"
#include "support/parts.hpp"

#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace plumbline::testcases {
namespace {

using harness::Bench;
using harness::Judge;
using harness::Peer;
using harness::Phase;
using harness::Purpose;
using harness::Role;
using harness::Who;

constexpr const char* kRun = "TS-0003 8.7.2";
constexpr const char* kFigure = "TS-0003 figure 8.7.2-1";

constexpr const char* kSecond =
    "ServerHello, Certificate, ServerKeyExchange, CertificateRequest, ServerHelloDone";
constexpr const char* kFourth = "ChangeCipherSpec, encrypted handshake message";

Purpose terminator_purpose(std::string id,
                           std::string title,
                           std::vector<std::string> requirements) {
  Purpose purpose;
  purpose.id = std::move(id);
  purpose.title = std::move(title);
  purpose.role = Role::hcse;
  purpose.requirements = std::move(requirements);
  purpose.options = {"esprim", "escertke"};
  purpose.initial_conditions = "with { a CSE that knows whom the initiator's certificate names }";
  return purpose;
}

/// What the answer under `label` has: "2000: ServerHello, …", or the status alone.
std::string answered_with(const Judge& judge, std::string_view label) {
  const std::string status = judge.status_text(label);
  return judge.status(label) == 2000 ? status + ": " + messages_in(judge.content(label)) : status;
}

Purpose makes_a_key() {
  Purpose purpose = terminator_purpose("CKE-01-HCSE-01",
                                       "A CSE makes a key with an initiator that it knows, unasked",
                                       {"CKE-01", "CKE-03", "CKE-05", "CKE-08"});
  purpose.when = "when { the source sends messages 1 and 3 of ESCertKE in NOTIFYs }";
  purpose.then = "then { messages 2 and 4 come back, and the key that follows protects requests }";
  purpose.failure_means =
      "The CSE does not speak TLS in NOTIFYs as the figure has it, or derives another key.";
  purpose.assertions = {
      must("A1", "CKE-05", kRun, "Message 1, which nobody asked for, is answered with 2000"),
      must("A2", "CKE-08", kFigure, "Message 2 has the TLS messages of the figure and no others"),
      must("A3", "CKE-01", kFigure, "Message 4 comes in Security Info of type 6 and ends TLS"),
      must("A4", "CKE-03", "TS-0003 10.3.1", "A request under the exported key and id is served")};
  purpose.stimulus = [](Bench& bench) {
    Peer& source = bench.peer(Role::hcse);
    bench.phase(Phase::stimulus);
    const auto key = establish(bench, source, {}, "");
    request_under(bench, "request", source, Who::source, key);
  };
  purpose.judge = [](Judge& judge) {
    judge.expect_status("A1", "message 1", {2000});
    const std::string second = messages_in(judge.content("message 1"));
    judge.check("A2", second == kSecond, kSecond, second);
    const std::string fourth = messages_in(judge.content("message 3"));
    judge.check("A3", fourth == kFourth, kFourth, fourth);
    expect_inner_status(judge, "A4", "request", {2000});
  };
  return purpose;
}

Purpose makes_a_key_with_a_cse() {
  Purpose purpose = terminator_purpose(
      "CKE-07-HCSE-01", "A CSE makes a key with another CSE as well", {"CKE-07", "CKE-03"});
  purpose.when = "when { a neighbouring CSE initiates ESCertKE }";
  purpose.then = "then { the CSE ends it with message 4, and the key protects requests }";
  purpose.failure_means = "The CSE makes keys with AEs only.";
  purpose.assertions = {
      must("A1", "CKE-07", kRun, "The neighbour's message 3 is answered with message 4"),
      must("A2", "CKE-03", "TS-0003 10.3.1", "A request of the neighbour under the key is served")};
  purpose.stimulus = [](Bench& bench) {
    constexpr Who kNeighbour = Who::certified_neighbour;
    Peer& neighbour =
        bench.peer(Role::hcse, {.who = kNeighbour, .channel = harness::Channel::certificate});
    bench.phase(Phase::stimulus);
    const auto key = establish(bench, neighbour, {.who = kNeighbour}, "");
    request_under(bench, "request", neighbour, kNeighbour, key);
  };
  purpose.judge = [](Judge& judge) {
    const std::string expected = std::string{"2000: "} + kFourth;
    const std::string fourth = answered_with(judge, "message 3");
    judge.check("A1", fourth == expected, expected, fourth);
    expect_inner_status(judge, "A2", "request", {2000});
  };
  return purpose;
}

/// The key that ESData would have, under the id of the one that was made.
harness::SharedKey of_other_use(const Bench& bench, const harness::SharedKey& made) {
  const harness::World& world = bench.world();
  const std::string target = world.cse.sp_id + world.cse.cse_id;
  auto other = keys::derive_pairwise_e2e({.pairwise_key = made.key->expose(),
                                          .use = keys::PairwiseE2eUse::esdata_encryption,
                                          .target = target})
                   .value();
  return {.key_id = made.key_id,
          .key = std::make_shared<const crypto::SecretBytes>(std::move(other))};
}

Purpose separates_uses() {
  Purpose purpose = terminator_purpose(
      "CKE-04-HCSE-01", "A key of ESData does not protect primitives", {"CKE-04"});
  purpose.when =
      "when { a request comes under the key of ESData that follows from the key of both ends }";
  purpose.then = "then { the CSE does not open it; under the key of ESPrim it does }";
  purpose.failure_means = "What was made for one use works for another.";
  purpose.assertions = {
      given("A1", "CKE-04", kRun, "A request under the key of ESPrim is served"),
      must(
          "A2", "CKE-04", "TR-0012 8.4.1", "The same under the key of ESData for this CSE is not")};
  purpose.stimulus = [](Bench& bench) {
    Peer& source = bench.peer(Role::hcse);
    const auto key = establish(bench, source, {}, "");
    if (!key) {
      throw harness::PreambleRefused{"ESCertKE came to no key", 0};
    }
    request_under(bench, "control", source, Who::source, key);
    bench.phase(Phase::stimulus);
    const harness::SharedKey other = of_other_use(bench, *key);
    bench.withhold(other.key->expose(), "ESData key");
    request_under(bench, "other use", source, Who::source, other);
  };
  purpose.judge = [](Judge& judge) {
    expect_inner_status(judge, "A1", "control", {2000});
    judge.expect_refused("A2", "other use");
  };
  return purpose;
}

}  // namespace

void add_escertke_terminating(std::vector<Purpose>& out) {
  out.push_back(makes_a_key());
  out.push_back(makes_a_key_with_a_cse());
  out.push_back(separates_uses());
}

}  // namespace plumbline::testcases
