// What a CSE does not make a key of: CKE-02, CKE-05, CKE-08.

#include "plumbline/escertke/message.hpp"
#include "plumbline/harness/bench.hpp"
#include "plumbline/harness/judge.hpp"

#include "escertke/lists.hpp"
#include "support/escertke.hpp"
#include "support/esprim.hpp"
#include "support/inner_answer.hpp"
#include "support/opening.hpp"
#include "support/parts.hpp"

#include <algorithm>
#include <functional>
#include <string>
#include <utility>
#include <vector>

namespace plumbline::testcases {
namespace {

using channel::FlightMessage;
using channel::MessageType;
using harness::Bench;
using harness::Judge;
using harness::Peer;
using harness::Phase;
using harness::Purpose;
using harness::Role;
using harness::Who;
using onem2m::RequestPrimitive;

constexpr const char* kRun = "TS-0003 8.7.2";
constexpr const char* kFigure = "TS-0003 figure 8.7.2-1";

/// The right run, and the one that has something wrong: its key may not be in use.
Purpose refusal(std::string id,
                std::string title,
                const std::string& requirement,
                const std::string& clause,
                std::function<void(Bench&, Peer&)> wrong) {
  Purpose purpose;
  purpose.id = std::move(id);
  purpose.title = std::move(title);
  purpose.role = Role::hcse;
  purpose.requirements = {requirement};
  if (requirement != "CKE-05") {
    purpose.requirements.emplace_back("CKE-05");
  }
  purpose.options = {"esprim", "escertke"};
  purpose.initial_conditions = "with { a CSE that makes keys with the source }";
  purpose.assertions = {
      given("A1", requirement, kRun, "With nothing wrong, a request under the key is served"),
      must("A2", requirement, clause, "Message 3 is not answered with success"),
      must("A3", "CKE-05", "TR-0012 8.4.2", "No key that follows from it is in use")};
  purpose.stimulus = [wrong = std::move(wrong)](Bench& bench) {
    Peer& source = bench.peer(Role::hcse);
    const auto key = establish(bench, source, {}, "control ");
    request_under(bench, "control", source, Who::source, key);
    bench.phase(Phase::stimulus);
    wrong(bench, source);
  };
  purpose.judge = [](Judge& judge) {
    expect_inner_status(judge, "A1", "control", {2000});
    judge.expect_no_success("A2", "message 3");
    expect_no_key_in_use(judge, "A3", "request");
  };
  return purpose;
}

Purpose refuses_certificates() {
  Purpose purpose = refusal(
      "CKE-02-HCSE-01",
      "A certificate that has expired, is of a foreign issuer or names another ends the procedure",
      "CKE-02",
      "TS-0003 8.7.2.2, 8.1.2.5",
      [](Bench& bench, Peer& source) {
        const auto key = establish(bench, source, {.fault = certificate_fault_of(bench)}, "");
        request_under(bench, "request", source, Who::source, key);
      });
  purpose.variants = each("certificate", {"expired", "foreign", "misnamed"});
  purpose.when = "when { the source proves itself with a certificate that is not right }";
  purpose.then = "then { the CSE refuses message 3 and takes no key }";
  purpose.failure_means = "Whoever has any certificate makes a key in the source's name.";
  return purpose;
}

/// Message 3 as it should not come.
void send_wrongly(Bench& bench, Peer& source) {
  Initiating way{bench, {}};
  const auto third = way.third(bench.exchange("message 1", source, way.first()));
  if (!third) {
    return;
  }
  RequestPrimitive sent = *third;
  const bool another = bench.parameter("message") == "of-another";
  if (!another) {
    Bytes records = escertke::flight_in(sent.content).value();
    if (bench.parameter("message") == "cut") {
      records.resize(records.size() - 8);
    } else {
      records.back() ^= 1U;
    }
    sent.content = escertke::to_content(records);
  }
  const Who who = another ? Who::client : Who::source;
  Peer& sender = another ? bench.peer(Role::hcse, {.who = who}) : source;
  const auto key = way.key(bench.exchange("message 3", sender, std::move(sent)));
  request_under(bench, "request", sender, who, key);
}

Purpose refuses_broken_messages() {
  Purpose purpose = refusal("CKE-05-HCSE-01",
                            "Of a message 3 that is cut, changed or another's comes no key",
                            "CKE-05",
                            kRun,
                            send_wrongly);
  purpose.variants = each("message", {"cut", "changed", "of-another"});
  purpose.when =
      "when { message 3 loses its end, is changed in one bit, or is sent by another originator }";
  purpose.then = "then { the CSE refuses it and takes no key }";
  purpose.failure_means = "The CSE takes a key before TLS has proven that both ends have it.";
  return purpose;
}

Purpose refuses_other_messages() {
  Purpose purpose = refusal("CKE-08-HCSE-01",
                            "A TLS message too few or too many in message 3 ends the procedure",
                            "CKE-08",
                            kFigure,
                            [](Bench& bench, Peer& source) {
                              const bool extra = bench.parameter("message") == "extra";
                              const auto change = [extra](std::vector<FlightMessage>& messages) {
                                if (extra) {
                                  messages.push_back(messages.back());
                                } else {
                                  std::erase_if(messages, [](const FlightMessage& message) {
                                    return message.type == MessageType::certificate_verify;
                                  });
                                }
                              };
                              const auto key = establish(bench, source, {}, "", change);
                              request_under(bench, "request", source, Who::source, key);
                            });
  purpose.variants = each("message", {"missing", "extra"});
  purpose.when = "when { message 3 lacks CertificateVerify, or has Finished twice }";
  purpose.then = "then { the CSE refuses it and takes no key }";
  purpose.failure_means = "The CSE goes on with whatever TLS lets pass.";
  return purpose;
}

Purpose refuses_repetition() {
  Purpose purpose;
  purpose.id = "CKE-05-HCSE-02";
  purpose.title = "Message 3 is taken once";
  purpose.role = Role::hcse;
  purpose.requirements = {"CKE-05"};
  purpose.options = {"esprim", "escertke"};
  purpose.initial_conditions = "with { a key that CSE and source have just made }";
  purpose.when = "when { message 3 comes again }";
  purpose.then = "then { the CSE refuses it }";
  purpose.failure_means = "Whoever recorded a message 3 gets an answer of the CSE to it again.";
  purpose.assertions = {
      given("A1", "CKE-05", kRun, "The first time, message 3 is answered with message 4"),
      must("A2", "CKE-05", "TR-0012 8.4.2", "The second time it is not answered with success")};
  purpose.stimulus = [](Bench& bench) {
    Peer& source = bench.peer(Role::hcse);
    Initiating way{bench, {}};
    const auto third = way.third(bench.exchange("message 1", source, way.first()));
    if (!third) {
      throw harness::PreambleRefused{"message 1 was not answered with message 2", 0};
    }
    bench.exchange("control", source, *third);
    bench.phase(Phase::stimulus);
    // As a request of its own: over MQTT one with the same id would be taken for a duplicate.
    RequestPrimitive again = *third;
    again.request_id.clear();
    bench.exchange("again", source, std::move(again));
  };
  purpose.judge = [](Judge& judge) {
    judge.expect_status("A1", "control", {2000});
    judge.expect_no_success("A2", "again");
  };
  return purpose;
}

}  // namespace

void add_escertke_refusing(std::vector<Purpose>& out) {
  out.push_back(refuses_certificates());
  out.push_back(refuses_broken_messages());
  out.push_back(refuses_repetition());
  out.push_back(refuses_other_messages());
}

}  // namespace plumbline::testcases
