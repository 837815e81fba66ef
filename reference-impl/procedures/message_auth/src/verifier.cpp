#include "plumbline/message_auth/verifier.hpp"

#include "senders.hpp"

#include <optional>
#include <utility>

namespace plumbline::message_auth {

using onem2m::RequestPrimitive;
using onem2m::ResponsePrimitive;
using onem2m::Status;

Status status_of(Cause cause) noexcept {
  switch (cause) {
    case Cause::malformed:
    case Cause::no_primitive:
      return Status::bad_request;
    case Cause::too_many_senders:
      return Status::target_not_reachable;
    default:
      return Status::originator_not_authenticated;
  }
}

std::string_view detail_of(Cause cause) noexcept {
  switch (cause) {
    case Cause::malformed:
      return "e2e:ma: does not parse";
    case Cause::no_primitive:
      return "e2e:ma: holds no primitive";
    case Cause::too_many_senders:
      return "as many senders are remembered as this end keeps";
    default:
      return "the originator is not authenticated end to end";
  }
}

namespace {

/// A message whose header, tag, time and number are right.
struct Checked {
  MessageHeader header;
  Protection protection{};
  OpenedMessage opened;
};

}  // namespace

struct Verifier::State {
  using Early = std::variant<Checked, CredentialNeeded, Cause>;

  /// All that the message has to pass before it is looked into; changes nothing.
  Early check(std::string_view message, const std::string& receiver, Lookup lookup);

  /// The whole way of a message. `read` yields the primitive; `fault_of_inner` says what is wrong
  /// with it. Only at its end is anything remembered.
  template <typename Primitive, typename Read, typename Inner>
  Outcome<Primitive> verify(Early early, Read read, Inner fault_of_inner) {
    if (auto* const needed = std::get_if<CredentialNeeded>(&early)) {
      return std::move(*needed);
    }
    if (const auto* const cause = std::get_if<Cause>(&early)) {
      return *cause;
    }
    Checked& checked = std::get<Checked>(early);
    Result<Primitive> primitive = read(checked.opened);
    if (!primitive) {
      return Cause::no_primitive;
    }
    if (const std::optional<Cause> cause = fault_of_inner(primitive.value(), checked.header)) {
      return *cause;
    }
    // What was made before that is refused for its age, whether its sender is remembered or not.
    if (!senders.note(checked.header, clock.now() - configuration.tolerance)) {
      return Cause::too_many_senders;
    }
    return Verified<Primitive>{.primitive = std::move(primitive).value(),
                               .source = std::move(checked.header.source),
                               .destination = std::move(checked.header.destination),
                               .key_id = std::move(checked.header.key_id),
                               .protection = checked.protection,
                               .content_type = std::move(checked.opened.content_type)};
  }

  std::optional<Cause> fault_of(const ReadMessage& read,
                                const Credential& credential,
                                const std::string& receiver) const;
  std::optional<Cause> freshness_fault_of(const MessageHeader& header) const;

  VerifierConfiguration configuration;
  const Credentials& credentials;
  const Clock& clock;
  std::unique_ptr<VerifierPolicy> policy;
  Senders senders{configuration.senders};
};

std::optional<Cause> Verifier::State::fault_of(const ReadMessage& read,
                                               const Credential& credential,
                                               const std::string& receiver) const {
  if (!policy->usable(credential, clock.now())) {
    return Cause::expired_credential;
  }
  if (!policy->accepts_protection(read.protection, configuration)) {
    return Cause::other_protection;
  }
  if (!policy->accepts_source(read.header, credential) ||
      !policy->accepts_destination(read.header, receiver)) {
    return Cause::other_parties;
  }
  return std::nullopt;
}

std::optional<Cause> Verifier::State::freshness_fault_of(const MessageHeader& header) const {
  if (!policy->accepts_time(header.time, clock.now(), configuration)) {
    return Cause::stale;
  }
  if (!policy->accepts_sequence(senders.window_of(header), header.sequence)) {
    return Cause::repeated;
  }
  return std::nullopt;
}

Verifier::State::Early Verifier::State::check(std::string_view message,
                                              const std::string& receiver,
                                              Lookup lookup) {
  const auto read = read_message(message);
  if (!read) {
    return Cause::malformed;
  }
  const MessageHeader& header = read.value().header;
  const Credential* const credential = credentials.find(header.key_id);
  if (credential == nullptr) {
    const bool fetch =
        lookup == Lookup::possible && policy->may_fetch(header.key_id, configuration);
    return fetch ? Early{CredentialNeeded{header.key_id}} : Early{Cause::unknown_credential};
  }
  if (const auto fault = fault_of(read.value(), *credential, receiver)) {
    return *fault;
  }
  auto opened = policy->open({.text = message, .read = read.value(), .credential = *credential});
  if (!opened) {
    return Cause::not_authentic;
  }
  if (const auto fault = freshness_fault_of(header)) {
    return *fault;
  }
  return Checked{
      .header = header, .protection = read.value().protection, .opened = std::move(opened).value()};
}

Verifier::Verifier(VerifierConfiguration configuration,
                   const Credentials& credentials,
                   const Clock& clock,
                   std::unique_ptr<VerifierPolicy> policy)
    : state_(std::make_unique<State>(
          std::move(configuration),
          credentials,
          clock,
          policy ? std::move(policy) : std::make_unique<VerifierPolicy>())) {}

Verifier::~Verifier() = default;

Outcome<RequestPrimitive> Verifier::verify_request(std::string_view message,
                                                   const std::string& receiver,
                                                   Lookup lookup) {
  State& state = *state_;
  return state.verify<RequestPrimitive>(
      state.check(message, receiver, lookup),
      [&](const OpenedMessage& opened) { return state.policy->read_request(opened); },
      [&](const RequestPrimitive& request, const MessageHeader& header) {
        return state.policy->accepts_from(request.from, header, state.configuration)
                   ? std::optional<Cause>{}
                   : Cause::other_originator;
      });
}

Outcome<ResponsePrimitive> Verifier::verify_response(std::string_view message,
                                                     const Awaited& awaited,
                                                     Lookup lookup) {
  State& state = *state_;
  return state.verify<ResponsePrimitive>(
      state.check(message, awaited.receiver, lookup),
      [&](const OpenedMessage& opened) { return state.policy->read_response(opened); },
      [&](const ResponsePrimitive& response, const MessageHeader& header) {
        if (!response.from.empty() &&
            !state.policy->accepts_from(response.from, header, state.configuration)) {
          return std::optional{Cause::other_originator};
        }
        return state.policy->answers(response, header, awaited) ? std::optional<Cause>{}
                                                                : Cause::other_answer;
      });
}

}  // namespace plumbline::message_auth
