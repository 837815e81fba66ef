// CSEs that terminate ESCertKE, each with one fault.

#include "plumbline/core/bytes.hpp"
#include "plumbline/entities/cse/cse_policy.hpp"
#include "plumbline/escertke/message.hpp"
#include "plumbline/escertke/terminator_policy.hpp"
#include "plumbline/keys/pairwise_e2e.hpp"
#include "plumbline/onem2m/primitive.hpp"

#include "library/certificate_faults.hpp"
#include "library/escertke_faults.hpp"
#include "library/esprim_receiver.hpp"
#include "library/front.hpp"
#include "library/lists.hpp"
#include "library/mutant_of.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace plumbline::harness {
namespace {

using escertke::TerminatorPolicy;
using onem2m::RequestPrimitive;
using onem2m::ResponsePrimitive;

class KnowsNobody : public TerminatorPolicy {
  [[nodiscard]] const crypto::ExpectedIdentity* expected_initiator(
      std::string_view /*initiator*/,
      const escertke::TerminatorConfiguration& /*configuration*/) const override {
    return nullptr;
  }
};

class KnowsAesOnly : public TerminatorPolicy {
  [[nodiscard]] const crypto::ExpectedIdentity* expected_initiator(
      std::string_view initiator,
      const escertke::TerminatorConfiguration& configuration) const override {
    const auto* const known = TerminatorPolicy::expected_initiator(initiator, configuration);
    return known != nullptr && known->kind == crypto::IdentityKind::ae_id ? known : nullptr;
  }
};

class TakesMessagesOfAnybody : public TerminatorPolicy {
  [[nodiscard]] bool belongs(std::string_view /*from*/,
                             std::string_view /*initiator*/) const override {
    return true;
  }
};

/// Tries a key of ESData where that of ESPrim does not open.
class MixesUses : public esprim::ReceiverPolicy {
  [[nodiscard]] Result<crypto::SecretBytes> derive(const keys::EsprimSessionInput& input) override {
    auto other = keys::derive_pairwise_e2e({.pairwise_key = input.pairwise_key,
                                            .use = keys::PairwiseE2eUse::esdata_encryption,
                                            .target = "//sp.example/cse-a"});
    if (other) {
      other_ = ReceiverPolicy::derive({.pairwise_key = other.value().expose(),
                                       .receiver = input.receiver,
                                       .originator = input.originator})
                   .value();
    }
    return ReceiverPolicy::derive(input);
  }

  [[nodiscard]] Result<Bytes> open(const esprim::OpenInput& input) override {
    auto opened = ReceiverPolicy::open(input);
    if (opened) {
      return opened;
    }
    return ReceiverPolicy::open(
        {.jwe = input.jwe, .header = input.header, .session_key = other_.expose()});
  }

  crypto::SecretBytes other_{Bytes(32)};
};

/// The reference CSE with other decisions about keys by certificates.
class Terminates final : public entities::CsePolicy {
 public:
  using Policies = std::function<std::unique_ptr<TerminatorPolicy>()>;

  explicit Terminates(Policies policies) : policies_(std::move(policies)) {}

 private:
  [[nodiscard]] std::unique_ptr<TerminatorPolicy> escertke_policy() const override {
    return policies_();
  }

