// ESData that lies at a CSE: ESD-10.

#include "support/hosting.hpp"

#include "plumbline/esdata/open.hpp"
#include "plumbline/esdata/seal.hpp"
#include "plumbline/harness/bench.hpp"
#include "plumbline/harness/judge.hpp"
#include "plumbline/onem2m/content_info.hpp"

#include "esdata/lists.hpp"
#include "support/ae.hpp"
#include "support/opening.hpp"
#include "support/parts.hpp"
#include "support/requests.hpp"

#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace plumbline::testcases {
namespace {

using esdata::SecurityClass;
using harness::Bench;
using harness::Judge;
using harness::Phase;
using harness::Purpose;
using harness::Role;

constexpr const char* kAtCse = "TR-0012 8.2.1, TS-0003 8.5.1";

/// What source and target share for one object.
struct Protection {
  SecurityClass security_class{};
  esdata::Credential credential;
};

Protection protection_of(Bench& bench, bool encrypted) {
  constexpr std::size_t kKeyOctets = 32;
  constexpr int kProvisionedEncryption = 14;
  constexpr int kProvisionedMic = 15;
  const crypto::SecretBytes key = bench.secret(kKeyOctets, "ESData key");
  return {
      .security_class = encrypted ? SecurityClass::encryption_only : SecurityClass::signature_only,
      .credential = {.id = bench.unique("key"),
                     .suid = encrypted ? kProvisionedEncryption : kProvisionedMic,
                     .key = jose::Jwk::from_secret(crypto::SecretBytes{key.expose()})}};
}

esdata::Envelope seal(Bench& bench, const Protection& protection, const std::string& payload) {
  const bool encrypted = protection.security_class == SecurityClass::encryption_only;
  esdata::SealRequest request{.security_class = protection.security_class,
                              .plaintext = as_bytes(payload),
                              .form = bench.parameter("form") == "json"
                                          ? esdata::Form::jose_json
                                          : esdata::Form::jose_compact};
  if (encrypted) {
    request.targets = {{.credential = protection.credential, .alg = jose::JweAlg::a256kw}};
  } else {
    request.signers = {{.credential = protection.credential, .alg = jose::JwsAlg::hs256}};
  }
  return esdata::seal(request, bench.random()).value();
}

/// What the target makes of a <contentInstance>: "the payload", "another payload", or why none.
std::string opened_from(const Json& content,
                        const Protection& protection,
                        std::string_view payload) {
  const Json instance = content.is_object() ? content.value("m2m:cin", Json::object()) : Json();
  if (!instance.is_object() || !instance.contains("con") || !instance["con"].is_string()) {
    return "no instance with a text";
  }
  const auto info = onem2m::parse_content_info(instance.value("cnf", ""));
  if (!info) {
    return "no contentInfo";
  }
  const std::vector<esdata::HeldCredential> held{{.credential = protection.credential}};
  const auto text = instance["con"].get<std::string>();
  const auto opened = esdata::open(
      {.content = text, .info = info.value(), .held = held, .demanded = protection.security_class});
  if (!opened) {
    return std::string{name_of(opened.error().code)};
  }
  return as_text(opened.value().plaintext) == payload ? "the payload" : "another payload";
}

Purpose keeps_objects() {
  Purpose purpose;
  purpose.id = "ESD-10-HCSE-01";
  purpose.title = "A CSE that has no key gives protected data back so that its target can open it";
  purpose.role = Role::hcse;
  purpose.requirements = {"ESD-10"};
  for (const char* const protection : {"encrypted", "signed"}) {
    for (const char* const form : {"compact", "json"}) {
      purpose.variants.push_back({{"protection", protection}, {"form", form}});
    }
  }
  purpose.initial_conditions = "with { a key that source and target share, and the CSE has not }";
  purpose.when =
      "when { the source hosts protected data in a <contentInstance>, and the target retrieves it "
      "}";
  purpose.then = "then { the target opens it, and contentInfo says what it is }";
  purpose.failure_means = "The CSE changes what it hosts, or forgets what it is.";
  purpose.assertions = {
      given("A1", "ESD-10", kAtCse, "The CSE takes the instance"),
      must("A2", "ESD-10", kAtCse, "What the target gets opens with its key"),
      must("A3", "ESD-10", "TS-0004 6.3.4.2.38", "contentInfo is as the source has set it")};
  purpose.stimulus = [](Bench& bench) {
    const Hosting hosting = arrange_hosting(bench);
    harness::Peer& target = bench.peer(Role::hcse, {.who = harness::Who::client});
    const std::string payload = new_payload(bench);
    const Protection protection =
        protection_of(bench, bench.parameter("protection") == "encrypted");
    const esdata::Envelope envelope = seal(bench, protection, payload);
    const std::string info = to_text(envelope.info);
    bench.observe("contentInfo", info);
    bench.phase(Phase::stimulus);
    const auto hosted = bench.exchange(
        "host", *hosting.source, create_instance(hosting.container, envelope.content, info));
    const auto read = bench.exchange("read", target, retrieve(hosted.address));
    bench.observe("opened", opened_from(read.content(), protection, payload), read.answer);
  };
  purpose.judge = [](Judge& judge) {
    judge.expect_status("A1", "host", {2001});
    const Json& seen = judge.observation("opened");
    const std::string opened = seen.is_string() ? seen.get<std::string>() : "nothing";
    judge.check("A2", opened == "the payload", "the payload", opened);
    const Json& content = judge.content("read");
    const Json instance = content.is_object() ? content.value("m2m:cin", Json::object()) : Json();
    const bool same = instance.is_object() && instance.contains("cnf") &&
                      instance["cnf"] == judge.observation("contentInfo");
    judge.check("A3", same, "as set", same ? "as set" : "otherwise, or none");
  };
  return purpose;
}

}  // namespace

void add_esdata_hosting(std::vector<Purpose>& out) {
  out.push_back(keeps_objects());
}

}  // namespace plumbline::testcases
