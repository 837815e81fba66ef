// The AE as initiating end-point of ESCertKE: CKE-01 to CKE-03, CKE-05, CKE-06, CKE-08.

#include "plumbline/escertke/message.hpp"
#include "plumbline/escertke/terminator.hpp"
#include "plumbline/harness/bench.hpp"
#include "plumbline/harness/judge.hpp"

#include "escertke/lists.hpp"
#include "esprim/sent_objects.hpp"
#include "support/ae.hpp"
#include "support/escertke.hpp"
#include "support/esprim.hpp"
#include "support/opening.hpp"
#include "support/parts.hpp"
#include "support/requests.hpp"

#include <algorithm>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace plumbline::testcases {
namespace {

using channel::FlightMessage;
using channel::MessageType;
using harness::Bench;
using harness::CertificateFault;
using harness::IncomingRequest;
using harness::Judge;
using harness::Message;
using harness::Phase;
using harness::Purpose;
using harness::Role;
using onem2m::ResponsePrimitive;

constexpr const char* kRun = "TS-0003 8.7.2";
constexpr const char* kFigure = "TS-0003 figure 8.7.2-1";

constexpr const char* kFirst = "ClientHello";
constexpr const char* kThird =
    "Certificate, ClientKeyExchange, CertificateVerify, ChangeCipherSpec, encrypted handshake "
    "message";

/// Has the AE know the CSE by its certificate alone.
void configure(Bench& bench, std::string_view label) {
  Json configuration = bench.ae_configuration();
  configuration.erase("pairwise_keys");
  bench.command(label, "e2e.configure", std::move(configuration));
}

void command_establishment(Bench& bench, std::string_view label) {
  bench.command(label,
                "e2e.establish",
                {{"certificate", {{"kind", "fqdn"}, {"value", bench.world().cse_fqdn}}}});
}

void command_request(Bench& bench) {
  bench.command("request", "e2e.request", {{"operation", "retrieve"}, {"to", base_of(bench)}});
}

/// The ESCertKE messages that the AE sent to its CSE in the stimulus, as their TLS messages.
std::vector<std::string> flights(const Judge& judge) {
  std::vector<std::string> out;
  for (const Message* const message : sent(judge, Phase::stimulus)) {
    if (member(security_info_of(message->primitive), "sit") == Json(6)) {
      out.push_back(messages_in(member(message->primitive, "pc")));
    }
  }
  return out;
}

/// Changes the answers to ESCertKE messages: `number` is 2 or 4.
using ChangeAnswer = std::function<ResponsePrimitive(
    int number, const onem2m::RequestPrimitive& request, ResponsePrimitive answer)>;

void intercept_messages(Bench& bench, ChangeAnswer change) {
  bench.intercept(Role::hcse,
                  [change = std::move(change)](const IncomingRequest& incoming,
                                               ResponsePrimitive answer) -> harness::Reply {
                    const auto& request = incoming.primitive;
                    if (!escertke::flight_in(request.content)) {
                      return answer;
                    }
                    const int number = messages_in(*request.content) == kFirst ? 2 : 4;
                    return change(number, request, std::move(answer));
                  });
}

Purpose initiator_purpose(std::string id,
                          std::string title,
                          std::vector<std::string> requirements) {
  Purpose purpose;
  purpose.id = std::move(id);
  purpose.title = std::move(title);
  purpose.role = Role::ae_src;
  purpose.requirements = std::move(requirements);
  purpose.options = {"esprim", "escertke"};
  purpose.initial_conditions =
      "with { an AE that has a certificate and knows whom that of its CSE "
      "names, and shares no key with it }";
  return purpose;
}

void judge_making(Judge& judge) {
  const auto all = flights(judge);
  const std::string count = std::to_string(all.size());
  judge.check("A1", all.size() == 2, "2", count);
  const std::string found = all.size() == 2 ? all.front() + " / " + all.back() : "not two messages";
  const std::string expected = std::string{kFirst} + " / " + kThird;
  judge.check("A2", found == expected, expected, found);
  const auto sealed = objects(judge, Phase::stimulus);
  const std::string id = text_of(member(judge.content("establish"), "key_id"));
  const bool same =
      !sealed.empty() && !id.empty() && member(sealed.front().header, "kid") == Json(id);
  const bool served = same && outcome_of(judge, "request") == "answered" &&
                      member(judge.content("request"), "rsc") == Json(2000);
  judge.check("A3", served, "served", served ? "served" : same ? "not served" : "another key");
  auto elsewhere = judge.requests(harness::name_of(Role::ae_src), harness::name_of(Role::tef));
  std::erase_if(elsewhere,
                [](const Message* message) { return message->phase != Phase::stimulus; });
  judge.check("A4", elsewhere.empty(), "nobody", elsewhere.empty() ? "nobody" : "the TEF");
}

Purpose makes_a_key() {
  Purpose purpose = initiator_purpose("CKE-01-SRC-01",
                                      "An AE makes a key with its CSE by certificates alone",
                                      {"CKE-01", "CKE-03", "CKE-06", "CKE-08"});
  purpose.when = "when { it is to make a key with its CSE, and to send a protected request }";
  purpose.then =
      "then { it sends messages 1 and 3 in NOTIFYs, nothing to a third party, and protects the "
      "request under the key that both ends export }";
  purpose.failure_means =
      "The AE derives another key than its peer, or lets others have a hand in.";
  purpose.assertions = {
      must("A1", "CKE-01", kRun, "Two NOTIFYs with Security Info of type 6 go to the CSE"),
      must("A2", "CKE-08", kFigure, "They have the TLS messages of the figure and no others"),
      must("A3", "CKE-03", "TS-0003 10.3.1", "The CSE serves a request under the key of that id"),
      must("A4", "CKE-06", "TR-0012 8.4.1", "Meanwhile the AE turns to nobody else")};
  purpose.stimulus = [](Bench& bench) {
    configure(bench, "configure");
    bench.phase(Phase::stimulus);
    command_establishment(bench, "establish");
    command_request(bench);
  };
  purpose.judge = judge_making;
  return purpose;
}

/// A run with nothing wrong, and after new configuration one whose answers `wrong` changes.
std::function<void(Bench&)> stimulus_with(std::function<ChangeAnswer(Bench&)> wrong) {
  return [wrong = std::move(wrong)](Bench& bench) {
    configure(bench, "configure");
    command_establishment(bench, "control");
    configure(bench, "configure anew");
    intercept_messages(bench, wrong(bench));
    bench.phase(Phase::stimulus);
    command_establishment(bench, "establish");
    bench.intercept(Role::hcse, {});
    command_request(bench);
  };
}

void expect_stop_before_third(Judge& judge, std::string_view assertion) {
  const std::size_t count = flights(judge).size();
  judge.check(assertion,
              count == 1,
              "message 1 alone",
              count == 1   ? "message 1 alone"
              : count == 0 ? "nothing"
                           : "a message 3");
}

void expect_nothing_made(Judge& judge, std::string_view assertion) {
  const bool claimed = outcome_of(judge, "establish") == "established";
  const bool used = !objects(judge, Phase::stimulus).empty();
  const bool none = !claimed && !used;
  judge.check(assertion, none, "no key", none ? "no key" : used ? "a key in use" : "a key");
}

/// The tester's end with another certificate.
ChangeAnswer answering_with(Bench& bench, CertificateFault fault) {
  const harness::World& world = bench.world();
  const harness::Actor& source = world.actor(harness::Who::source);
  auto clock = std::make_shared<const BenchClock>(bench);
  auto terminator = std::make_shared<escertke::Terminator>(
      escertke::Terminator::make(
          {.end_point = end_point_with(bench, world.pki.for_server(world.cse_fqdn, fault)),
           .identity = world.cse,
           .initiators = {{.id = source.absolute,
                           .certificate = {.kind = crypto::IdentityKind::ae_id,
                                           .value = source.absolute}}}},
          *clock)
          .value());
  return [clock, terminator](int /*number*/,
                             const onem2m::RequestPrimitive& request,
                             const ResponsePrimitive& /*answer*/) {
    return terminator->accept(request).response;
  };
}

Purpose refuses_certificates() {
  Purpose purpose = initiator_purpose(
      "CKE-02-SRC-01",
      "A certificate that has expired, is of a foreign issuer or names another ends the procedure",
      {"CKE-02", "CKE-05"});
  purpose.variants = each("certificate", {"expired", "foreign", "misnamed"});
  purpose.when = "when { message 2 has a certificate that is not right }";
  purpose.then = "then { the AE sends no message 3 and has no key }";
  purpose.failure_means = "Whoever answers in place of the CSE makes a key with the AE.";
  purpose.assertions = {
      given("A1", "CKE-02", kRun, "With the right certificate a key is made"),
      must("A2", "CKE-02", "TS-0003 8.7.2.2, 8.1.2.5", "The AE sends nothing after message 2"),
      must("A3", "CKE-05", "TR-0012 8.4.2", "It claims no key and uses none")};
  purpose.stimulus = stimulus_with([](Bench& bench) {
    const std::string name = bench.parameter("certificate");
    return answering_with(bench,
                          name == "expired"   ? CertificateFault::expired
                          : name == "foreign" ? CertificateFault::foreign_issuer
                                              : CertificateFault::other_name);
  });
  purpose.judge = [](Judge& judge) {
    expect_outcome(judge, "A1", "control", "established");
    expect_stop_before_third(judge, "A2");
    expect_nothing_made(judge, "A3");
  };
  return purpose;
}

/// Message 4 as it should not come.
ChangeAnswer spoiling_the_fourth(const std::string& how) {
  auto second = std::make_shared<std::optional<Json>>();
  return [how, second](int number,
                       const onem2m::RequestPrimitive& request,
                       ResponsePrimitive answer) -> ResponsePrimitive {
    if (number == 2) {
      *second = answer.content;
      return answer;
    }
    if (how == "refused") {
      return onem2m::respond(request, onem2m::Status::internal_server_error);
    }
    if (how == "repeated") {
      answer.content = *second;
    } else if (how == "empty") {
      answer.content.reset();
    } else if (const auto records = escertke::flight_in(answer.content)) {
      Bytes changed = records.value();
      changed.back() ^= 1U;
      answer.content = escertke::to_content(changed);
    }
    return answer;
  };
}

Purpose takes_no_half_made_key() {
  Purpose purpose = initiator_purpose(
      "CKE-05-SRC-01", "Without the right message 4 the AE has no key", {"CKE-05"});
  purpose.variants = each("answer", {"refused", "repeated", "empty", "changed"});
  purpose.when =
      "when { message 3 is answered with an error, with message 2 again, with nothing, or with a "
      "message 4 that was changed in one bit }";
  purpose.then = "then { the AE claims no key and uses none }";
  purpose.failure_means = "The AE takes a key before TLS has proven that its peer has it.";
  purpose.assertions = {
      given("A1", "CKE-05", kRun, "With nothing changed a key is made"),
      must("A2", "CKE-05", "TR-0012 8.4.2", "The AE claims no key and uses none")};
  purpose.stimulus =
      stimulus_with([](Bench& bench) { return spoiling_the_fourth(bench.parameter("answer")); });
  purpose.judge = [](Judge& judge) {
    expect_outcome(judge, "A1", "control", "established");
    expect_nothing_made(judge, "A2");
  };
  return purpose;
}

Purpose refuses_other_messages() {
  Purpose purpose = initiator_purpose("CKE-08-SRC-01",
                                      "A TLS message too few or too many in message 2 ends the "
                                      "procedure",
                                      {"CKE-08", "CKE-05"});
  purpose.variants = each("message", {"missing", "extra"});
  purpose.when = "when { message 2 lacks CertificateRequest, or has ServerHelloDone twice }";
  purpose.then = "then { the AE sends no message 3 and has no key }";
  purpose.failure_means = "The AE goes on with whatever TLS lets pass.";
  purpose.assertions = {given("A1", "CKE-08", kRun, "With nothing changed a key is made"),
                        must("A2", "CKE-08", kFigure, "The AE sends nothing after message 2"),
                        must("A3", "CKE-05", "TR-0012 8.4.2", "It claims no key and uses none")};
  purpose.stimulus = stimulus_with([](Bench& bench) -> ChangeAnswer {
    const bool extra = bench.parameter("message") == "extra";
    return [extra](int number,
                   const onem2m::RequestPrimitive& /*request*/,
                   ResponsePrimitive answer) -> ResponsePrimitive {
      if (number != 2) {
        return answer;
      }
      return changed(std::move(answer), [extra](std::vector<FlightMessage>& messages) {
        if (extra) {
          messages.push_back(messages.back());
        } else {
          std::erase_if(messages, [](const FlightMessage& message) {
            return message.type == MessageType::certificate_request;
          });
        }
      });
    };
  });
  purpose.judge = [](Judge& judge) {
    expect_outcome(judge, "A1", "control", "established");
    expect_stop_before_third(judge, "A2");
    expect_nothing_made(judge, "A3");
  };
  return purpose;
}

}  // namespace

void add_escertke_initiating(std::vector<Purpose>& out) {
  out.push_back(makes_a_key());
  out.push_back(refuses_certificates());
  out.push_back(takes_no_half_made_key());
  out.push_back(refuses_other_messages());
}

}  // namespace plumbline::testcases
