// The CSE as terminating end-point of ESF-Sm: ESF-11, ESF-15 to ESF-17, ESF-19, ESF-31, ESF-32,
// ESF-34.

#include "plumbline/harness/bench.hpp"
#include "plumbline/harness/judge.hpp"

#include "esf/lists.hpp"
#include "esf/session_purpose.hpp"
#include "support/esf_sm.hpp"
#include "support/hosting.hpp"
#include "support/inner_answer.hpp"
#include "support/parts.hpp"
#include "support/requests.hpp"

#include <string>
#include <utility>
#include <vector>

namespace plumbline::testcases {
namespace {

using harness::Bench;
using harness::Channel;
using harness::Judge;
using harness::Peer;
using harness::Phase;
using harness::Purpose;
using harness::Role;
using harness::Who;

constexpr const char* kClass1 = "TR-0012 6.2.3.1";
constexpr const char* kClass2 = "TR-0012 6.2.3.2";

/// "Sm, class 1" where a content is an envelope and nothing else.
std::string envelope_in(const Json& content) {
  const auto envelope = content.is_object() && content.size() == 1
                            ? esf_sm::from_json(content)
                            : Result<esf_sm::Envelope>{Error{Errc::not_found, "none"}};
  return envelope ? "Sm, class " + std::to_string(envelope.value().target_data_class)
                  : "no envelope of Sm alone";
}

void expect_open(Judge& judge, std::string_view assertion, const std::string& prefix) {
  const bool open = judge.observation(prefix + "session") == "open";
  judge.check(assertion, open, "open", open ? "open" : "none");
}

Purpose carries_whole_requests() {
  Purpose purpose = session_purpose("ESF-11-HCSE-01",
                                    "A CSE shakes hands in envelopes, then takes a whole request",
                                    {"ESF-11", "ESF-15", "ESF-16"});
  purpose.when = "when { the source begins a session of class 1 and sends a request in it }";
  purpose.then = "then { DTLS comes to its end, and the answer comes in an envelope, too }";
  purpose.failure_means =
      "The CSE does not speak DTLS in envelopes, or does not take the request out of one.";
  purpose.assertions = {
      must("A1",
           "ESF-11",
           kSessions,
           "Each answer, to handshake and request, has an envelope of Sm and its class alone"),
      must("A2", "ESF-15", kSessions, "The CSE proves itself, and the handshake ends"),
      must("A3", "ESF-16", kClass1, "The request inside is performed, its answer comes inside")};
  purpose.stimulus = [](Bench& bench) {
    Peer& source = bench.peer(Role::hcse);
    bench.phase(Phase::stimulus);
    Enveloping session{bench, source, 1};
    session.shake_hands();
    session.exchange("request", session.enclose(retrieve(base_of(bench))));
  };
  purpose.judge = [](Judge& judge) {
    std::string odd = "none";
    for (const char* const label : {"handshake 1", "handshake 2", "handshake 3", "request"}) {
      const std::string found = envelope_in(judge.content(label));
      if (judge.request(label) != nullptr && found != "Sm, class 1" && odd == "none") {
        odd = std::string{label} + ": " + found;
      }
    }
    judge.check("A1", odd == "none" && judge.request("handshake 1") != nullptr, "none", odd);
    expect_open(judge, "A2", "");
    expect_inner_status(judge, "A3", "request", {2000});
  };
  return purpose;
}

Purpose replaces_content() {
  Purpose purpose = session_purpose("ESF-17-HCSE-01",
                                    "A CSE restores Content and Resource Type of a request",
                                    {"ESF-17", "ESF-34"});
  purpose.when = "when { the source creates an instance with an envelope as its Content }";
  purpose.then = "then { the instance is as it was, and the Content of the answer is protected }";
  purpose.failure_means = "The envelope is hosted, or the answer tells what the request hid.";
  purpose.assertions = {
      must("A1", "ESF-34", "TR-0012 6.2.3", "A session of class 2 opens as one of class 1 does"),
      must("A2", "ESF-17", kClass2, "The answer's Content comes in an envelope that opens"),
      must("A3", "ESF-17", kClass2, "What is hosted has the content that was in the envelope")};
  purpose.stimulus = [](Bench& bench) {
    const Hosting hosting = arrange_hosting(bench);
    bench.phase(Phase::stimulus);
    Enveloping session{bench, *hosting.source, 2};
    session.shake_hands();
    const auto outcome =
        session.exchange("create", session.treat(create_instance(hosting.container, kWords)));
    if (outcome.succeeded()) {
      bench.exchange("retrieve", *hosting.source, retrieve(hosting.container + "/la"));
    }
  };
  purpose.judge = [](Judge& judge) {
    expect_open(judge, "A1", "");
    const std::string opened = inner_of(judge, "create").value("opened", "nothing sent");
    judge.check("A2",
                judge.status("create") == 2001 && opened == "yes",
                "2001, opened",
                judge.status_text("create") + ", " + opened);
    const Json& hosted = judge.content("retrieve");
    const std::string words = hosted.is_object()
                                  ? hosted.value("m2m:cin", Json::object()).value("con", "")
                                  : "nothing hosted";
    judge.check("A3", words == kWords, kWords, words);
  };
  return purpose;
}

Purpose carries_any_number() {
  Purpose purpose = session_purpose("ESF-31-HCSE-01",
                                    "A session carries one request after the other, and lives on",
                                    {"ESF-31", "ESF-19"});
  purpose.when =
      "when { the source sends requests in a session, then opens another of class 2, and sends "
      "one more in the first }";
  purpose.then = "then { each is served }";
  purpose.failure_means = "A session serves once, or ends with the next handshake.";
  purpose.assertions = {
      must("A1", "ESF-31", kSessions, "A second request in the session is served"),
      must("A2", "ESF-19", "TR-0012 table 6.2.2.1-1", "So is one after a session of class 2")};
  purpose.stimulus = [](Bench& bench) {
    Peer& source = bench.peer(Role::hcse);
    Enveloping session{bench, source, 1};
    session.shake_hands();
    bench.phase(Phase::stimulus);
    session.exchange("first", session.enclose(retrieve(base_of(bench))));
    session.exchange("second", session.enclose(retrieve(base_of(bench))));
    Enveloping{bench, source, 2}.shake_hands("class 2 ");
    session.exchange("third", session.enclose(retrieve(base_of(bench))));
  };
  purpose.judge = [](Judge& judge) {
    expect_inner_status(judge, "A1", "second", {2000});
    expect_inner_status(judge, "A2", "third", {2000});
  };
  return purpose;
}

Purpose serves_cses() {
  constexpr Who kNeighbour = Who::certified_neighbour;
  Purpose purpose = session_purpose(
      "ESF-32-HCSE-01", "The end-point of a session may be another CSE", {"ESF-32"});
  purpose.when = "when { a neighbouring CSE begins a session of class 1 and sends a request }";
  purpose.then = "then { it is served }";
  purpose.failure_means = "The CSE has sessions with AEs only.";
  purpose.assertions = {
      must("A1", "ESF-32", kClass1, "The request of the neighbouring CSE is served")};
  purpose.stimulus = [](Bench& bench) {
    Peer& neighbour = bench.peer(Role::hcse, {.who = kNeighbour, .channel = Channel::certificate});
    bench.phase(Phase::stimulus);
    Enveloping session{bench, neighbour, 1, {.who = kNeighbour}};
    session.shake_hands();
    session.exchange("request", session.enclose(retrieve(base_of(bench))));
  };
  purpose.judge = [](Judge& judge) { expect_inner_status(judge, "A1", "request", {2000}); };
  return purpose;
}

}  // namespace

void add_esf_sessions(std::vector<Purpose>& out) {
  out.push_back(carries_whole_requests());
  out.push_back(replaces_content());
  out.push_back(carries_any_number());
  out.push_back(serves_cses());
}

}  // namespace plumbline::testcases
