// What a CSE does not take from a session of ESF-Sm: ESF-03, ESF-08, ESF-12 to ESF-15, ESF-33.

#include "plumbline/harness/bench.hpp"
#include "plumbline/harness/judge.hpp"

#include "esf/lists.hpp"
#include "esf/session_purpose.hpp"
#include "support/esf_sm.hpp"
#include "support/hosting.hpp"
#include "support/inner_answer.hpp"
#include "support/opening.hpp"
#include "support/parts.hpp"
#include "support/requests.hpp"

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
using onem2m::RequestPrimitive;

/// How many instances the container of the case has, as "count" tells.
void count_instances(Bench& bench, const Hosting& hosting) {
  bench.exchange("count", *hosting.source, retrieve(hosting.container));
}

void expect_instances(Judge& judge, std::string_view assertion, int expected) {
  const Json& content = judge.content("count");
  const int found =
      content.is_object() ? content.value("m2m:cnt", Json::object()).value("cni", -1) : -1;
  judge.check(assertion, found == expected, std::to_string(expected), std::to_string(found));
}

Purpose takes_records_once() {
  Purpose purpose = session_purpose(
      "ESF-12-HCSE-01", "A replayed envelope is refused and has no effect", {"ESF-12"});
  purpose.when = "when { an envelope with a request comes a second time }";
  purpose.then = "then { it is refused, and nothing is created again }";
  purpose.failure_means = "Who has recorded an envelope can let it work again.";
  purpose.assertions = {given("A1", "ESF-12", kSessions, "The envelope is served the first time"),
                        must("A2", "ESF-12", kSessions, "The second time it is refused"),
                        must("A3", "ESF-12", kSessions, "There is one instance, not two")};
  purpose.stimulus = [](Bench& bench) {
    const Hosting hosting = arrange_hosting(bench);
    Enveloping session{bench, *hosting.source, 1};
    session.shake_hands();
    bench.phase(Phase::stimulus);
    const auto envelope = session.enclose(create_instance(hosting.container, kWords));
    session.exchange("first", envelope);
    session.exchange("again", envelope);
    count_instances(bench, hosting);
  };
  purpose.judge = [](Judge& judge) {
    expect_inner_status(judge, "A1", "first", {2001});
    judge.expect_refused("A2", "again");
    expect_instances(judge, "A3", 1);
  };
  return purpose;
}

Purpose survives_replayed_handshakes() {
  Purpose purpose = session_purpose(
      "ESF-13-HCSE-01", "A replayed handshake message does not disturb the session", {"ESF-13"});
  purpose.variants = each("message", {"1", "2", "3"});
  purpose.when = "when { an envelope of the handshake comes again after the handshake }";
  purpose.then = "then { the session goes on as before }";
  purpose.failure_means = "Who has recorded a handshake can end sessions, or begin them.";
  purpose.assertions = {
      given("A1", "ESF-13", kSessions, "Before, a request in the session is served"),
      must("A2", "ESF-13", kSessions, "After it, the next one is served, too")};
  purpose.stimulus = [](Bench& bench) {
    Peer& source = bench.peer(Role::hcse);
    Enveloping session{bench, source, 1};
    session.shake_hands();
    session.exchange("before", session.enclose(retrieve(base_of(bench))));
    bench.phase(Phase::stimulus);
    const std::size_t index = std::stoul(bench.parameter("message")) - 1;
    if (index < session.flights().size()) {
      bench.exchange("replay", source, session.flights().at(index));
    }
    session.exchange("after", session.enclose(retrieve(base_of(bench))));
  };
  purpose.judge = [](Judge& judge) {
    expect_inner_status(judge, "A1", "before", {2000});
    expect_inner_status(judge, "A2", "after", {2000});
  };
  return purpose;
}