  Policies policies_;
};

template <typename Policy>
SlotFault terminating_as() {
  return {.cse_policy = [] {
    return std::make_unique<Terminates>([] { return std::make_unique<Policy>(); });
  }};
}

/// Without the records that follow Finished.
Bytes until_finished(ByteView flight) {
  constexpr std::size_t kHeader = 5;
  constexpr std::uint8_t kChangeCipherSpec = 20;
  std::size_t end = 0;
  for (bool last = false, encrypted = false; !last && end + kHeader <= flight.size();) {
    last = encrypted;
    encrypted = flight[end] == kChangeCipherSpec;
    end += kHeader + (std::size_t{flight[end + 3]} << 8U) + flight[end + 4];
  }
  return {flight.begin(),
          flight.begin() + static_cast<std::ptrdiff_t>(std::min(end, flight.size()))};
}

/// Takes no notice of what comes after Finished.
SlotFault overlooking_the_rest() {
  return {.wrap = front([](entities::Server& cse,
                           const RequestPrimitive& request,
                           const onem2m::Association& association) {
            RequestPrimitive shorter = request;
            if (const auto flight = escertke::flight_in(request.content)) {
              shorter.content = escertke::to_content(until_finished(flight.value()));
            }
            return cse.handle(shorter, association);
          })};
}

/// Answers what it has answered before as it did then.
SlotFault repeating_answers() {
  auto given = std::map<std::string, Json>{};
  return {.wrap = front([given](entities::Server& cse,
                                const RequestPrimitive& request,
                                const onem2m::Association& association) mutable {
            const std::string flight = security_info_text(request, "eckm");
            if (const auto before = given.find(flight); !flight.empty() && before != given.end()) {
              return onem2m::respond_with(request, onem2m::Status::ok, before->second);
            }
            ResponsePrimitive answer = cse.handle(request, association);
            if (!flight.empty() && answer.content && onem2m::is_success(answer.status)) {
              given[flight] = *answer.content;
            }
            return answer;
          })};
}

/// Sends each flight with a TLS message too many: an alert, which warns of nothing.
SlotFault adding_an_alert() {
  return {.wrap = front([](entities::Server& cse,
                           const RequestPrimitive& request,
                           const onem2m::Association& association) {
            ResponsePrimitive answer = cse.handle(request, association);
            if (const auto flight = escertke::flight_in(answer.content)) {
              constexpr std::array<std::uint8_t, 7> kUserCanceled{21, 3, 3, 0, 2, 1, 90};
              Bytes longer = flight.value();
              longer.insert(longer.end(), kUserCanceled.begin(), kUserCanceled.end());
              answer.content = escertke::to_content(longer);
            }
            return answer;
          })};
}

/// Marks message 4 as an ESPrim Object.
SlotFault marking_otherwise() {
  return {.wrap = front([](entities::Server& cse,
                           const RequestPrimitive& request,
                           const onem2m::Association& association) {
            ResponsePrimitive answer = cse.handle(request, association);
            const auto flight = escertke::flight_in(answer.content);
            if (flight && flight.value().front() == 20) {  // begins with ChangeCipherSpec
              (*answer.content)["m2m:seci"]["sit"] = 5;
            }
            return answer;
          })};
}

}  // namespace

void add_escertke_terminator_mutants(std::vector<Mutant>& out) {
  const MutantFamily list{out, Role::hcse, "escertke-"};
  list.add("is-not-approached",
           "refuses whoever it did not ask",
           "CKE-01-HCSE-01/A1",
           terminating_as<KnowsNobody>());
  list.add(
      "adds-an-alert", "ends each flight with an alert", "CKE-01-HCSE-01/A2", adding_an_alert());
  list.add("marks-otherwise",
           "marks message 4 as an ESPrim Object",
           "CKE-01-HCSE-01/A3",
           marking_otherwise());
  list.add("exports-otherwise",
           "exports the key under another label",
           "CKE-01-HCSE-01/A4",
           terminating_as<ExportsUnderAnotherLabel<TerminatorPolicy>>());
  list.add("knows-aes-only",
           "makes no keys with CSEs",
           "CKE-07-HCSE-01/A1",
           terminating_as<KnowsAesOnly>());
  list.add("ignores-time",
           "takes a certificate that has expired",
           "CKE-02-HCSE-01/A2",
           terminating_as<IgnoresTime<TerminatorPolicy, escertke::PeerProof>>(),
           "expired");
  list.add("trusts-any-issuer",
           "does not look who issued a certificate",
           "CKE-02-HCSE-01/A2",
           terminating_as<TrustsAnyIssuer<TerminatorPolicy, escertke::PeerProof>>(),
           "foreign");
  list.add("trusts-any-name",
           "does not look whom a certificate names",
           "CKE-02-HCSE-01/A2",
           terminating_as<TrustsAnyName<TerminatorPolicy, escertke::PeerProof>>(),
           "misnamed");
  list.add("takes-half-made-keys",
           "has a key before TLS has verified anything",
           "CKE-05-HCSE-01/A3",
           terminating_as<TakesHalfMadeKeys<TerminatorPolicy>>(),
           "changed");
  list.add("takes-messages-of-anybody",
           "goes on with the handshake of another originator",
           "CKE-05-HCSE-01/A2",
           terminating_as<TakesMessagesOfAnybody>(),
           "of-another");
  list.add("repeats-answers",
           "answers a message 3 again as before",
           "CKE-05-HCSE-02/A2",
           repeating_answers());
  list.add("overlooks-the-rest",
           "takes no notice of TLS messages after Finished",
           "CKE-08-HCSE-01/A2",
           overlooking_the_rest(),
           "extra");
  list.add("mixes-uses",
           "opens primitives under keys of ESData, too",
           "CKE-04-HCSE-01/A2",
           deciding_as<MixesUses>());
}

}  // namespace plumbline::harness
