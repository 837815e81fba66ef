// Messages that come again: MA-05.

#include "plumbline/harness/bench.hpp"
#include "plumbline/harness/judge.hpp"

#include "message_auth/lists.hpp"
#include "support/hosting.hpp"
#include "support/inner_answer.hpp"
#include "support/message_auth.hpp"
#include "support/parts.hpp"
#include "support/requests.hpp"

#include <string>
#include <utility>
#include <vector>

namespace plumbline::testcases {
namespace {

using harness::Bench;
using harness::Judge;
using harness::Phase;
using harness::Purpose;
using harness::Role;

constexpr const char* kFreshness = "TR-0012 table 7.4.1.2-2";

void send_again(Bench& bench) {
  const Hosting hosting = arrange_hosting(bench);
  harness::Peer& peer = *hosting.source;
  const std::string instance = hosting.container + "/" + bench.unique("once");
  Correspondent source = arrange_correspondent(bench);
  const auto inner = create_named_instance(bench, hosting, "once");
  const std::string message = seal(bench, message_of(bench, source, inner));
  exchange_message(bench, "first", peer, source, carrying(bench, source, message));
  arrange(bench, "remove", peer, remove(instance));
  bench.phase(Phase::twin);
  exchange_protected(bench, "anew", peer, source, inner);
  arrange(bench, "remove again", peer, remove(instance));
  bench.phase(Phase::stimulus);
  exchange_message(bench, "again", peer, source, carrying(bench, source, message));
  bench.twins("again", "anew");
  bench.phase(Phase::effect);
  bench.exchange("left", peer, retrieve_named_instance(bench, hosting, "once"));
}

Purpose refuses_a_replay() {
  Purpose purpose;
  purpose.id = "MA-05-HCSE-03";
  purpose.title = "A message that came before is not performed again";
  purpose.role = Role::hcse;
  purpose.requirements = {"MA-05"};
  purpose.options = {"message-auth"};
  purpose.variants = in_json();
  purpose.initial_conditions =
      "with { an instance that was created by a message, and deleted since }";
  purpose.when = "when { its request comes in a new message, then the same message again }";
  purpose.then = "then { the first is performed; the other is refused and creates nothing }";
  purpose.failure_means = "Whoever records a request can have it performed as often as it likes.";
  purpose.assertions = {
      given("A1", "MA-05", kFreshness, "The first is performed"),
      given("A2", "MA-05", kFreshness, "The same request in a new message is performed"),
      must("A3", "MA-05", kFreshness, "The message that came before is refused"),
      must("A4", "MA-05", kFreshness, "Nothing of it was performed")};
  purpose.stimulus = send_again;
  purpose.judge = [](Judge& judge) {
    expect_inner_status(judge, "A1", "first", {2001});
    expect_inner_status(judge, "A2", "anew", {2001});
    judge.expect_refused("A3", "again");
    judge.expect_status("A4", "left", {4004});
  };
  return purpose;
}

}  // namespace

void add_message_auth_replays(std::vector<Purpose>& out) {
  out.push_back(refuses_a_replay());
}

}  // namespace plumbline::testcases