Purpose ends_when_closed() {
  Purpose purpose = session_purpose(
      "ESF-14-HCSE-01", "After close_notify nothing is taken any more", {"ESF-14", "ESF-19"});
  purpose.when =
      "when { the source ends the session, and a request follows that it sealed before }";
  purpose.then = "then { the end is confirmed, and the request refused }";
  purpose.failure_means = "Sessions cannot be ended, and their keys live on.";
  purpose.assertions = {
      given("A1", "ESF-14", kSessions, "Before the end, a request in the session is served"),
      must("A2", "ESF-14", kSessions, "close_notify is answered with success"),
      must("A3", "ESF-19", "TR-0012 table 6.2.2.1-1", "A request after it is refused")};
  purpose.stimulus = [](Bench& bench) {
    Peer& source = bench.peer(Role::hcse);
    Enveloping session{bench, source, 1};
    session.shake_hands();
    session.exchange("before", session.enclose(retrieve(base_of(bench))));
    const auto late = session.enclose(retrieve(base_of(bench)));
    bench.phase(Phase::stimulus);
    bench.exchange("close", source, session.close());
    bench.exchange("late", source, late);
  };
  purpose.judge = [](Judge& judge) {
    expect_inner_status(judge, "A1", "before", {2000});
    judge.expect_status("A2", "close", {2000});
    judge.expect_refused("A3", "late");
  };
  return purpose;
}

Purpose verifies_initiators() {
  Purpose purpose = session_purpose(
      "ESF-08-HCSE-01",
      "A certificate that has expired, is of a foreign issuer or names another opens no session",
      {"ESF-08"});
  purpose.variants = each("certificate", {"expired", "foreign", "misnamed"});
  purpose.when = "when { the source shakes hands with a certificate that is not right }";
  purpose.then = "then { there is no session }";
  purpose.failure_means = "Whoever has any certificate speaks in the source's name.";
  purpose.assertions = {
      given("A1", "ESF-08", kSessions, "With the right certificate a session opens"),
      must("A2", "ESF-08", "TR-0012 6.2.2.2.3.1", "With the other one it does not")};
  purpose.stimulus = [](Bench& bench) {
    Peer& source = bench.peer(Role::hcse);
    Enveloping{bench, source, 1}.shake_hands("control ");
    bench.phase(Phase::stimulus);
    Enveloping{bench, source, 1, {.fault = certificate_fault_of(bench)}}.shake_hands();
  };
  purpose.judge = [](Judge& judge) {
    const Json& control = judge.observation("control session");
    judge.check("A1", control == "open", "open", control == "open" ? "open" : "none");
    const Json& other = judge.observation("session");
    judge.check("A2", other == "none", "none", other == "none" ? "none" : "open");
  };
  return purpose;
}

Purpose waits_for_the_handshake() {
  Purpose purpose =
      session_purpose("ESF-15-HCSE-01",
                      "A request in clear, in the middle of a handshake, has no effect",
                      {"ESF-15"});
  purpose.when =
      "when { before the last envelope of the handshake a record in clear has a request in it }";
  purpose.then = "then { it is not performed; the one after the handshake is }";
  purpose.failure_means = "Target data is taken before anybody has proven anything.";
  purpose.assertions = {
      given("A1", "ESF-15", kSessions, "After the handshake a request is served"),
      must("A2", "ESF-15", kSessions, "That one has made an instance, the one in clear none")};
  purpose.stimulus = [](Bench& bench) {
    const Hosting hosting = arrange_hosting(bench);
    constexpr std::size_t kAllButTheLast = 2;
    Enveloping session{bench, *hosting.source, 1};
    session.shake_hands("", kAllButTheLast);
    bench.phase(Phase::stimulus);
    bench.exchange(
        "in clear", *hosting.source, session.in_clear(create_instance(hosting.container, kWords)));
    session.shake_hands();
    session.exchange("after", session.enclose(create_instance(hosting.container, kWords)));
    count_instances(bench, hosting);
  };
  purpose.judge = [](Judge& judge) {
    expect_inner_status(judge, "A1", "after", {2001});
    expect_instances(judge, "A2", 1);
  };
  return purpose;
}

