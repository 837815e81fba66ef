// What a hosting CSE takes in and gives back: AR-09, AR-11, AR-12, DS-15, DS-16, DS-20, DS-23.

#include "plumbline/harness/bench.hpp"
#include "plumbline/harness/judge.hpp"
#include "plumbline/jose/header.hpp"
#include "plumbline/onem2m/resource_type.hpp"

#include "data_at_rest/lists.hpp"
#include "support/hosting.hpp"
#include "support/parts.hpp"
#include "support/protecting.hpp"
#include "support/requests.hpp"

#include <string>
#include <variant>
#include <vector>

namespace plumbline::testcases {
namespace {

using harness::Bench;
using harness::Judge;
using harness::Outcome;
using harness::Phase;
using harness::Purpose;
using harness::Role;
using harness::Who;
using onem2m::ResourceType;

std::uint32_t number(ResourceType type) {
  return static_cast<std::uint32_t>(type);
}

// Attribute `name` of the one resource in an answer; null when missing.
Json attribute(const Outcome& outcome, const std::string& name) {
  const Json& content = outcome.content();
  if (!content.is_object() || content.empty() || !content.front().is_object() ||
      !content.front().contains(name)) {
    return nullptr;
  }
  return content.front().at(name);
}

const std::string kSignature{
    data_at_rest::names_of(data_at_rest::ChildKind::digital_signature).resource_name};

[[nodiscard]] std::string said(bool yes, const char* if_so, const char* if_not) {
  return yes ? if_so : if_not;
}

void check_observed(Judge& judge,
                    const char* assertion,
                    const char* observation,
                    const char* expected,
                    const char* otherwise) {
  const bool holds = judge.observation(observation) == Json(true);
  judge.check(assertion, holds, expected, said(holds, expected, otherwise));
}

// The client's view of an instance that the source hosted.
Outcome read_back(Bench& bench, const std::string& label, const std::string& address) {
  return bench.exchange(label, bench.peer(Role::hcse, {.who = Who::client}), retrieve(address));
}

Purpose hosts_data_with_its_credential_id() {
  Purpose purpose;
  purpose.id = "AR-09-HCSE-01";
  purpose.title =
      "Protected data and its Credential-Id are taken in one request, kept together, and "
      "given to the client as they were";
  purpose.role = Role::hcse;
  purpose.requirements = {"AR-09", "AR-11", "AR-12"};
  purpose.initial_conditions =
      "with { a container where the source may create and the client read }";
  purpose.when =
      "when { the source creates a <contentInstance> whose con is a compact JWE with kid }";
  purpose.then = "then { it is reported created, and the client retrieves the same con and cnf }";
  purpose.failure_means = "The CSE changes, drops or never keeps what it was given.";
  purpose.assertions = {
      given("A1", "AR-10", "TR-0012 7.3.1 step 9", "The authorized source may host"),
      must("A2", "AR-11", "TR-0012 7.3.1 step 10", "What is reported created is there"),
      must(
          "A3", "AR-12", "TR-0012 7.3.1 step 14", "The content is octet for octet what was hosted"),
      must("A4", "AR-09", "TR-0012 7.3.1 step 8", "The Credential-Id comes back with the data"),
      must("A5",
           "AR-09",
           "TR-0012 7.3.1 step 8",
           "The content's description (cnf) is kept with it")};
  purpose.stimulus = [](Bench& bench) {
    const Hosting hosting = arrange_hosting(bench);
    const std::string credential = bench.unique("key") + "@" + bench.world().tef_fqdn;
    const JweSample sample = make_jwe_sample(bench, credential);
    bench.phase(Phase::stimulus);
    const Outcome hosted = bench.exchange(
        "host", *hosting.source, create_instance(hosting.container, sample.con, sample.cnf));
    bench.phase(Phase::effect);
    const Outcome read = read_back(bench, "read", hosted.address);
    const Json con = attribute(read, "con");
    const auto header = jose::peek_header(con.is_string() ? con.get<std::string>() : "");
    bench.observe("same content", con == Json(sample.con), read.answer);
    bench.observe("same description", attribute(read, "cnf") == Json(sample.cnf), read.answer);
    bench.observe("credential id there",
                  header.has_value() && header.value().string("kid") == credential,
                  read.answer);
  };
  purpose.judge = [](Judge& judge) {
    judge.expect_status("A1", "host", {2001});
    judge.expect_status("A2", "read", {2000});
    check_observed(judge, "A3", "same content", "the same content", "other content");
    check_observed(
        judge, "A4", "credential id there", "its Credential-Id", "no such Credential-Id");
    check_observed(judge, "A5", "same description", "the same cnf", "another cnf");
  };
  return purpose;
}

// Creates one child resource of a protected instance, as TR-0012 figure 7.3.2.2-2 draws it.
Outcome host_child(Bench& bench,
                   const Hosting& hosting,
                   const std::string& instance,
                   const data_at_rest::ProtectedChild& child) {
  const auto names = data_at_rest::names_of(child.kind);
  const auto params = parse_json(data_at_rest::to_text(child.params));
  return bench.exchange(std::string{names.resource_name},
                        *hosting.source,
                        create(instance,
                               number(ResourceType::flex_container),
                               {{std::string{names.root},
                                 {{"rn", names.resource_name},
                                  {"cnd", names.definition},
                                  {"acpi", {hosting.policy}},
                                  {"e2e:env", child.object},
                                  {"e2e:cp", params.value()}}}}));
}

Purpose hosts_children_with_their_parameters() {
  Purpose purpose;
  purpose.id = "DS-20-HCSE-01";
  purpose.title =
      "Encrypted content and authentication tag are hosted as children, each with its "
      "CryptoParams";
  purpose.role = Role::hcse;
  purpose.requirements = {"DS-20", "DS-15", "DS-27"};
  purpose.options = {"child-resource-form"};
  purpose.initial_conditions =
      "with { a container where the source may create and the client read }";
  purpose.when = "when { the source creates e2e:ec and e2e:at with e2e:cp below it }";
  purpose.then = "then { the client retrieves both, with the CryptoParams and Credential-Ids }";
  purpose.failure_means =
      "The CSE does not know the children of a protected instance, or loses parts.";
  purpose.assertions = {
      given("A1", "DS-15", "TR-0012 7.3.2.2 step 8", "The container can be made"),
      must("A2", "DS-20", "TR-0012 figure 7.3.2.2-2", "Encrypted content is accepted as a child"),
      must("A3",
           "DS-20",
           "TR-0012 figure 7.3.2.2-2",
           "The authentication tag is accepted as a child"),
      must("A4", "DS-27", "TR-0012 7.3.2.2 step 14", "The answer carries the encrypted content"),
      must("A5", "DS-27", "TR-0012 7.3.2.2 step 14", "The answer carries the tag"),
      must("A6",
           "DS-15",
           "TR-0012 7.3.2.2 step 8",
           "The CryptoParams are kept with what they describe")};
  purpose.stimulus = [](Bench& bench) {
    const Hosting hosting = arrange_hosting(bench);
    data_at_rest::ProtectionPlan plan;
    plan.form = data_at_rest::Form::children;
    const std::string fqdn = bench.world().tef_fqdn;
    const ProtectedSample sample = make_sample(
        bench, plan, bench.unique("conf") + "@" + fqdn, bench.unique("auth") + "@" + fqdn);
    bench.phase(Phase::stimulus);
    for (const auto& child : std::get<std::vector<data_at_rest::ProtectedChild>>(sample.data)) {
      const std::string name{data_at_rest::names_of(child.kind).resource_name};
      const Outcome hosted = host_child(bench, hosting, hosting.container, child);
      const Outcome read = read_back(bench, "read " + name, hosted.address);
      const auto params = parse_json(data_at_rest::to_text(child.params));
      bench.observe(name + " kept", attribute(read, "e2e:env") == Json(child.object), read.answer);
      bench.observe(name + " params", attribute(read, "e2e:cp") == params.value(), read.answer);
    }
  };
  purpose.judge = [](Judge& judge) {
    const std::string content{
        data_at_rest::names_of(data_at_rest::ChildKind::encrypted_content).resource_name};
    const std::string tag{
        data_at_rest::names_of(data_at_rest::ChildKind::authentication_tag).resource_name};
    judge.expect_status("A1", "container", {2001});
    judge.expect_status("A2", content, {2001});
    judge.expect_status("A3", tag, {2001});
    check_observed(judge, "A4", (content + " kept").c_str(), "the same object", "another object");
    check_observed(judge, "A5", (tag + " kept").c_str(), "the same object", "another object");
    const bool kept = judge.observation(content + " params") == Json(true) &&
                      judge.observation(tag + " params") == Json(true);
    judge.check("A6", kept, "both CryptoParams", said(kept, "both CryptoParams", "not both"));
  };
  return purpose;
}

Purpose keeps_the_signature_of_a_policy() {
  Purpose purpose;
  purpose.id = "DS-16-HCSE-01";
  purpose.title =
      "The signature over an access control policy is hosted beside it and comes back as it was";
  purpose.role = Role::hcse;
  purpose.requirements = {"DS-16"};
  purpose.options = {"acp-integrity", "child-resource-form"};
  purpose.initial_conditions =
      "with { a container where the source may create and the client read }";
  purpose.when = "when { the source creates an e2e:ds with a detached JWS }";
  purpose.then = "then { the client retrieves the same JWS }";
  purpose.failure_means =
      "The CSE refuses or changes the e2e:ds resource that carries a signature.";
  purpose.assertions = {
      given("A1", "DS-16", "TR-0012 7.3.2.2 step 8", "The container can be made"),
      must("A2", "DS-16", "TR-0012 7.3.2.2 step 8", "The signature is accepted as a child"),
      must("A3", "DS-16", "TR-0012 7.3.2.2 step 8", "The signature is the same")};
  purpose.stimulus = [](Bench& bench) {
    const Hosting hosting = arrange_hosting(bench);
    data_at_rest::ProtectionPlan plan;
    plan.form = data_at_rest::Form::children;
    plan.protection = data_at_rest::Protection::integrity;
    const ProtectedSample sample =
        make_sample(bench, plan, bench.unique("sign") + "@" + bench.world().tef_fqdn);
    auto child = std::get<std::vector<data_at_rest::ProtectedChild>>(sample.data).front();
    child.kind = data_at_rest::ChildKind::digital_signature;
    bench.phase(Phase::stimulus);
    const Outcome hosted = host_child(bench, hosting, hosting.container, child);
    const Outcome read = read_back(bench, "read", hosted.address);
    bench.observe("same signature", attribute(read, "e2e:env") == Json(child.object), read.answer);
  };
  purpose.judge = [](Judge& judge) {
    judge.expect_status("A1", "container", {2001});
    judge.expect_status("A2", kSignature, {2001});
    check_observed(judge, "A3", "same signature", "the same signature", "another, or none");
  };
  return purpose;
}

Purpose hosts_protected_system_resources() {
  Purpose purpose;
  purpose.id = "DS-23-HCSE-01";
  purpose.title = "A system resource (<mgmtObj>) with a protected attribute is hosted unchanged";
  purpose.role = Role::hcse;
  purpose.requirements = {"DS-23"};
  purpose.options = {"protected-mgmt-obj"};
  purpose.initial_conditions = "with { a <node>, which the administrator made below the base }";
  purpose.when = "when { it creates a <mgmtObj> whose description is a compact JWE }";
  purpose.then = "then { the same JWE is retrieved }";
  purpose.failure_means = "The CSE protects or hosts content instances only.";
  purpose.assertions = {
      given("A1", "DS-23", "TS-0001 9.6.15", "The <node>, below which a <mgmtObj> stands, is made"),
      must("A2", "DS-23", "TR-0012 7.3.2.1", "The protected system resource is accepted"),
      must("A3", "DS-23", "TR-0012 7.3.2.1", "Its protected attribute is unchanged")};
  purpose.stimulus = [](Bench& bench) {
    auto& admin = bench.peer(Role::hcse, {.who = Who::admin});
    const JweSample sample =
        make_jwe_sample(bench, bench.unique("mgmt") + "@" + bench.world().tef_fqdn);
    const Outcome node = bench.exchange(
        "node",
        admin,
        create(bench.base(),
               number(ResourceType::node),
               {{"m2m:nod", {{"rn", bench.unique("node")}, {"ni", bench.unique("ni")}}}}));
    bench.phase(Phase::stimulus);
    const Outcome hosted = bench.exchange("host",
                                          admin,
                                          create(node.address,
                                                 number(ResourceType::mgmt_obj),
                                                 {{"m2m:dvi",
                                                   {{"rn", bench.unique("mgmt")},
                                                    {"mgd", 1007},
                                                    {"dlb", "plumbline"},
                                                    {"man", "plumbline"},
                                                    {"mod", "plumbline"},
                                                    {"dty", "plumbline"},
                                                    // Mandatory before release 3.
                                                    {"fwv", "1"},
                                                    {"swv", "1"},
                                                    {"hwv", "1"},
                                                    {"dc", sample.con}}}}));
    const Outcome read = bench.exchange("read", admin, retrieve(hosted.address));
    bench.observe("same content", attribute(read, "dc") == Json(sample.con), read.answer);
  };
  purpose.judge = [](Judge& judge) {
    judge.expect_status("A1", "node", {2001});
    judge.expect_status("A2", "host", {2001});
    check_observed(judge, "A3", "same content", "unchanged", "not there, or changed");
  };
  return purpose;
}

}  // namespace

void add_hcse_hosting(std::vector<Purpose>& out) {
  out.push_back(hosts_data_with_its_credential_id());
  out.push_back(hosts_children_with_their_parameters());
  out.push_back(keeps_the_signature_of_a_policy());
  out.push_back(hosts_protected_system_resources());
}

}  // namespace plumbline::testcases
