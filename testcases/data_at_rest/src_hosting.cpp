// What an originator sends, and to whom: AR-01, AR-02, AR-03, AR-09, AR-17, DS-15, DS-20, DS-23,
// DS-26.

#include "data_at_rest/lists.hpp"
#include "data_at_rest/src_records.hpp"
#include "support/ae.hpp"
#include "support/compact_object.hpp"
#include "support/parts.hpp"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

namespace plumbline::testcases {
namespace {

using harness::Bench;
using harness::Channel;
using harness::Judge;
using harness::Message;
using harness::Phase;
using harness::Purpose;
using harness::Role;

harness::AssertionSpec commanded(const std::string& requirement) {
  return given("A1", requirement, "TR-0012 7.3.1 step 1", "The AE carries out the command");
}

void say(Judge& judge, const char* id, bool holds, const char* expected, const char* otherwise) {
  judge.check(id, holds, expected, holds ? expected : otherwise);
}

bool shows_payload(const Judge& judge, std::string_view server) {
  const Json& payload = judge.observation("payload");
  if (!payload.is_string()) {
    return false;
  }
  const std::string text = payload.get<std::string>();
  const std::string base64 = to_base64(as_bytes(text)).substr(0, text.size());
  const auto requests = judge.requests(harness::name_of(Role::ae_src), server);
  return std::ranges::any_of(requests, [&](const Message* message) {
    return message->octets.find(text) != std::string::npos ||
           message->octets.find(base64) != std::string::npos;
  });
}

Purpose protects_before_sending() {
  Purpose purpose = source_purpose(
      "AR-01-SRC-01", "Data is protected before it leaves the originator", {"AR-01"});
  purpose.then = "then { nothing that it sends to the CSE shows the payload }";
  purpose.failure_means = "The AE hosts plaintext.";
  purpose.assertions = {commanded("AR-01"),
                        must("A2",
                             "AR-01",
                             "TR-0012 7.3.1 step 1c",
                             "Plaintext never appears on the wire to the CSE")};
  purpose.stimulus = [](Bench& bench) { host_one(bench); };
  purpose.judge = [](Judge& judge) {
    expect_commanded(judge);
    const bool sent = !created_at(judge, "HCSE", "m2m:cin").empty();
    say(judge,
        "A2",
        sent && !shows_payload(judge, "HCSE"),
        "protected data",
        sent ? "plaintext" : "nothing");
  };
  return purpose;
}

Purpose lets_the_tef_generate() {
  Purpose purpose = source_purpose(
      "AR-02-SRC-01", "The originator may have the TEF generate the credential", {"AR-02"});
  purpose.options = {"tef-generated-credential"};
  purpose.then = "then { its registration carries no key and asks for a generated one }";
  purpose.failure_means = "The AE sends a key of its own although the TEF is to generate it.";
  purpose.assertions = {
      commanded("AR-02"),
      must("A2", "AR-02", "TR-0012 7.3.1 step 1b", "The registration has no key of the AE's own")};
  purpose.stimulus = [](Bench& bench) {
    host_one(bench, {{"key_source", "random"}, {"protection", "aead"}});
  };
  purpose.judge = [](Judge& judge) {
    expect_commanded(judge);
    const auto registrations = created_at(judge, "TEF", "sec:skr");
    const bool none_sent = std::ranges::none_of(
        registrations, [](const Json& credential) { return credential.contains("kv"); });
    say(judge, "A2", !registrations.empty() && none_sent, "no key", "a key, or no registration");
  };
  return purpose;
}

Purpose sends_the_credential_id() {
  Purpose purpose = source_purpose(
      "AR-09-SRC-01", "Protected data and its Credential-Id go in one hosting request", {"AR-09"});
  purpose.then = "then { the hosted object names the credential that the TEF registered }";
  purpose.failure_means =
      "The data is hosted without, or with another Credential-Id than the TEF's.";
  purpose.assertions = {
      commanded("AR-09"),
      must("A2", "AR-09", "TR-0012 7.3.1 steps 6, 8", "The data carries the TEF's Credential-Id")};
  purpose.stimulus = [](Bench& bench) {
    bench.observe("fqdn", bench.world().tef_fqdn);
    host_one(bench, {{"protection", "aead"}});
  };
  purpose.judge = [](Judge& judge) {
    expect_commanded(judge);
    const auto objects = hosted_objects(judge);
    const auto requests = judge.requests(harness::name_of(Role::ae_src), "TEF");
    std::string registered;
    for (const Message* request : requests) {
      const Message* answer = judge.response_to(*request);
      const bool made = answer != nullptr && answer->primitive.value("rsc", 0) == 2001;
      if (made && answer->primitive.at("pc").contains("sec:skr")) {
        registered = text_at(answer->primitive.at("pc").at("sec:skr"), "rn") + "@" +
                     judge.observation("fqdn").get<std::string>();
      }
    }
    const bool named = objects.size() == 1 && !registered.empty() &&
                       header_text(objects.front(), "kid") == registered;
    say(judge, "A2", named, "the registered Credential-Id", "another, or none");
  };
  return purpose;
}

// Told of a peer without TLS, the AE must send it nothing.
Purpose avoids_unprotected(std::string id,
                           std::string title,
                           const std::string& requirement,
                           const std::string& clause,
                           Role server) {
  Purpose purpose = source_purpose(std::move(id), std::move(title), {requirement});
  purpose.when = "when { the AE is configured with a peer without TLS, and told to host }";
  purpose.then = "then { it sends that peer nothing; with TLS it hosts }";
  purpose.failure_means = "The AE speaks to peers outside a secure channel.";
  purpose.assertions = {given("A1", requirement, clause, "Over secure channels it hosts"),
                        must("A2", requirement, clause, "Without TLS nothing is sent to the peer")};
  const bool tef = server == Role::tef;
  purpose.stimulus = [tef](Bench& bench) {
    bench.phase(Phase::twin);
    const auto hosted =
        host_by(bench, &Bench::command, host_argument(bench, new_payload(bench), Json::object()));
    bench.observe("hosted", text_in(hosted, "outcome") == "hosted");
    bench.phase(Phase::stimulus);
    bench.command("reconfigure",
                  "e2e.configure",
                  bench.ae_configuration(tef ? Channel::plain : Channel::standard,
                                         {.channel = tef ? Channel::standard : Channel::plain}));
    Json again = host_argument(bench, new_payload(bench), Json::object());
    again["container"] = bench.unique("other");
    bench.command("host without TLS", "e2e.host", std::move(again));
  };
  purpose.judge = [tef](Judge& judge) {
    const bool hosted = judge.observation("hosted") == Json(true);
    judge.check("A1", hosted, "hosted", hosted ? "hosted" : outcome_of(judge, "host"));
    const auto requests = judge.requests(harness::name_of(Role::ae_src), tef ? "TEF" : "HCSE");
    const bool sent = std::ranges::any_of(
        requests, [](const Message* message) { return message->phase == Phase::stimulus; });
    say(judge, "A2", !sent, "no request", "a request");
  };
  return purpose;
}

Purpose sends_the_parameters() {
  Purpose purpose = source_purpose(
      "DS-15-SRC-01",
      "The hosting request carries encrypted resource, tag, CryptoParams, Credential-Id and policy",
      {"DS-15", "DS-20"});
  purpose.options = {"child-resource-form"};
  purpose.then = "then { e2e:ec and e2e:at are created with complete e2e:cp, under its policy }";
  purpose.failure_means = "Part of what a client needs to open the data is not hosted with it.";
  purpose.assertions = {
      commanded("DS-15"),
      must("A2", "DS-20", "TR-0012 figure 7.3.2.2-2", "Encrypted content and tag are children"),
      must("A3",
           "DS-15",
           "TR-0012 7.3.2.2 step 8",
           "CryptoParams say algorithm, key length and Credential-Id"),
      must("A4",
           "DS-15",
           "TR-0012 7.3.2.2 step 8",
           "The associated access control policy is given")};
  purpose.stimulus = [](Bench& bench) {
    host_one(bench, {{"form", "children"}, {"protection", "both"}});
  };
  purpose.judge = [](Judge& judge) {
    expect_commanded(judge);
    const auto contents = created_at(judge, "HCSE", "e2e:ec");
    const auto tags = created_at(judge, "HCSE", "e2e:at");
    say(judge, "A2", contents.size() == 1 && tags.size() == 1, "e2e:ec and e2e:at", "not both");
    const auto complete = [](const std::vector<Json>& children) {
      return !children.empty() && std::ranges::all_of(children, [](const Json& child) {
        const Json params = child.value("e2e:cp", Json::object());
        return params.contains("alg") && params.contains("kl") && params.contains("kid");
      });
    };
    say(judge, "A3", complete(contents), "alg, kl, kid", "not all of alg, kl, kid");
    const auto containers = created_at(judge, "HCSE", "m2m:cnt");
    const bool governed =
        !created_at(judge, "HCSE", "m2m:acp").empty() &&
        std::ranges::any_of(containers, [](const Json& entry) { return entry.contains("acpi"); });
    say(judge, "A4", governed, "a policy, and acpi", "no policy, or no acpi");
  };
  return purpose;
}

Purpose protects_system_resources() {
  Purpose purpose = source_purpose(
      "DS-23-SRC-01", "The originator protects a system resource as it does data", {"DS-23"});
  purpose.options = {"protected-mgmt-obj"};
  purpose.then = "then { the <mgmtObj> that it creates shows nothing of the payload }";
  purpose.failure_means = "The AE protects content instances only.";
  purpose.assertions = {commanded("DS-23"),
                        must("A2", "DS-23", "TR-0012 7.3.2.1", "The system resource is protected")};
  purpose.stimulus = [](Bench& bench) {
    host_one(bench, {{"resource", "mgmtObj"}, {"protection", "aead"}});
  };
  purpose.judge = [](Judge& judge) {
    expect_commanded(judge);
    const bool made = !created_at(judge, "HCSE", "m2m:dvi").empty();
    say(judge,
        "A2",
        made && !shows_payload(judge, "HCSE"),
        "protected",
        made ? "plaintext" : "nothing");
  };
  return purpose;
}

Purpose carries_the_credential_id() {
  Purpose purpose =
      source_purpose("DS-26-SRC-01",
                     "The Credential-Id travels in the CryptoParams, or as a resource of its own",
                     {"DS-26"});
  purpose.options = {"child-resource-form"};
  purpose.variants = {{{"carrier", "child"}}, {{"carrier", "params"}}};
  purpose.then = "then { every registered Credential-Id is in what it hosts }";
  purpose.failure_means = "The client cannot find out which credential it needs.";
  purpose.assertions = {commanded("DS-26"),
                        must("A2",
                             "DS-26",
                             "TR-0012 7.3.2.2 steps 8, 15",
                             "Every Credential-Id is hosted with the data")};
  purpose.stimulus = [](Bench& bench) {
    const auto hosted = host_one(
        bench,
        {{"form", "children"}, {"protection", "both"}, {"carrier", bench.parameter("carrier")}});
    Json ids = Json::array();
    if (hosted.output.is_object() && hosted.output.contains("credentials")) {
      for (const Json& credential : hosted.output.at("credentials")) {
        ids.push_back(text_at(credential, "id"));
      }
    }
    bench.observe("credential ids", std::move(ids));
  };
  purpose.judge = [](Judge& judge) {
    expect_commanded(judge);
    std::string hosted;
    for (const Message* message : judge.requests(harness::name_of(Role::ae_src), "HCSE")) {
      hosted += json_text(message->primitive);
    }
    const Json& ids = judge.observation("credential ids");
    const bool found =
        ids.is_array() && !ids.empty() && std::ranges::all_of(ids, [&](const Json& id) {
          return hosted.find(id.get<std::string>()) != std::string::npos;
        });
    say(judge, "A2", found, "every Credential-Id", "not every Credential-Id");
  };
  return purpose;
}

}  // namespace

void add_src_hosting(std::vector<Purpose>& out) {
  out.push_back(protects_before_sending());
  out.push_back(lets_the_tef_generate());
  out.push_back(avoids_unprotected("AR-03-SRC-01",
                                   "The originator reaches the TEF over a secure channel only",
                                   "AR-03",
                                   "TR-0012 7.3.1 step 2",
                                   Role::tef));
  out.push_back(sends_the_credential_id());
  out.push_back(avoids_unprotected("AR-17-SRC-01",
                                   "The originator hosts over a secure association only",
                                   "AR-17",
                                   "TR-0012 7.3.1 step 7",
                                   Role::hcse));
  out.push_back(sends_the_parameters());
  out.push_back(protects_system_resources());
  out.push_back(carries_the_credential_id());
}

}  // namespace plumbline::testcases