Purpose keeps_classes_apart() {
  Purpose purpose = session_purpose(
      "ESF-03-HCSE-01", "An envelope that is moved to another class is refused", {"ESF-03"});
  purpose.when = "when { the next envelope of a session of class 1 comes as one of class 2 }";
  purpose.then = "then { it is refused }";
  purpose.failure_means = "What was sealed for one use can be moved to another.";
  purpose.assertions = {
      given("A1", "ESF-03", "TR-0012 6.2.3.1.3", "In its class the envelope is served"),
      must("A2", "ESF-03", "TR-0012 6.2.3.1.3", "In the other one it is refused")};
  purpose.stimulus = [](Bench& bench) {
    Peer& source = bench.peer(Role::hcse);
    Enveloping session{bench, source, 1};
    session.shake_hands();
    bench.phase(Phase::stimulus);
    session.exchange("right", session.enclose(retrieve(base_of(bench))));
    bench.exchange(
        "moved",
        source,
        with_envelope(session.enclose(retrieve(base_of(bench))),
                      [](esf_sm::Envelope& envelope) { envelope.target_data_class = 2; }));
  };
  purpose.judge = [](Judge& judge) {
    expect_inner_status(judge, "A1", "right", {2000});
    judge.expect_refused("A2", "moved");
  };
  return purpose;
}

/// What comes instead of an envelope with that request.
RequestPrimitive wrong(Bench& bench, Enveloping& session, RequestPrimitive inner) {
  const std::string how = bench.parameter("envelope");
  if (how == "of-another") {
    inner.from = id_of(bench, Who::admin);
    return session.enclose(std::move(inner));
  }
  return with_envelope(session.enclose(std::move(inner)), [&](esf_sm::Envelope& envelope) {
    if (how == "changed") {
      envelope.records.back() ^= 1U;
    } else {
      envelope.records.pop_back();
    }
  });
}

Purpose takes_what_verifies() {
  Purpose purpose =
      session_purpose("ESF-33-HCSE-01", "What does not verify has no effect", {"ESF-33", "ESF-08"});
  purpose.variants = each("envelope", {"changed", "cut", "of-another"});
  purpose.when =
      "when { an envelope is changed in one bit, loses its end, or has a request of another }";
  purpose.then = "then { nothing comes of it }";
  purpose.failure_means = "Requests are performed that nobody vouches for.";
  purpose.assertions = {
      given("A1", "ESF-33", "TR-0012 6.2.3.1.3", "The request in a right envelope is served"),
      must(
          "A2", "ESF-08", "TR-0012 6.2.2.2.3.2", "The other envelope is not answered with success"),
      must("A3", "ESF-33", "TR-0012 6.2.3.1.3", "There is the instance of the right one alone")};
  purpose.stimulus = [](Bench& bench) {
    const Hosting hosting = arrange_hosting(bench);
    Enveloping session{bench, *hosting.source, 1};
    session.shake_hands();
    session.exchange("right", session.enclose(create_instance(hosting.container, kWords)));
    bench.phase(Phase::stimulus);
    session.exchange("wrong", wrong(bench, session, create_instance(hosting.container, kWords)));
    count_instances(bench, hosting);
  };
  purpose.judge = [](Judge& judge) {
    expect_inner_status(judge, "A1", "right", {2001});
    const int inside = inner_of(judge, "wrong").value("rsc", 0);
    const int status = inside != 0 ? inside : judge.status("wrong");
    judge.check("A2", status >= 4000, "4xxx or 5xxx", std::to_string(status));
    expect_instances(judge, "A3", 1);
  };
  return purpose;
}

}  // namespace

void add_esf_session_refusals(std::vector<Purpose>& out) {
  out.push_back(takes_records_once());
  out.push_back(survives_replayed_handshakes());
  out.push_back(ends_when_closed());
  out.push_back(verifies_initiators());
  out.push_back(waits_for_the_handshake());
  out.push_back(keeps_classes_apart());
  out.push_back(takes_what_verifies());
}

}  // namespace plumbline::testcases
