// The checks that a receiver makes of an ESPrim Object, each by its fault: TS-0003 clause 8.4.2
// steps C.5 to C.6c.

#include "plumbline/core/json.hpp"
#include "plumbline/harness/bench.hpp"
#include "plumbline/harness/judge.hpp"

#include "esprim/lists.hpp"
#include "support/compact_object.hpp"
#include "support/esprim.hpp"
#include "support/hosting.hpp"
#include "support/inner_answer.hpp"
#include "support/opening.hpp"
#include "support/parts.hpp"
#include "support/requests.hpp"

#include <algorithm>
#include <chrono>
#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace plumbline::testcases {
namespace {

using esprim::RandObject;
using harness::Bench;
using harness::Judge;
using harness::Phase;
using harness::Purpose;
using harness::Role;
using harness::Who;
using onem2m::RequestPrimitive;

/// An object on its way to the receiver, before the fault.
struct Forgery {
  Bench& bench;
  const EsprimSession& session;
  RequestPrimitive inner;
  EsprimContent content;  ///< of `inner`
};

/// Gives the object with the fault of that name.
using Forge = std::function<std::string(Forgery, const std::string& fault)>;

struct Check {
  std::string id;
  std::vector<std::string> requirements;
  std::string title;
  std::string when;
  std::string failure_means;
  std::string clause;
  int status = 0;
  std::vector<std::string> faults;
  Forge forge;
};

constexpr std::size_t kEncryptedKey = 1;
constexpr std::size_t kIv = 2;
constexpr std::size_t kCiphertext = 3;
constexpr std::size_t kTag = 4;

std::string malformed(Forgery forgery, const std::string& fault) {
  const std::string object = seal(forgery.bench, forgery.content);
  if (fault == "four-parts") {
    return object.substr(0, object.rfind('.'));
  }
  if (fault == "encrypted-key") {
    return with_part(object, kEncryptedKey, "AAAA");
  }
  if (fault == "no-header") {
    return with_part(object, 0, to_base64url(as_bytes("no JSON")));
  }
  return seal_changed(forgery.bench, forgery.content, [&](Json& header) {
    if (fault == "critical") {
      header["crit"] = {"exp"};
    } else {
      header.erase(fault.substr(3));
    }
  });
}

std::string unknown_key(Forgery forgery, const std::string& /*fault*/) {
  forgery.content.header.key_id = forgery.bench.unique("kid");
  return seal(forgery.bench, forgery.content);
}

std::string unknown_receiver_object(Forgery forgery, const std::string& /*fault*/) {
  std::string& id = forgery.content.header.receiver_rand_id;
  id.back() = id.back() == '0' ? '1' : '0';
  return seal(forgery.bench, forgery.content);
}

std::string bad_originator_object(Forgery forgery, const std::string& fault) {
  Bench& bench = forgery.bench;
  auto& header = forgery.content.header;
  if (fault == "missing") {
    header.originator_object.reset();
  } else if (fault == "another") {
    header.originator_rand_id.back() = header.originator_rand_id.back() == '0' ? '1' : '0';
  } else {
    RandObject late = forgery.session.originator;
    late.expires = forgery.session.receiver.expires + std::chrono::seconds{1};
    late = esprim::make_rand_object({.issuer = esprim::Issuer::originator,
                                     .shared = false,
                                     .expires = late.expires,
                                     .key_gens = late.key_gens,
                                     .protocols = late.protocols},
                                    bench.random());
    const auto session =
        make_session(bench, pairwise_key_of(bench, Who::source), forgery.session.receiver, late);
    return seal(bench, protection_of(bench, session, forgery.inner));
  }
  return seal(bench, forgery.content);
}

std::string with_certificate(Forgery forgery, const std::string& fault) {
  return seal_changed(forgery.bench, forgery.content, [&](Json& header) { header["alg"] = fault; });
}

std::string other_protocol(Forgery forgery, const std::string& fault) {
  if (fault == "A192GCM") {
    forgery.content.header.enc = fault;
    return seal(forgery.bench, forgery.content);
  }
  return seal_changed(forgery.bench, forgery.content, [&](Json& header) { header["enc"] = fault; });
}

std::string tampered(Forgery forgery, const std::string& fault) {
  Bench& bench = forgery.bench;
  if (fault == "pairwise-key") {
    forgery.content.key = forgery.session.pairwise_key;
    return seal(bench, forgery.content);
  }
  const std::string object = seal(bench, forgery.content);
  if (fault == "header") {
    return with_part(
        object,
        0,
        part_of(seal_changed(
                    bench, forgery.content, [](Json& header) { header["x-plumbline"] = true; }),
                0));
  }
  if (fault == "short-tag") {
    return with_cut_part(object, kTag, 12);
  }
  const std::size_t part = fault == "iv" ? kIv : fault == "ciphertext" ? kCiphertext : kTag;
  return with_flipped_part(object, part);
}

std::string no_primitive(Forgery forgery, const std::string& fault) {
  if (fault == "no-json") {
    const std::string text = "reading 17";
    forgery.content.plaintext.assign(text.begin(), text.end());
  } else {
    const std::string text = R"({"rsc":2000,"rqi":"1","rvi":"3"})";
    forgery.content.plaintext.assign(text.begin(), text.end());
  }
  return seal(forgery.bench, forgery.content);
}

std::string impersonation(Forgery forgery, const std::string& /*fault*/) {
  forgery.inner.from = id_of(forgery.bench, Who::client);
  return seal(forgery.bench, protection_of(forgery.bench, forgery.session, forgery.inner));
}

Purpose refuses(const Check& check) {
  Purpose purpose;
  purpose.id = check.id;
  purpose.title = check.title;
  purpose.role = Role::hcse;
  purpose.requirements = check.requirements;
  purpose.options = {"esprim"};
  purpose.variants = each("fault", check.faults);
  purpose.initial_conditions = "with { a session between source and CSE }";
  purpose.when = "when { a protected CREATE comes " + check.when + ", then without that fault }";
  purpose.then = "then { the first is refused with " + std::to_string(check.status) +
                 " and leaves nothing; the other is performed }";
  purpose.failure_means = check.failure_means;
  const std::string& requirement = check.requirements.front();
  purpose.assertions = {
      given("A1", requirement, check.clause, "The request without the fault is performed"),
      must("A2",
           requirement,
           check.clause,
           "The answer is " + std::to_string(check.status) + ", in clear or within the session"),
      must("A3", check.requirements.back(), check.clause, "Nothing of the request was performed")};
  purpose.stimulus = [forge = check.forge](Bench& bench) {
    const Hosting hosting = arrange_hosting(bench);
    auto& source = *hosting.source;
    const EsprimSession session = arrange_session(bench, source);
    const RequestPrimitive inner = create_named_instance(bench, hosting, "faulty");
    bench.phase(Phase::stimulus);
    exchange_object(bench,
                    "faulty",
                    source,
                    session,
                    forge({.bench = bench,
                           .session = session,
                           .inner = inner,
                           .content = protection_of(bench, session, inner)},
                          bench.parameter("fault")));
    bench.phase(Phase::effect);
    bench.exchange("left", source, retrieve_named_instance(bench, hosting, "faulty"));
    bench.phase(Phase::twin);
    exchange_protected(
        bench, "right", source, session, create_named_instance(bench, hosting, "right"));
    bench.twins("faulty", "right");
  };
  purpose.judge = [status = check.status](Judge& judge) {
    expect_inner_status(judge, "A1", "right", {2001});
    expect_object_refused(judge, "A2", "faulty", status);
    judge.expect_status("A3", "left", {4004});
  };
  return purpose;
}

/// What is checked before a key is used.
std::vector<Check> checks_of_names() {
  return {
      {.id = "ESP-05-HCSE-03",
       .requirements = {"ESP-05"},
       .title = "An object that is no compact JWE of ESPrim is refused",
       .when = "in an object that is not well formed",
       .failure_means = "The CSE reads more out of an object than is in it.",
       .clause = "TS-0003 8.4.3.2, RFC 7516 7.1",
       .status = 4000,
       .faults =
           {"four-parts", "encrypted-key", "no-header", "no-kid", "no-ori", "no-rri", "critical"},
       .forge = malformed},
      {.id = "ESP-01-HCSE-01",
       .requirements = {"ESP-01", "ESP-06"},
       .title = "An object under a key id that nobody shares is refused",
       .when = "under another key id",
       .failure_means = "The CSE takes a key that does not belong to the id.",
       .clause = "TS-0003 8.4.2 step C.6a",
       .status = 4112,
       .faults = {"unknown"},
       .forge = unknown_key},
      {.id = "ESP-02-HCSE-03",
       .requirements = {"ESP-02", "ESP-07"},
       .title = "An object under a random object that the receiver did not hand out is refused",
       .when = "with another rri",
       .failure_means = "The receiver contributes nothing to the freshness of the session.",
       .clause = "TS-0003 8.4.2 step C.6b",
       .status = 4114,
       .faults = {"unknown"},
       .forge = unknown_receiver_object},
      {.id = "ESP-04-HCSE-01",
       .requirements = {"ESP-04", "ESP-07"},
       .title = "The originator's random object has to be there and to end with the receiver's",
       .when = "with an originator's random object that is missing, another or too late",
       .failure_means = "The CSE makes a session key of what it does not know, or for too long.",
       .clause = "TS-0003 8.4.2 step C.6b, TS-0004 6.3.5.50",
       .status = 4113,
       .faults = {"missing", "another", "outlives"},
       .forge = bad_originator_object}};
}

/// Algorithms, tag, and what is inside.
std::vector<Check> checks_of_content() {
  return {{.id = "ESP-11-HCSE-01",
           .requirements = {"ESP-11"},
           .title = "A primitive is secured under the session key only, never for a certificate",
           .when = "in an object whose alg is not dir",
           .failure_means = "The CSE opens objects that are not bound to any session.",
           .clause = "TS-0003 8.4.3.2",
           .status = 4111,
           .faults = {"RSA-OAEP-256", "ECDH-ES", "A256KW", "none"},
           .forge = with_certificate},
          {.id = "ESP-06-HCSE-02",
           .requirements = {"ESP-06"},
           .title = "An algorithm that was not agreed on is refused",
           .when = "in an object with an enc that is in neither random object",
           .failure_means = "An attacker chooses the algorithm.",
           .clause = "TS-0003 8.4.2 step C.6b, TS-0004 6.3.4.2.41",
           .status = 4111,
           .faults = {"A128CBC-HS256", "A192GCM", "none"},
           .forge = other_protocol},
          {.id = "ESP-06-HCSE-03",
           .requirements = {"ESP-06", "ESP-04"},
           .title = "A change in any part of an object is detected",
           .when = "in an object that was changed or sealed with another key",
           .failure_means = "What is not authentic is performed.",
           .clause = "TS-0003 8.4.2 step C.6c, RFC 7516 5.2",
           .status = 4115,
           .faults = {"header", "iv", "ciphertext", "tag", "short-tag", "pairwise-key"},
           .forge = tampered},
          {.id = "ESP-05-HCSE-04",
           .requirements = {"ESP-05", "ESP-06"},
           .title = "What is no request primitive inside an object is refused",
           .when = "with something else than a request inside",
           .failure_means = "The CSE makes a request of what is none.",
           .clause = "TS-0004 7.6.2",
           .status = 5210,
           .faults = {"no-json", "response"},
           .forge = no_primitive},
          {.id = "ESP-06-HCSE-04",
           .requirements = {"ESP-06"},
           .title = "The inner originator has to be who the pairwise key belongs to",
           .when = "with From of the client inside",
           .failure_means = "Whoever has a key may act as anybody.",
           .clause = "TS-0003 7.2.2, TS-0004 7.6.2",
           .status = 4116,
           .faults = {"client"},
           .forge = impersonation}};
}

Purpose fails_alike() {
  const std::vector<std::string> faults{
      "header", "iv", "ciphertext", "tag", "short-tag", "pairwise-key"};
  Purpose purpose;
  purpose.id = "ESP-06-HCSE-05";
  purpose.title = "Objects that do not verify are answered alike, whatever is wrong with them";
  purpose.role = Role::hcse;
  purpose.requirements = {"ESP-06"};
  purpose.options = {"esprim"};
  purpose.initial_conditions = "with { a session between source and CSE }";
  purpose.when = "when { objects come whose header, IV, ciphertext, tag or key is wrong }";
  purpose.then = "then { but for the ids of the requests their answers are the same }";
  purpose.failure_means = "The answers tell an attacker which part of a guess was right.";
  purpose.assertions = {
      given("A1", "ESP-06", "TS-0003 8.4.2", "An object without fault is served"),
      must("A2", "ESP-06", "RFC 7516 11.5", "Status and content of all answers are the same")};
  purpose.stimulus = [faults](Bench& bench) {
    const Hosting hosting = arrange_hosting(bench);
    auto& source = *hosting.source;
    const EsprimSession session = arrange_session(bench, source);
    const RequestPrimitive inner = retrieve(hosting.container);
    bench.phase(Phase::twin);
    exchange_protected(bench, "right", source, session, inner);
    bench.phase(Phase::stimulus);
    for (const std::string& fault : faults) {
      exchange_object(bench,
                      fault,
                      source,
                      session,
                      tampered({.bench = bench,
                                .session = session,
                                .inner = inner,
                                .content = protection_of(bench, session, inner)},
                               fault));
    }
  };
  purpose.judge = [faults](Judge& judge) {
    expect_inner_status(judge, "A1", "right", {2000});
    const auto odd = std::ranges::find_if(faults, [&](const std::string& fault) {
      return judge.status(fault) != judge.status(faults.front()) ||
             judge.content(fault) != judge.content(faults.front()) || judge.status(fault) == 0;
    });
    judge.check("A2",
                odd == faults.end(),
                "all the same",
                odd == faults.end() ? "all the same" : "another for " + *odd);
  };
  return purpose;
}

}  // namespace

void add_esprim_checks(std::vector<Purpose>& out) {
  for (const auto& checks : {checks_of_names(), checks_of_content()}) {
    for (const Check& check : checks) {
      out.push_back(refuses(check));
    }
  }
  out.push_back(fails_alike());
}

}  // namespace plumbline::testcases
