// What a client AE must not do: AR-03, AR-14, AR-17, DS-16, DS-17, DS-19, DS-22, DS-28, DS-29.

#include "plumbline/harness/bench.hpp"
#include "plumbline/harness/judge.hpp"

#include "data_at_rest/lists.hpp"
#include "support/ae.hpp"
#include "support/parts.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <utility>
#include <vector>

namespace plumbline::testcases {
namespace {

using harness::Bench;
using harness::Channel;
using harness::IncomingRequest;
using harness::Judge;
using harness::Message;
using harness::Phase;
using harness::Purpose;
using harness::Reply;
using harness::Role;
using onem2m::ResponsePrimitive;

Purpose client_purpose(std::string id, std::string title, std::vector<std::string> requirements) {
  Purpose purpose;
  purpose.id = std::move(id);
  purpose.title = std::move(title);
  purpose.role = Role::ae_cli;
  purpose.requirements = std::move(requirements);
  purpose.initial_conditions =
      "with { protected data hosted at the CSE, and its credential registered at the TEF for the "
      "client }";
  return purpose;
}

std::string prepare(Bench& bench, const std::string& payload, const Json& extra = Json::object()) {
  return hosted_address(host_by(bench, &Bench::assist, host_argument(bench, payload, extra)));
}

void fetch(Bench& bench,
           const std::string& label,
           const std::string& address,
           Json extra = Json::object()) {
  extra["address"] = address;
  bench.command(label, "e2e.fetch", std::move(extra));
}

// Changes one character in part `index` (0 to 4) of a compact object, so that it still is
// base64url.
std::string changed(const std::string& compact, std::size_t index) {
  std::string out = compact;
  std::size_t begin = 0;
  for (std::size_t part = 0; part < index; ++part) {
    begin = out.find('.', begin) + 1;
  }
  char& octet = out.at(begin + 2);
  octet = octet == 'A' ? 'B' : 'A';
  return out;
}

// The CSE gives out con with one octet changed in that part.
void tamper(Bench& bench, std::size_t part) {
  bench.intercept(Role::hcse, [part](const IncomingRequest& incoming, ResponsePrimitive answer) {
    if (incoming.primitive.operation == onem2m::Operation::retrieve && answer.content &&
        answer.content->contains("m2m:cin")) {
      Json& con = answer.content->at("m2m:cin").at("con");
      con = changed(con.get<std::string>(), part);
    }
    return Reply{std::move(answer)};
  });
}

Purpose detects_every_change() {
  Purpose purpose = client_purpose(
      "AR-14-CLI-01", "A changed octet anywhere in a protected object is detected", {"AR-14"});
  purpose.variants = {
      {{"part", "ciphertext"}}, {{"part", "header"}}, {{"part", "iv"}}, {{"part", "tag"}}};
  purpose.when = "when { the AE fetches it, with one octet changed and unchanged }";
  purpose.then = "then { it refuses the changed object and delivers the other }";
  purpose.failure_means = "The AE uses data before, or without, verifying the authentication tag.";
  purpose.assertions = {
      given("A1", "AR-14", "TR-0012 7.3.1 step 19", "The unchanged object is accepted"),
      must("A2",
           "AR-14",
           "TR-0012 7.3.1 step 19",
           "The changed object is refused and not released")};
  purpose.stimulus = [](Bench& bench) {
    const std::string address = prepare(bench, new_payload(bench), {{"protection", "aead"}});
    bench.phase(Phase::twin);
    fetch(bench, "unchanged", address);
    bench.phase(Phase::stimulus);
    constexpr std::array<std::string_view, 5> kParts{"header", "key", "iv", "ciphertext", "tag"};
    const auto at = std::ranges::find(kParts, bench.parameter("part"));
    tamper(bench, static_cast<std::size_t>(at - kParts.begin()));
    fetch(bench, "changed", address, {{"use_cache", false}});
  };
  purpose.judge = [](Judge& judge) {
    expect_outcome(judge, "A1", "unchanged", "accepted");
    expect_not_released(judge, "A2", "changed");
  };
  return purpose;
}

Purpose verifies_before_use() {
  Purpose purpose = client_purpose(
      "DS-22-CLI-01", "Decrypted content is not used before its tag has been verified", {"DS-22"});
  purpose.options = {"child-resource-form"};
  purpose.when = "when { the AE fetches it, and the tag in e2e:at is another instance's }";
  purpose.then = "then { it refuses, although the ciphertext alone decrypts }";
  purpose.failure_means = "The AE decrypts and releases without checking the separate tag.";
  purpose.assertions = {
      given("A1", "DS-22", "TR-0012 7.3.2.2 step 20", "With its own tag the content is accepted"),
      must("A2", "DS-22", "TR-0012 7.3.2.2 step 20", "With a foreign tag nothing is released")};
  purpose.stimulus = [](Bench& bench) {
    const Json extra{{"form", "children"}, {"protection", "both"}};
    const std::string address = prepare(bench, new_payload(bench), extra);
    bench.phase(Phase::twin);
    fetch(bench, "own tag", address);
    bench.phase(Phase::stimulus);
    bench.intercept(Role::hcse, [](const IncomingRequest&, ResponsePrimitive answer) {
      if (answer.content && answer.content->contains("e2e:at")) {
        Json& object = answer.content->at("e2e:at").at("e2e:env");
        object = changed(object.get<std::string>(), 2);
      }
      return Reply{std::move(answer)};
    });
    fetch(bench, "foreign tag", address, {{"use_cache", false}});
  };
  purpose.judge = [](Judge& judge) {
    expect_outcome(judge, "A1", "own tag", "accepted");
    expect_not_released(judge, "A2", "foreign tag");
  };
  return purpose;
}

// Whether the AE under test sent anything to `peer` while `phase` lasted.
bool sent_to(const Judge& judge, std::string_view peer, Phase phase) {
  const auto requests = judge.requests(harness::name_of(Role::ae_cli), peer);
  return std::ranges::any_of(requests,
                             [phase](const Message* message) { return message->phase == phase; });
}

void expect_nothing_sent(Judge& judge, std::string_view id, std::string_view peer) {
  const bool sent = sent_to(judge, peer, Phase::stimulus);
  judge.check(id, !sent, "no request", sent ? "a request" : "no request");
}

// The AE is told of a TEF or CSE without TLS; it must not speak to it.
Purpose avoids_unprotected(std::string id,
                           std::string title,
                           const std::string& requirement,
                           const std::string& clause,
                           Role server) {
  Purpose purpose = client_purpose(std::move(id), std::move(title), {requirement});
  purpose.when = "when { the AE is configured with a peer without TLS, and told to fetch }";
  purpose.then = "then { it sends that peer nothing; with TLS it fetches }";
  purpose.failure_means = "The AE speaks to peers outside a secure channel.";
  purpose.assertions = {given("A1", requirement, clause, "Over the secure channel it fetches"),
                        must("A2", requirement, clause, "Without TLS nothing is sent to the peer")};
  const bool tef = server == Role::tef;
  purpose.stimulus = [tef](Bench& bench) {
    const std::string address = prepare(bench, new_payload(bench));
    bench.phase(Phase::twin);
    fetch(bench, "secured", address);
    bench.phase(Phase::stimulus);
    bench.command("reconfigure",
                  "e2e.configure",
                  bench.ae_configuration(tef ? Channel::plain : Channel::standard,
                                         {.channel = tef ? Channel::standard : Channel::plain}));
    fetch(bench, "plain", address);
  };
  purpose.judge = [tef](Judge& judge) {
    expect_outcome(judge, "A1", "secured", "accepted");
    expect_nothing_sent(judge, "A2", tef ? "TEF" : "HCSE");
  };
  return purpose;
}

Purpose renews_expired_credentials() {
  Purpose purpose = client_purpose(
      "DS-19-CLI-01", "A credential whose lifetime is over is not used any more", {"DS-19"});
  purpose.when = "when { the AE fetches, and fetches again after the credential's lifetime }";
  purpose.then = "then { the second time it does not use what it kept }";
  purpose.failure_means =
      "The AE keeps using a credential after the lifetime that the TEF gave it.";
  purpose.assertions = {
      given("A1", "DS-19", "TR-0012 7.3.2.2 step 19", "Within the lifetime the data opens"),
      must("A2",
           "DS-19",
           "TR-0012 7.3.2.2 step 19",
           "After the lifetime nothing is opened with it")};
  purpose.stimulus = [](Bench& bench) {
    const std::string address =
        prepare(bench, new_payload(bench), {{"lifetime", bench.short_life().count()}});
    bench.phase(Phase::twin);
    fetch(bench, "within", address);
    bench.phase(Phase::stimulus);
    bench.outlive(bench.short_life());
    fetch(bench, "after", address);
  };
  purpose.judge = [](Judge& judge) {
    expect_outcome(judge, "A1", "within", "accepted");
    expect_not_released(judge, "A2", "after");
  };
  return purpose;
}

Purpose detects_a_modified_policy() {
  Purpose purpose = client_purpose(
      "DS-16-CLI-01", "A modified access control policy is detected by its signature", {"DS-16"});
  purpose.options = {"acp-integrity"};
  purpose.when = "when { the AE verifies the policy, as it was signed and with other privileges }";
  purpose.then = "then { it refuses the modified one }";
  purpose.failure_means = "The AE does not verify the signature beside an access control policy.";
  purpose.assertions = {
      given("A1", "DS-16", "TR-0012 7.3.2.2 step 8", "The policy as signed is accepted"),
      must("A2", "DS-16", "TR-0012 7.3.2.2 step 8", "The modified policy is refused")};
  purpose.stimulus = [](Bench& bench) {
    const std::string payload = new_payload(bench);
    Json argument = host_argument(bench, payload);
    argument["policy"]["integrity"] = true;
    const auto hosted = host_by(bench, &Bench::assist, argument);
    const Json extra{{"policy", text_in(hosted, "policy")}};
    bench.phase(Phase::twin);
    fetch(bench, "as signed", hosted_address(hosted), extra);
    bench.phase(Phase::stimulus);
    bench.intercept(Role::hcse, [](const IncomingRequest&, ResponsePrimitive answer) {
      if (answer.content && answer.content->contains("m2m:acp")) {
        answer.content->at("m2m:acp").at("pv").at("acr").push_back(
            {{"acor", {"all"}}, {"acop", 63}});
      }
      return Reply{std::move(answer)};
    });
    fetch(bench, "modified", hosted_address(hosted), extra);
  };
  purpose.judge = [](Judge& judge) {
    expect_outcome(judge, "A1", "as signed", "accepted");
    expect_not_released(judge, "A2", "modified");
  };
  return purpose;
}

// The AE's requests for credentials, from its lane to the TEF's.
std::vector<const Message*> credential_requests(const Judge& judge) {
  return judge.requests(harness::name_of(Role::ae_cli), "TEF");
}

Purpose names_the_credential() {
  Purpose purpose =
      client_purpose("DS-28-CLI-01",
                     "The client asks for the credential by its Credential-Id as resource id",
                     {"DS-28"});
  purpose.when = "when { the AE is told to fetch }";
  purpose.then = "then { its RETRIEVE at the TEF addresses the relative id of the Credential-Id }";
  purpose.failure_means =
      "The AE asks the TEF for something else than the Credential-Id in the data.";
  purpose.assertions = {
      given("A1", "AR-09", "TR-0012 7.3.1 step 8", "The data was protected and hosted"),
      must("A2", "DS-28", "TR-0012 7.3.2.2 step 17", "The request names the credential by its id")};
  purpose.stimulus = [](Bench& bench) {
    const auto hosted = host_by(
        bench, &Bench::assist, host_argument(bench, new_payload(bench), {{"protection", "aead"}}));
    const Json& out = hosted.output;
    const std::string id =
        out.is_object() && out.contains("credentials") && !out["credentials"].empty()
            ? text_at(out["credentials"].front(), "id")
            : "";
    bench.observe("relative id", id.substr(0, id.find('@')));
    bench.phase(Phase::stimulus);
    fetch(bench, "fetch", hosted_address(hosted));
  };
  purpose.judge = [](Judge& judge) {
    expect_outcome(judge, "A1", "host", "hosted");
    const Json& id = judge.observation("relative id");
    const auto requests = credential_requests(judge);
    const bool named =
        id.is_string() && std::ranges::any_of(requests, [&](const Message* message) {
          return text_at(message->primitive, "to").ends_with("/" + id.get<std::string>());
        });
    judge.check("A2",
                named,
                "its Credential-Id",
                named ? "its Credential-Id" : "something else, or nothing");
  };
  return purpose;
}

Purpose sends_the_freshness() {
  Purpose purpose = client_purpose(
      "DS-29-CLI-01",
      "For a resource key the client sends the nonce or creation time that it finds in the data",
      {"DS-29", "DS-17"});
  purpose.options = {"resource-specific-credentials"};
  purpose.variants = {{{"freshness", "nonce"}}, {{"freshness", "time"}}};
  purpose.when = "when { the AE is told to fetch data under a credential of level resource }";
  purpose.then = "then { its request carries e2e:nonce or e2e:ct, and it opens the data }";
  purpose.failure_means = "The AE does not pass on what the TEF needs to derive a resource key.";
  purpose.assertions = {
      given("A1", "AR-09", "TR-0012 7.3.1 step 8", "The data was protected and hosted"),
      must(
          "A2", "DS-29", "TR-0012 7.3.2.2 step 19", "The nonce or creation time is in the request"),
      must("A3",
           "DS-17",
           "TR-0012 7.3.2.2 step 17",
           "The resource-specific credential opens the data")};
  purpose.stimulus = [](Bench& bench) {
    const auto hosted = host_by(bench,
                                &Bench::assist,
                                host_argument(bench,
                                              new_payload(bench),
                                              {{"protection", "aead"},
                                               {"level", "resource"},
                                               {"register_params", false},
                                               {"freshness", bench.parameter("freshness")}}));
    bench.phase(Phase::stimulus);
    fetch(bench, "fetch", hosted_address(hosted));
  };
  purpose.judge = [](Judge& judge) {
    expect_outcome(judge, "A1", "host", "hosted");
    const char* member = judge.parameter("freshness") == "nonce" ? "e2e:nonce" : "e2e:ct";
    const auto requests = credential_requests(judge);
    const bool sent = std::ranges::any_of(requests, [member](const Message* message) {
      return json_text(message->primitive).find(member) != std::string::npos;
    });
    judge.check("A2", sent, member, sent ? member : "nothing");
    expect_outcome(judge, "A3", "fetch", "accepted");
  };
  return purpose;
}

}  // namespace

void add_cli_caution(std::vector<Purpose>& out) {
  out.push_back(avoids_unprotected("AR-03-CLI-01",
                                   "The client reaches the TEF over a secure channel only",
                                   "AR-03",
                                   "TR-0012 7.3.1 step 15",
                                   Role::tef));
  out.push_back(detects_every_change());
  out.push_back(
      avoids_unprotected("AR-17-CLI-01",
                         "The client retrieves from the CSE over a secure association only",
                         "AR-17",
                         "TR-0012 7.3.1 step 11",
                         Role::hcse));
  out.push_back(detects_a_modified_policy());
  out.push_back(renews_expired_credentials());
  out.push_back(verifies_before_use());
  out.push_back(names_the_credential());
  out.push_back(sends_the_freshness());
}

}  // namespace plumbline::testcases
