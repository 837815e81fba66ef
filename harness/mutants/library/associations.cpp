// Hosting CSEs and AEs that associate with whom they should not, or cannot with whom they should.

#include "plumbline/entities/cse/cse_policy.hpp"

#include "library/claimed.hpp"
#include "library/front.hpp"
#include "library/lists.hpp"
#include "library/mutant_of.hpp"

#include <memory>
#include <optional>
#include <string>
#include <utility>

namespace plumbline::harness {
namespace {

using entities::CseConfiguration;
using entities::CsePolicy;
using onem2m::Association;
using onem2m::PeerProof;
using onem2m::RequestPrimitive;
using onem2m::ResponsePrimitive;
using onem2m::Status;

/// TLS and DTLS; over MQTT it is the broker that makes associations.
const std::vector<std::string> kOwnListeners{"http", "coap"};

// --- the hosting CSE -----------------------------------------------------------------------------

void without_psk_suite(ListenOptions& options) {
  if (options.tls) {
    options.tls->ciphers =
        "PSK-AES128-GCM-SHA256:ECDHE-ECDSA-AES128-SHA256:ECDHE-ECDSA-AES128-CCM8";
  }
}

void without_certificate_suite(ListenOptions& options) {
  if (options.tls) {
    options.tls->ciphers =
        "PSK-AES128-GCM-SHA256:PSK-AES128-CBC-SHA256:PSK-AES128-CCM8:"
        "ECDHE-ECDSA-AES128-GCM-SHA256";
  }
}

void without_looking_at_certificates(ListenOptions& options) {
  admitting_everybody(options);
  if (options.tls) {
    options.tls->anchors_pem.clear();
  }
}

void without_tls(ListenOptions& options) {
  options.tls.reset();
}

void one_at_a_time(ListenOptions& options) {
  options.bounds.connections = 1;
}

// Knows nobody any more after one whom it does not know.
void sulking(ListenOptions& options) {
  if (!options.tls || !options.tls->psk) {
    return;
  }
  options.tls->psk = [known = options.tls->psk, sulks = std::make_shared<bool>(false)](
                         std::string_view identity) -> std::shared_ptr<const crypto::SecretBytes> {
    auto key = known(identity);
    *sulks = *sulks || key == nullptr;
    return *sulks ? nullptr : key;
  };
}

/// Believes From where the peer proved nothing.
ResponsePrimitive believing(entities::Server& cse,
                            const RequestPrimitive& request,
                            const Association& association) {
  const bool proven = association.proof != PeerProof::none;
  return cse.handle(request, proven ? association : as_claimed(request));
}

SlotFault believing_after(std::function<void(ListenOptions&)> listen) {
  return {.wrap = front(believing), .listen = std::move(listen)};
}

/// Whether a fault of originator checks is about an association of this proof.
using OfProof = bool (*)(const Association&);

bool by_certificate(const Association& association) {
  return association.proof == PeerProof::certificate;
}

bool by_anything_else(const Association& association) {
  return !by_certificate(association);
}

/// Takes From at its word.
class TakesAnyFrom final : public CsePolicy {
 public:
  explicit TakesAnyFrom(OfProof careless) : careless_(careless) {}

  bool authenticates(std::string_view from,
                     const Association& association,
                     const CseConfiguration& configuration) const override {
    return careless_(association) || CsePolicy::authenticates(from, association, configuration);
  }

 private:
  OfProof careless_;
};

SlotFault taking_any_from(OfProof careless) {
  return {.cse_policy = [careless] { return std::make_unique<TakesAnyFrom>(careless); }};
}

/// Refuses with 4103 where 4106 is meant.
SlotFault confusing_refusals(OfProof of) {
  return {.reply = [of](const IncomingRequest& incoming, ResponsePrimitive answer) -> Reply {
    if (of(incoming.association) && answer.status == Status::originator_not_authenticated) {
      answer.status = Status::originator_has_no_privilege;
    }
    return answer;
  }};
}

/// Does what it refuses with 4106.
SlotFault doing_what_is_refused(OfProof of) {
  return {.wrap = front([of](entities::Server& cse,
                             const RequestPrimitive& request,
                             const Association& association) {
            ResponsePrimitive answer = cse.handle(request, association);
            if (of(association) && answer.status == Status::originator_not_authenticated) {
              static_cast<void>(cse.handle(request, as_claimed(request)));
            }
            return answer;
          })};
}

SlotFault hiding_the_missing_association() {
  return {.reply = [](const IncomingRequest& /*incoming*/, ResponsePrimitive answer) -> Reply {
    if (answer.status == Status::security_association_required) {
      answer.status = Status::originator_has_no_privilege;
    }
    return answer;
  }};
}

class CseList {
 public:
  explicit CseList(std::vector<Mutant>& out) : out_(out) {}

  void add(std::string name,
           std::string description,
           const std::string& target,
           SlotFault fault,
           std::string variant = {},
           std::vector<std::string> bindings = kOwnListeners) {
    out_.push_back(mutant_of(Role::hcse,
                             "hcse-" + std::move(name),
                             std::move(description),
                             target,
                             std::move(fault),
                             std::move(variant)));
    out_.back().bindings = std::move(bindings);
  }

