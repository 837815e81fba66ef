// Credentials that both ends of a session with the TEF export from it: DS-01.

#include "plumbline/harness/bench.hpp"
#include "plumbline/harness/judge.hpp"
#include "plumbline/keys/exporter.hpp"

#include "data_at_rest/lists.hpp"
#include "support/credentials.hpp"
#include "support/parts.hpp"
#include "support/requests.hpp"

#include <optional>
#include <string>
#include <utility>

namespace plumbline::testcases {
namespace {

using harness::Bench;
using harness::Judge;
using harness::Phase;
using harness::Purpose;
using harness::Role;
using harness::Who;

// What the tester's end of the session exports; nothing where there is no session any more.
std::optional<keys::ExportedKey> export_own(Bench& bench, harness::Peer& source) {
  const auto session = source.client().association();
  if (!session.exporter) {
    return std::nullopt;
  }
  const auto octets = session.exporter(keys::kConnectionLabel, keys::kExportedSize);
  if (!octets) {
    return std::nullopt;
  }
  auto exported = keys::split_exported(octets.value().expose());
  if (!exported) {
    return std::nullopt;
  }
  bench.withhold(exported.value().key.expose(), "exported key");
  return std::move(exported).value();
}

// TS-0003 10.3.1 and 10.3.5: identifier and key are what the exporter gives under the label
// "EXPORTER-oneM2M-Connection".
Purpose exports_from_the_session() {
  Purpose purpose;
  purpose.id = "DS-01-TEF-01";
  purpose.title = "Without another source the credential is exported from the session with the TEF";
  purpose.role = Role::tef;
  purpose.requirements = {"DS-01"};
  purpose.initial_conditions = "with { a TLS 1.2 session between source and TEF }";
  purpose.when =
      "when { the source registers a credential of that session; the client fetches it }";
  purpose.then = "then { id and key are those that the source exports from its end }";
  purpose.failure_means =
      "The TEF exports under another label or with a context, or splits the octets differently.";
  purpose.assertions = {
      given("A1", "AR-04", "TR-0012 7.3.1 step 4", "The registration is accepted"),
      given("A2", "DS-01", "TS-0003 10.3.1", "The session exports keys"),
      must("A3", "DS-01", "TR-0012 7.3.2.2 step 0", "The key served is the exported one"),
      must("A4", "DS-01", "TS-0003 10.3.5", "The Credential-Id is the exported identifier")};
  purpose.stimulus = [](Bench& bench) {
    auto& source = bench.peer(Role::tef, {.who = Who::source});
    const auto registered =
        bench.exchange("register",
                       source,
                       register_made(bench, {{"src", "exporter"}}, targets(bench, {Who::client})));
    const auto own = export_own(bench, source);
    bench.observe("exporter", own.has_value());
    if (own) {
      const std::string id = relative_id(registered);
      bench.observe("id of the session", id == own->id, registered.answer);
      bench.phase(Phase::stimulus);
      fetch_as(bench, "fetch", Who::client, fetch_key(id), own->key.expose());
    }
  };
  purpose.judge = [](Judge& judge) {
    judge.expect_status("A1", "register", {2001});
    expect_observed(judge, "A2", "exporter", "a session", "no session any more");
    expect_key(judge, "A3", "fetch");
    expect_observed(judge, "A4", "id of the session", "the exported id", "another id");
  };
  return purpose;
}

}  // namespace

void add_tef_exporter(std::vector<Purpose>& out) {
  out.push_back(exports_from_the_session());
}

}  // namespace plumbline::testcases
