// The keys that a TEF derives with a source: DS-01 to DS-07.

#include "plumbline/harness/bench.hpp"
#include "plumbline/harness/judge.hpp"
#include "plumbline/keys/exporter.hpp"

#include "data_at_rest/lists.hpp"
#include "support/credentials.hpp"
#include "support/derivation.hpp"
#include "support/parts.hpp"
#include "support/requests.hpp"

#include <algorithm>
#include <string>
#include <utility>

namespace plumbline::testcases {
namespace {

using harness::Bench;
using harness::Judge;
using harness::Peer;
using harness::Phase;
using harness::Purpose;
using harness::Role;
using harness::Who;
using keys::DataSecurityKeys;

constexpr std::size_t kSaltOctets = 32;
constexpr std::string_view kStep1 = "TR-0012 7.3.2.2 step 1";

// One key that follows from Ke: how it is asked for, and which it must be.
struct DerivedKey {
  std::string use;
  std::string level;
  const crypto::SecretBytes& (*expected)(const DataSecurityKeys&);
};

const crypto::SecretBytes& master_of(const DataSecurityKeys& own) {
  return own.master;
}

const crypto::SecretBytes& authenticity_of(const DataSecurityKeys& own) {
  return own.authenticity;
}

const crypto::SecretBytes& confidentiality_of(const DataSecurityKeys& own) {
  return own.confidentiality;
}

harness::Outcome register_derived(Bench& bench,
                                  std::string_view label,
                                  const DerivedKey& key,
                                  const std::optional<Bytes>& salt) {
  return register_as_source(bench,
                            label,
                            register_made(bench,
                                          from_ke(bench, key.use, key.level, salt),
                                          with(targets(bench, {Who::client}), suid_for(key.use))));
}

// What the purposes have in common that ask for one key derived from Ke.
Purpose one_derived_key(std::string id, std::string requirement, const DerivedKey& key) {
  Purpose purpose;
  purpose.id = std::move(id);
  purpose.role = Role::tef;
  purpose.requirements = {std::move(requirement)};
  purpose.initial_conditions = "with { source and TEF sharing Ke under its KeId }";
  purpose.when =
      "when { the source registers a credential derived from Ke and a random Salt, and the client "
      "retrieves it }";
  purpose.stimulus = [key](Bench& bench) {
    const Bytes salt = bench.random().bytes(kSaltOctets);
    const auto own = derive_from_ke(bench, salt);
    const auto registered = register_derived(bench, "register", key, salt);
    bench.phase(Phase::stimulus);
    fetch_as(bench,
             "fetch",
             Who::client,
             fetch_key(relative_id(registered)),
             key.expected(own).expose());
  };
  purpose.judge = [](Judge& judge) {
    judge.expect_status("A1", "register", {2001});
    expect_key(judge, "A2", "fetch");
  };
  return purpose;
}

std::vector<harness::AssertionSpec> key_is_right(const std::string& requirement, std::string text) {
  return {given("A1", "AR-04", "TR-0012 7.3.1 step 4", "The registration is accepted"),
          must("A2", requirement, std::string{kStep1}, std::move(text))};
}

Purpose derives_from_the_named_ke() {
  Purpose purpose = one_derived_key(
      "DS-01-TEF-02", "DS-01", {.use = "conf", .level = "keys", .expected = confidentiality_of});
  purpose.title = "The TEF derives credentials from the Ke that the KeId names";
  purpose.then = "then { the client gets the key that follows from that Ke }";
  purpose.failure_means = "The TEF starts from another key than the Ke it shares with the source.";
  purpose.assertions = key_is_right("DS-01", "The key served follows from the Ke of that KeId");
  return purpose;
}

Purpose extracts_the_master() {
  Purpose purpose = one_derived_key(
      "DS-02-TEF-01", "DS-02", {.use = "master", .level = "master", .expected = master_of});
  purpose.title = "data_sec_master is HMAC-Hash(Salt, K)";
  purpose.then = "then { the client gets HMAC-Hash(Salt, Ke) }";
  purpose.failure_means = "Salt and key may be swapped: the Salt is the key of the HMAC.";
  purpose.assertions = key_is_right("DS-02", "The key served is HMAC-Hash(Salt, Ke)");
  return purpose;
}

Purpose expands_the_authenticity_key() {
  Purpose purpose = one_derived_key(
      "DS-03-TEF-01", "DS-03", {.use = "auth", .level = "keys", .expected = authenticity_of});
  purpose.title = "data_auth is T(1), the first block expanded from data_sec_master";
  purpose.then = "then { the client gets T(1) }";
  purpose.failure_means = "Look at the label \"Data Authenticity and Integrity\" and the octet 01.";
  purpose.assertions = key_is_right("DS-03", "The authenticity key served is T(1)");
  return purpose;
}

Purpose expands_the_confidentiality_key() {
  Purpose purpose = one_derived_key(
      "DS-04-TEF-01", "DS-04", {.use = "conf", .level = "keys", .expected = confidentiality_of});
  purpose.title = "data_conf is T(2), the second block expanded from data_sec_master";
  purpose.then = "then { the client gets T(2) }";
  purpose.failure_means =
      "Look at T(1) in front, the label \"Data Confidentiality Key\" and the octet 02.";
  purpose.assertions = key_is_right("DS-04", "The confidentiality key served is T(2)");
  return purpose;
}

// The clause leaves open which of the two expanded keys it is.
Purpose serves_one_key_for_aead() {
  Purpose purpose;
  purpose.id = "DS-05-TEF-01";
  purpose.title = "For an AEAD algorithm the TEF hands out one of the two expanded keys";
  purpose.role = Role::tef;
  purpose.requirements = {"DS-05"};
  purpose.initial_conditions = "with { source and TEF sharing Ke under its KeId }";
  purpose.when = "when { the source registers a credential of Ke for AEAD; the client fetches it }";
  purpose.then = "then { the client gets one key: data_conf or data_auth }";
  purpose.failure_means = "The TEF uses a key for AEAD that is neither of the expanded ones.";
  purpose.options = {"aead-credentials"};
  purpose.assertions = key_is_right("DS-05", "The key served is one of the two expanded keys");
  purpose.stimulus = [](Bench& bench) {
    const Bytes salt = bench.random().bytes(kSaltOctets);
    const auto own = derive_from_ke(bench, salt);
    const auto registered = register_derived(
        bench, "register", {.use = "aead", .level = "keys", .expected = confidentiality_of}, salt);
    bench.phase(Phase::stimulus);
    const auto request = fetch_key(relative_id(registered));
    const auto fetched =
        fetch_as(bench, "fetch", Who::client, request, own.confidentiality.expose());
    if (std::ranges::equal(key_in(fetched), own.authenticity.expose())) {
      bench.observe("fetch", "the key", fetched.answer);
    }
  };
  purpose.judge = [](Judge& judge) {
    judge.expect_status("A1", "register", {2001});
    expect_key(judge, "A2", "fetch");
  };
  return purpose;
}

// The Salt of a variant: random, a representation of the channel, or none (zero octets, RFC 5869).
std::optional<Bytes> salt_of(const std::string& kind, Bench& bench, Peer& source) {
  if (kind == "random") {
    return bench.random().bytes(kSaltOctets);
  }
  if (kind == "none") {
    return std::nullopt;
  }
  bench.exchange("hello", source, retrieve("-"));
  const auto session = source.client().association();
  const auto binding = session.exporter ? session.exporter("EXPORTER-Channel-Binding", kSaltOctets)
                                        : Result<crypto::SecretBytes>{crypto::SecretBytes{}};
  return binding ? Bytes{binding.value().expose().begin(), binding.value().expose().end()}
                 : Bytes{};
}

Purpose uses_the_salt() {
  Purpose purpose;
  purpose.id = "DS-06-TEF-01";
  purpose.title = "The Salt of a registration enters the derivation: random, of the channel, none";
  purpose.role = Role::tef;
  purpose.requirements = {"DS-06"};
  purpose.initial_conditions = "with { source and TEF sharing Ke under its KeId }";
  purpose.when =
      "when { the source registers a master that follows from Ke and its Salt; the client fetches "
      "it }";
  purpose.then = "then { the client gets HMAC-Hash(Salt, Ke) }";
  purpose.failure_means = "The TEF ignores the Salt, or bounds its form.";
  purpose.options = {"chosen-salt"};
  purpose.variants = {{{"salt", "random"}}, {{"salt", "channel"}}, {{"salt", "none"}}};
  purpose.assertions = key_is_right("DS-06", "The master served follows from the Salt");
  purpose.stimulus = [](Bench& bench) {
    auto& source = bench.peer(Role::tef, {.who = Who::source});
    const auto salt = salt_of(bench.parameter("salt"), bench, source);
    const auto own = derive_from_ke(bench, salt);
    const auto registered = bench.exchange(
        "register",
        source,
        register_made(
            bench, from_ke(bench, "master", "master", salt), targets(bench, {Who::client})));
    bench.phase(Phase::stimulus);
    fetch_as(bench, "fetch", Who::client, fetch_key(relative_id(registered)), own.master.expose());
  };
  purpose.judge = [](Judge& judge) {
    judge.expect_status("A1", "register", {2001});
    expect_key(judge, "A2", "fetch");
  };
  return purpose;
}

Purpose derives_what_was_negotiated() {
  Purpose purpose;
  purpose.id = "DS-07-TEF-01";
  purpose.title = "The TEF derives both keys under the negotiated hash";
  purpose.role = Role::tef;
  purpose.requirements = {"DS-07"};
  purpose.initial_conditions = "with { source and TEF sharing Ke under its KeId }";
  purpose.when =
      "when { the source registers an authenticity and a confidentiality key under that hash; the "
      "client retrieves both }";
  purpose.then = "then { the client gets the two keys that the source derives itself }";
  purpose.failure_means = "The TEF does not use the hash, or the kind of key, agreed with it.";
  purpose.variants = {{{"hash", "sha256"}}, {{"hash", "sha384"}}, {{"hash", "sha512"}}};
  purpose.assertions = {
      given("A1", "AR-04", "TR-0012 7.3.1 step 4", "The authenticity key is registered"),
      given("A2", "AR-04", "TR-0012 7.3.1 step 4", "The confidentiality key is registered"),
      must("A3", "DS-07", "TR-0012 7.3.2.2 step 2", "Both keys are those of the negotiated hash")};
  purpose.stimulus = [](Bench& bench) {
    const Bytes salt = bench.random().bytes(kSaltOctets);
    const auto own = derive_from_ke(bench, salt);
    const DerivedKey auth{.use = "auth", .level = "keys", .expected = authenticity_of};
    const DerivedKey conf{.use = "conf", .level = "keys", .expected = confidentiality_of};
    const auto first = register_derived(bench, "register auth", auth, salt);
    const auto second = register_derived(bench, "register conf", conf, salt);
    bench.phase(Phase::stimulus);
    fetch_as(
        bench, "fetch auth", Who::client, fetch_key(relative_id(first)), own.authenticity.expose());
    fetch_as(bench,
             "fetch conf",
             Who::client,
             fetch_key(relative_id(second)),
             own.confidentiality.expose());
  };
  purpose.judge = [](Judge& judge) {
    judge.expect_status("A1", "register auth", {2001});
    judge.expect_status("A2", "register conf", {2001});
    expect_keys(judge, "A3", {"fetch auth", "fetch conf"});
  };
  return purpose;
}

}  // namespace

void add_tef_keys(std::vector<Purpose>& out) {
  out.push_back(derives_from_the_named_ke());
  out.push_back(extracts_the_master());
  out.push_back(expands_the_authenticity_key());
  out.push_back(expands_the_confidentiality_key());
  out.push_back(serves_one_key_for_aead());
  out.push_back(uses_the_salt());
  out.push_back(derives_what_was_negotiated());
}

}  // namespace plumbline::testcases
