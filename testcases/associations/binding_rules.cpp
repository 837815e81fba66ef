// What each binding asks of an answer, below the primitive: ESD-12 and the binding's own clauses.

#include "plumbline/harness/bench.hpp"
#include "plumbline/harness/judge.hpp"
#include "plumbline/onem2m/status.hpp"

#include "associations/lists.hpp"
#include "support/hosting.hpp"
#include "support/media_type.hpp"
#include "support/parts.hpp"
#include "support/requests.hpp"

#include <array>
#include <charconv>
#include <string>
#include <string_view>
#include <utility>

namespace plumbline::testcases {
namespace {

using harness::Bench;
using harness::Judge;
using harness::Phase;
using harness::Purpose;
using harness::Role;
using harness::Who;

Purpose about_answers(std::string id, std::string title) {
  Purpose purpose;
  purpose.id = std::move(id);
  purpose.title = std::move(title);
  purpose.role = Role::hcse;
  purpose.requirements = {"ESD-12"};
  return purpose;
}

// The tester's client refuses an answer that is not of the binding: unknown critical options, a
// content that is not of the media type it says, another request's identifier, none at all.
Purpose answers_in_the_form_of_the_binding() {
  Purpose purpose = about_answers(
      "ESD-12-HCSE-01", "An answer says what it answers, and of which media type its content is");
  purpose.initial_conditions = "with { the administrator's right to retrieve }";
  purpose.when = "when { it retrieves a resource }";
  purpose.then =
      "then { the answer is of the binding's form, with content of the type it names, Request "
      "Identifier and Release Version Indicator }";
  purpose.failure_means =
      "The CSE writes answers that only lenient clients can read: wrong option numbers, topics, "
      "media types, or parameters that are missing. If its maker says so, the SUT file can declare "
      "it as its dialect.";
  purpose.assertions = {
      must("A1",
           "ESD-12",
           "TR-0012 7.1.1.2-5; TS-0009 6.4, TS-0008 6.2.2, TS-0010 6.4, 6.5; TS-0001 8.1.3",
           "The answer to a RETRIEVE is one of the binding, with content")};
  purpose.stimulus = [](Bench& bench) {
    bench.phase(Phase::stimulus);
    bench.exchange("read", bench.peer(Role::hcse, {.who = Who::admin}), retrieve(bench.base()));
  };
  purpose.judge = [](Judge& judge) {
    const bool read = judge.status("read") == 2000;
    const bool whole = read && judge.content("read").is_object();
    judge.check("A1",
                whole,
                "2000 with content",
                whole  ? "2000 with content"
                : read ? "2000 without"
                       : judge.status_text("read"));
  };
  return purpose;
}

// Status line "HTTP/1.1 200" or second octet of a CoAP message; 0 for anything else.
unsigned code_on_the_wire(const harness::Message& message) {
  const std::string_view octets = message.octets;
  constexpr std::string_view kVersion = "HTTP/1.1 ";
  if (octets.starts_with(kVersion)) {
    unsigned code = 0;
    std::from_chars(octets.data() + kVersion.size(), octets.data() + octets.size(), code);
    return code;
  }
  if (message.binding != "coap" || octets.size() < 2) {
    return 0;
  }
  const auto code = static_cast<unsigned char>(octets[1]);
  return (code >> 5U) * 100U + (code & 0x1FU);
}

// TS-0009 table 6.3.2-1, TS-0008 table 6.2.4-1.
unsigned code_of_table(const harness::Message& message, unsigned rsc, bool retrieval) {
  const auto row = onem2m::mapping_of(rsc);
  if (!row) {
    return 0;
  }
  if (message.binding != "coap") {
    return row->http;
  }
  constexpr unsigned kOk = 2000;
  return rsc == kOk ? (retrieval ? 205 : 204) : row->coap;
}

constexpr std::array<std::string_view, 4> kAsked{"create", "retrieve", "refuse", "miss"};

Purpose maps_the_status() {
  Purpose purpose = about_answers("ESD-12-HCSE-02",
                                  "The binding's own status says the same as the oneM2M status");
  purpose.bindings = {"http", "coap"};  // MQTT has no status of its own
  purpose.initial_conditions =
      "with { a container in which the source may create, and the outsider nothing }";
  purpose.when =
      "when { requests are served, refused for want of privilege, and sent where nothing is }";
  purpose.then = "then { HTTP status or CoAP code are those of the standard's table }";
  purpose.failure_means =
      "Proxies, caches and plain clients are told something else than the CSE says.";
  const std::string clause = "TS-0009 table 6.3.2-1, TS-0008 table 6.2.4-1";
  purpose.assertions = {
      given("A1", "ESD-12", clause, "The requests are answered"),
      must("A2", "ESD-12", clause, "Of what succeeds the code is that of the table"),
      must("A3", "ESD-12", clause, "Of what is refused the code is that of the table")};
  purpose.stimulus = [](Bench& bench) {
    const Hosting hosting = arrange_hosting(bench);
    const auto instance = create_instance(hosting.container, "reading");
    bench.phase(Phase::stimulus);
    bench.exchange("create", *hosting.source, instance);
    bench.exchange("retrieve", *hosting.source, retrieve(hosting.container + "/la"));
    bench.exchange("refuse", bench.peer(Role::hcse, {.who = Who::outsider}), instance);
    bench.exchange(
        "miss", *hosting.source, retrieve(hosting.container + "/" + bench.unique("nothing")));
  };
  purpose.judge = [](Judge& judge) {
    bool answered = true;
    std::array<bool, 2> agrees{true, true};
    std::array<std::string, 2> expected;
    std::array<std::string, 2> observed;
    for (const std::string_view label : kAsked) {
      const auto* const answer = judge.response(label);
      const int rsc = judge.status(label);
      answered = answered && rsc != 0;
      if (answer != nullptr && rsc != 0) {
        const std::size_t refused = rsc >= 4000 ? 1 : 0;
        const auto wanted = code_of_table(*answer, static_cast<unsigned>(rsc), label == "retrieve");
        const auto found = code_on_the_wire(*answer);
        agrees.at(refused) = agrees.at(refused) && found == wanted;
        const std::string said = " of " + std::to_string(rsc) + " ";
        expected.at(refused) += std::to_string(wanted) + said;
        observed.at(refused) += std::to_string(found) + said;
      }
    }
    judge.check("A1", answered, "4 answers", answered ? "4 answers" : "fewer");
    judge.check("A2", agrees.at(0), expected.at(0), observed.at(0));
    judge.check("A3", agrees.at(1), expected.at(1), observed.at(1));
  };
  return purpose;
}

Purpose carries_large_content() {
  Purpose purpose = about_answers("ESD-12-HCSE-03",
                                  "Content larger than a datagram goes and comes back unchanged");
  purpose.initial_conditions = "with { a container in which the source may create }";
  purpose.when = "when { the source hosts 20 kB there and retrieves them }";
  purpose.then = "then { it gets exactly what it hosted }";
  purpose.failure_means =
      "The CSE loses or swaps parts of large contents: over CoAP its block-wise transfer.";
  const std::string clause = "RFC 7959 2.3, 2.4; TS-0008 6.1; TS-0009 6.5; TS-0010 6.5";
  purpose.assertions = {given("A1", "ESD-12", clause, "A small content is hosted"),
                        must("A2", "ESD-12", clause, "The large content is hosted"),
                        must("A3", "ESD-12", clause, "What is retrieved is what was hosted")};
  purpose.stimulus = [](Bench& bench) {
    constexpr std::size_t kOctets = 10'000;
    const Hosting hosting = arrange_hosting(bench);
    bench.exchange("small", *hosting.source, create_instance(hosting.container, "reading"));
    const std::string content = to_hex(bench.random().bytes(kOctets));
    bench.phase(Phase::stimulus);
    bench.exchange("large", *hosting.source, create_instance(hosting.container, content));
    const auto got = bench.exchange("read", *hosting.source, retrieve(hosting.container + "/la"));
    const bool same =
        got.response && onem2m::text_attribute(got.response->content, "con") == content;
    bench.observe("unchanged", same, got.answer);
  };
  purpose.judge = [](Judge& judge) {
    judge.expect_status("A1", "small", {2001});
    judge.expect_status("A2", "large", {2001});
    const bool same = judge.observation("unchanged") == Json(true);
    judge.check("A3", same, "what was hosted", same ? "what was hosted" : "something else");
  };
  return purpose;
}

Purpose answers_in_the_form_of_the_request() {
  Purpose purpose = about_answers(
      "ESD-12-HCSE-04", "What is asked in a serialization is answered in it, and says so");
  for (const std::string& serialization : harness::all_serializations()) {
    purpose.variants.push_back({{std::string{harness::kSerialization}, serialization}});
  }
  purpose.initial_conditions = "with { a container in which the source may create }";
  purpose.when = "when { the source hosts an instance in that serialization and retrieves it }";
  purpose.then =
      "then { the answer names that serialization: Content-Type, Content-Format, or the last level "
      "of the topic; its content is what was hosted }";
  purpose.failure_means =
      "The CSE answers in the serialization it likes best, which constrained clients cannot read.";
  const std::string clause = "TS-0009 6.4.1, 6.4.3; TS-0008 6.2.2.2; TS-0010 6.4.2";
  purpose.assertions = {
      given("A1", "ESD-12", clause, "The instance is hosted"),
      must("A2", "ESD-12", clause, "The answer is marked as of that serialization"),
      must("A3", "ESD-12", clause, "Its content is what was hosted")};
  purpose.stimulus = [](Bench& bench) {
    const Hosting hosting = arrange_hosting(bench);
    const std::string content = to_base64url(bench.random().bytes(24));
    bench.exchange("host", *hosting.source, create_instance(hosting.container, content));
    bench.observe("hosted", content);
    bench.phase(Phase::stimulus);
    bench.exchange("read", *hosting.source, retrieve(hosting.container + "/la"));
  };
  purpose.judge = [](Judge& judge) {
    judge.expect_status("A1", "host", {2001});
    const auto* const answer = judge.response("read");
    const std::string asked = judge.parameter(harness::kSerialization);
    const std::string type = answer == nullptr ? "no answer" : media_type_of(*answer);
    judge.check("A2", type == asked, asked, type);
    const std::string hosted = judge.observation("hosted").get<std::string>();
    const std::string got = text_at(judge.content("read").value("m2m:cin", Json::object()), "con");
    judge.check("A3", got == hosted, hosted, got.empty() ? "nothing" : got);
  };
  return purpose;
}

}  // namespace

void add_binding_rules(std::vector<Purpose>& out) {
  out.push_back(answers_in_the_form_of_the_binding());
  out.push_back(maps_the_status());
  out.push_back(carries_large_content());
  out.push_back(answers_in_the_form_of_the_request());
}

}  // namespace plumbline::testcases