 private:
  std::vector<Mutant>& out_;
};

void add_association_mutants(CseList list) {
  list.add("lacks-the-psk-suite",
           "knows GCM suites only for pre-shared keys",
           "SAE-01-HCSE-01/A2",
           {.listen = without_psk_suite});
  list.add("lacks-the-certificate-suite",
           "knows GCM suites only for certificates",
           "SAE-01-HCSE-02/A2",
           {.listen = without_certificate_suite});
  list.add("takes-from-for-a-proof",
           "asks for no credential and believes From",
           "SAE-01-HCSE-03/A2",
           believing_after(admitting_everybody),
           "nothing");
  list.add("sulks-after-a-stranger",
           "knows nobody any more after a psk_identity that it does not know",
           "SAE-01-HCSE-03/A3",
           {.listen = sulking},
           "unknown-identity");
  list.add("looks-at-no-certificate",
           "makes associations whatever certificate is shown, and believes From",
           "SAE-01-HCSE-04/A2",
           believing_after(without_looking_at_certificates),
           "expired");
  list.add("associates-with-one-at-a-time",
           "has room for one association, so that later ones are refused",
           "SAE-01-HCSE-04/A3",
           {.listen = one_at_a_time},
           "foreign",
           {"http"});
  list.add("speaks-plain-text-at-its-secured-port",
           "takes plain text where TLS is announced, and believes From",
           "SAE-01-HCSE-05/A2",
           believing_after(without_tls));
  list.add("serves-one-peer-at-its-secured-port",
           "has room for one association, so that the one after plain text is refused",
           "SAE-01-HCSE-05/A3",
           {.listen = one_at_a_time},
           {},
           {"http"});
  list.add("believes-from-without-association",
           "serves at its plain listener whoever From names",
           "SAE-01-HCSE-06/A2",
           {.wrap = front(believing)});
  list.add("hides-that-an-association-is-missing",
           "answers 4103 where 4107 is meant",
           "SAE-01-HCSE-06/A3",
           hiding_the_missing_association());
}

void add_originator_mutants(CseList list) {
  const std::vector<std::string> everywhere;
  list.add("takes-any-from-of-a-key-holder",
           "serves whomever From names, over an association made with another AE's key",
           "SAE-02-HCSE-01/A2",
           taking_any_from(by_anything_else),
           {},
           everywhere);
  list.add("confuses-4106-of-a-key-holder",
           "answers 4103 where another AE's key made the association",
           "SAE-02-HCSE-01/A3",
           confusing_refusals(by_anything_else),
           {},
           everywhere);
  list.add("does-what-it-refuses-a-key-holder",
           "answers 4106, having done what was asked",
           "SAE-02-HCSE-01/A4",
           doing_what_is_refused(by_anything_else),
           {},
           everywhere);
  list.add("takes-any-from-of-a-certificate-holder",
           "serves whomever From names, over an association made with another AE's certificate",
           "SAE-02-HCSE-02/A2",
           taking_any_from(by_certificate));
  list.add("confuses-4106-of-a-certificate-holder",
           "answers 4103 where another AE's certificate was shown",
           "SAE-02-HCSE-02/A3",
           confusing_refusals(by_certificate));
  list.add("does-what-it-refuses-a-certificate-holder",
           "answers 4106, having done what was asked",
           "SAE-02-HCSE-02/A4",
           doing_what_is_refused(by_certificate));
}

// --- AEs -----------------------------------------------------------------------------------------

void whatever_the_name(ConnectOptions& options) {
  if (options.tls) {
    options.tls->server.reset();
  }
}

void without_demanded_suite(ConnectOptions& options) {
  if (options.tls) {
    options.tls->ciphers = "PSK-AES128-GCM-SHA256";
  }
}

// Stays with the credential that it was configured with first.
auto with_its_first_credential() {
  return [first = std::optional<TlsClientOptions>{}](ConnectOptions& options) mutable {
    if (options.tls) {
      first = first.value_or(*options.tls);
      options.tls = first;
    }
  };
}

/// An AE that takes another's id, whatever it is told.
class SpeaksForAnother final : public RunningAe {
 public:
  explicit SpeaksForAnother(std::unique_ptr<RunningAe> behind) : behind_(std::move(behind)) {}

  void command(const UpperTesterCommand& command,
               milliseconds deadline,
               UpperTesterCallback done) override {
    UpperTesterCommand changed = command;
    if (changed.argument.contains("cse")) {
      changed.argument["cse"]["originator"] = "Cadmin";
    }
    behind_->command(changed, deadline, std::move(done));
  }

 private:
  std::unique_ptr<RunningAe> behind_;
};

std::unique_ptr<RunningAe> speaking_for_another(std::unique_ptr<RunningAe> behind) {
  return std::make_unique<SpeaksForAnother>(std::move(behind));
}

void add_ae_mutants(std::vector<Mutant>& out, Role role) {
  const std::string stem = role == Role::ae_src ? "src-" : "cli-";
  const std::string group = role == Role::ae_src ? "SAE-01-SRC-" : "SAE-01-CLI-";
  const auto add = [&](const std::string& name,
                       std::string description,
                       const std::string& target,
                       SlotFault fault,
                       std::vector<std::string> bindings) {
    out.push_back(
        mutant_of(role, stem + name, std::move(description), group + target, std::move(fault)));
    out.back().bindings = std::move(bindings);
  };
  add("takes-any-server-name",
      "takes any server whose certificate its anchors vouch for",
      "01/A2",
      {.connect = whatever_the_name},
      kOwnListeners);
  add("stays-with-its-first-credential",
      "goes on with the key that it was configured with first",
      "02/A2",
      {.connect = with_its_first_credential()},
      {});
  add("lacks-the-demanded-suite",
      "offers GCM suites only",
      "03/A2",
      {.connect = without_demanded_suite},
      kOwnListeners);
  add("speaks-for-another",
      "sends the id of another AE as From",
      "04/A2",
      {.ae = speaking_for_another},
      {});
}

}  // namespace

void add_associations_mutants(std::vector<Mutant>& out) {
  add_association_mutants(CseList{out});
  add_originator_mutants(CseList{out});
  add_ae_mutants(out, Role::ae_src);
  add_ae_mutants(out, Role::ae_cli);
}

}  // namespace plumbline::harness
