// CSEs that end sessions of ESF-Sm, each with one fault.

#include "plumbline/channel/dtls_record.hpp"
#include "plumbline/entities/cse/cse_policy.hpp"
#include "plumbline/esf_sm/envelope.hpp"
#include "plumbline/esf_sm/terminator_policy.hpp"
#include "plumbline/onem2m/primitive.hpp"

#include "library/certificate_faults.hpp"
#include "library/front.hpp"
#include "library/lists.hpp"
#include "library/mutant_of.hpp"

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace plumbline::harness {
namespace {

using channel::ContentType;
using channel::DtlsEndpoint;
using channel::DtlsRecord;
using entities::Server;
using esf_sm::TerminatorPolicy;
using onem2m::Association;
using onem2m::RequestPrimitive;
using onem2m::ResponsePrimitive;
using onem2m::Status;

// --- decisions about sessions -------------------------------------------------------------------

class KnowsAesOnly : public TerminatorPolicy {
  [[nodiscard]] const esf_sm::KnownInitiator* known(
      std::string_view from, const esf_sm::TerminatorConfiguration& configuration) const override {
    const auto* const found = TerminatorPolicy::known(from, configuration);
    return found != nullptr && found->certificate &&
                   found->certificate->kind == crypto::IdentityKind::ae_id
               ? found
               : nullptr;
  }
};

class NamesNoClass : public TerminatorPolicy {
  [[nodiscard]] std::string protocol_of(int /*target_data_class*/) const override {
    return "e2e:esf:Sm";
  }
};

class ShakesHandsForWholeRequestsOnly : public TerminatorPolicy {
  [[nodiscard]] std::string protocol_of(int /*target_data_class*/) const override {
    return TerminatorPolicy::protocol_of(1);
  }
};

class ServesOnce : public TerminatorPolicy {
  [[nodiscard]] Result<Bytes> open(DtlsEndpoint& endpoint,
                                   const std::vector<DtlsRecord>& records) const override {
    if (!served_.insert(&endpoint).second) {
      return fail(Errc::expired, "the session has served its request");
    }
    return TerminatorPolicy::open(endpoint, records);
  }

  mutable std::set<const DtlsEndpoint*> served_;
};

/// Performs what came before once more where an envelope does not open.
class PerformsWhatCameBefore : public TerminatorPolicy {
  [[nodiscard]] Result<Bytes> open(DtlsEndpoint& endpoint,
                                   const std::vector<DtlsRecord>& records) const override {
    auto opened = TerminatorPolicy::open(endpoint, records);
    if (opened) {
      before_ = opened.value();
    }
    return opened || before_.empty() ? std::move(opened) : Result<Bytes>{before_};
  }

  mutable Bytes before_;
};

/// Takes a record in clear for target data until the handshake ends.
class TakesClearRecords : public TerminatorPolicy {
  [[nodiscard]] Result<void> may_carry(const DtlsEndpoint& /*endpoint*/) const override {
    return success();
  }

  [[nodiscard]] Result<Bytes> open(DtlsEndpoint& endpoint,
                                   const std::vector<DtlsRecord>& records) const override {
    constexpr std::ptrdiff_t kHeaderAndMark = 14;
    if (!endpoint.finished() && records.front().octets.size() > kHeaderAndMark) {
      return Bytes{records.front().octets.begin() + kHeaderAndMark, records.front().octets.end()};
    }
    return TerminatorPolicy::open(endpoint, records);
  }
};

class CutsWhatItRestores : public TerminatorPolicy {
  [[nodiscard]] Result<Bytes> open(DtlsEndpoint& endpoint,
                                   const std::vector<DtlsRecord>& records) const override {
    PLUMBLINE_TRY(auto opened, TerminatorPolicy::open(endpoint, records));
    auto content = parse_json(as_text(opened));
    if (content && content.value().contains("m2m:cin")) {
      content.value()["m2m:cin"]["con"] = "for";
      const std::string text = content.value().dump();
      return Bytes{as_bytes(text).begin(), as_bytes(text).end()};
    }
    return opened;
  }
};

/// The reference CSE with other decisions about sessions.
class EndsSessions : public entities::CsePolicy {
 public:
  using Policies = std::function<std::unique_ptr<TerminatorPolicy>()>;

  explicit EndsSessions(Policies policies) : policies_(std::move(policies)) {}

 private:
  [[nodiscard]] std::unique_ptr<TerminatorPolicy> esf_sm_policy() const override {
    return policies_();
  }

  Policies policies_;
};

template <typename Policy>
SlotFault ending_as() {
  return {.cse_policy = [] {
    return std::make_unique<EndsSessions>([] { return std::make_unique<Policy>(); });
  }};
}

// --- decisions about whole requests -------------------------------------------------------------

class PerformsNoWholeRequest : public entities::CsePolicy {
  [[nodiscard]] bool is_own_request(const RequestPrimitive& /*request*/,
                                    std::string_view /*originator*/,
                                    const onem2m::NodeIdentity& /*self*/) const override {
    return false;
  }
};

/// What anybody's session carries is performed as the request of whom it names.
class PerformsForOthers : public entities::CsePolicy {
  [[nodiscard]] bool is_own_request(const RequestPrimitive& /*request*/,
                                    std::string_view /*originator*/,
                                    const onem2m::NodeIdentity& /*self*/) const override {
    return true;
  }
};

// --- envelopes on their way ---------------------------------------------------------------------

std::optional<esf_sm::Envelope> envelope_of(const std::optional<Json>& content) {
  auto envelope =
      content ? esf_sm::from_json(*content) : Result<esf_sm::Envelope>{Error{Errc::not_found, ""}};
  return envelope ? std::optional{std::move(envelope).value()} : std::nullopt;
}

/// Of the first record; nothing where there is none.
std::optional<ContentType> kind_of(const RequestPrimitive& request) {
  const auto envelope = envelope_of(request.content);
  const auto records = envelope ? channel::read_records(envelope->records)
                                : Result<std::vector<DtlsRecord>>{Error{Errc::not_found, ""}};
  return records ? std::optional{records.value().front().type} : std::nullopt;
}

SlotFault answering_in_another_class() {
  return {.wrap = front(
              [](Server& cse, const RequestPrimitive& request, const Association& association) {
                ResponsePrimitive answer = cse.handle(request, association);
                if (auto envelope = envelope_of(answer.content)) {
                  envelope->target_data_class = 3;
                  answer.content = esf_sm::to_json(*envelope);
                }
                return answer;
              })};
}

SlotFault answering_without_content() {
  return {.wrap = front(
              [](Server& cse, const RequestPrimitive& request, const Association& association) {
                ResponsePrimitive answer = cse.handle(request, association);
                if (request.operation == onem2m::Operation::create && envelope_of(answer.content)) {
                  answer.content.reset();
                }
                return answer;
              })};
}

/// Takes every envelope in a NOTIFY for one of class 1.
SlotFault ignoring_the_class() {
  return {.wrap = front(
              [](Server& cse, const RequestPrimitive& request, const Association& association) {
                RequestPrimitive relabelled = request;
                if (auto envelope = envelope_of(request.content);
                    envelope && request.operation == onem2m::Operation::notify) {
                  envelope->target_data_class = 1;
                  relabelled.content = esf_sm::to_json(*envelope);
                }
                return cse.handle(relabelled, association);
              })};
}

/// Confirms the end of a session, and goes on with it.
SlotFault overhearing_the_end() {
  return {.wrap = front(
              [](Server& cse, const RequestPrimitive& request, const Association& association) {
                return kind_of(request) == ContentType::alert ? onem2m::respond(request, Status::ok)
                                                              : cse.handle(request, association);
              })};
}

/// Ends the session, and says that it cannot.
SlotFault denying_the_end() {
  return {.wrap = front(
              [](Server& cse, const RequestPrimitive& request, const Association& association) {
                ResponsePrimitive answer = cse.handle(request, association);
                return kind_of(request) == ContentType::alert
                           ? onem2m::respond(request, Status::bad_request, "an alert")
                           : std::move(answer);
              })};
}

/// Performs a replayed envelope, and answers as if it had not.
SlotFault performing_in_silence() {
  SlotFault fault = ending_as<PerformsWhatCameBefore>();
  auto seen = std::set<std::string>{};
  fault.wrap = front(
      [seen](Server& cse, const RequestPrimitive& request, const Association& association) mutable {
        ResponsePrimitive answer = cse.handle(request, association);
        const bool again = kind_of(request) == ContentType::application_data &&
                           !seen.insert(request.content->dump()).second;
        return again ? onem2m::respond(request, Status::originator_not_authenticated)
                     : std::move(answer);
      });
  return fault;
}

/// Has one session at a time with each originator, whatever its class.
SlotFault keeping_the_last_session() {
  auto classes = std::map<std::string, int>{};
  return {.wrap = front([classes](Server& cse,
                                  const RequestPrimitive& request,
                                  const Association& association) mutable {
            const auto envelope = envelope_of(request.content);
            if (envelope && kind_of(request) == ContentType::handshake) {
              classes[request.from] = envelope->target_data_class;
            }
            return envelope && classes[request.from] != envelope->target_data_class
                       ? onem2m::respond(request, Status::originator_not_authenticated)
                       : cse.handle(request, association);
          })};
}

/// Gives the session up where a message of its handshake comes again.
SlotFault disturbed_by_replays() {
  auto seen = std::set<std::string>{};
  auto ended = std::set<std::string>{};
  return {.wrap = front([seen, ended](Server& cse,
                                      const RequestPrimitive& request,
                                      const Association& association) mutable {
            const auto kind = kind_of(request);
            const bool handshake = kind && *kind != ContentType::application_data;
            if (handshake && !seen.insert(request.content->dump()).second) {
              ended.insert(request.from);
            }
            return kind && ended.contains(request.from)
                       ? onem2m::respond(request, Status::originator_not_authenticated)
                       : cse.handle(request, association);
          })};
}

template <typename Policy>
SlotFault deciding_as_cse() {
  return {.cse_policy = [] { return std::make_unique<Policy>(); }};
}

void add_unserving(const MutantFamily& list) {
  list.add("answers-in-another-class",
           "marks its envelopes as of class 3",
           "ESF-11-HCSE-01/A1",
           answering_in_another_class());
  list.add("names-no-class",
           "shakes hands without the class",
           "ESF-11-HCSE-01/A2",
           ending_as<NamesNoClass>());
  list.add("performs-no-whole-request",
           "refuses every request inside",
           "ESF-11-HCSE-01/A3",
           deciding_as_cse<PerformsNoWholeRequest>());
  list.add("has-sessions-for-whole-requests-only",
           "names class 1 in every handshake",
           "ESF-17-HCSE-01/A1",
           ending_as<ShakesHandsForWholeRequestsOnly>());
  list.add("answers-without-content",
           "leaves out the Content of an answer",
           "ESF-17-HCSE-01/A2",
           answering_without_content());
  list.add("cuts-what-it-restores",
           "hosts the first word of what was in the envelope",
           "ESF-17-HCSE-01/A3",
           ending_as<CutsWhatItRestores>());
  list.add("serves-once",
           "takes one request in each session",
           "ESF-31-HCSE-01/A1",
           ending_as<ServesOnce>());
  list.add("keeps-the-last-session",
           "forgets a session where one of another class begins",
           "ESF-31-HCSE-01/A2",
           keeping_the_last_session());
  list.add("knows-aes-only",
           "has no sessions with CSEs",
           "ESF-32-HCSE-01/A1",
           ending_as<KnowsAesOnly>());
}

void add_careless(const MutantFamily& list) {
  list.add("performs-what-came-before",
           "performs the request before once more where an envelope does not open",
           "ESF-12-HCSE-01/A2",
           ending_as<PerformsWhatCameBefore>());
  list.add("performs-in-silence",
           "performs a replayed request and answers with a refusal",
           "ESF-12-HCSE-01/A3",
           performing_in_silence());
  list.add("is-disturbed-by-replays",
           "ends a session where its handshake is replayed",
           "ESF-13-HCSE-01/A2",
           disturbed_by_replays());
  list.add("denies-the-end",
           "answers close_notify with a refusal",
           "ESF-14-HCSE-01/A2",
           denying_the_end());
  list.add("overhears-the-end",
           "goes on with a session that was closed",
           "ESF-14-HCSE-01/A3",
           overhearing_the_end());
  list.add("ignores-time",
           "takes a certificate that has expired",
           "ESF-08-HCSE-01/A2",
           ending_as<IgnoresTime<TerminatorPolicy, esf_sm::PeerProof>>(),
           "expired");
  list.add("trusts-any-issuer",
           "does not look who issued a certificate",
           "ESF-08-HCSE-01/A2",
           ending_as<TrustsAnyIssuer<TerminatorPolicy, esf_sm::PeerProof>>(),
           "foreign");
  list.add("trusts-any-name",
           "does not look whom a certificate names",
           "ESF-08-HCSE-01/A2",
           ending_as<TrustsAnyName<TerminatorPolicy, esf_sm::PeerProof>>(),
           "misnamed");
  list.add("takes-clear-records",
           "takes target data in clear during the handshake",
           "ESF-15-HCSE-01/A2",
           ending_as<TakesClearRecords>());
  list.add("ignores-the-class",
           "takes an envelope of any class for one of class 1",
           "ESF-03-HCSE-01/A2",
           ignoring_the_class());
  list.add("performs-for-others",
           "performs a request in the name of whom it names",
           "ESF-33-HCSE-01/A3",
           deciding_as_cse<PerformsForOthers>(),
           "of-another");
}

}  // namespace

void add_esf_session_mutants(std::vector<Mutant>& out) {
  const MutantFamily list{out, Role::hcse, "esf-"};
  add_unserving(list);
  add_careless(list);
}

}  // namespace plumbline::harness
