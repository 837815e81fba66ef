/// @file
/// The tester as initiating end-point of ESCertKE, step by step, and what a judge reads in its
/// messages.

#pragma once

#include "plumbline/channel/flight.hpp"
#include "plumbline/core/clock.hpp"
#include "plumbline/escertke/initiator.hpp"
#include "plumbline/harness/bench.hpp"
#include "plumbline/harness/judge.hpp"
#include "plumbline/onem2m/primitive.hpp"

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace plumbline::testcases {

/// What time it is for every entity of a case.
class BenchClock final : public Clock {
 public:
  explicit BenchClock(const harness::Bench& bench) : bench_(bench) {}

  [[nodiscard]] TimePoint now() const override { return bench_.now(); }

 private:
  const harness::Bench& bench_;
};

/// What the tester proves itself with.
struct InitiatorProof {
  harness::Who who = harness::Who::source;
  harness::CertificateFault fault = harness::CertificateFault::right;
};

/// One run towards the CSE under test.
class Initiating {
 public:
  Initiating(harness::Bench& bench, const InitiatorProof& proof);

  /// Message 1. From is left to who sends it.
  [[nodiscard]] onem2m::RequestPrimitive first();

  /// Message 3, for what came back; nothing when TLS does not go on.
  [[nodiscard]] std::optional<onem2m::RequestPrimitive> third(const harness::Outcome& second);

  /// The key, which is withheld, as far as TLS has got here, whether the other end has it or not;
  /// nothing before message 3.
  [[nodiscard]] std::optional<harness::SharedKey> key(const harness::Outcome& fourth);

 private:
  harness::Bench& bench_;
  std::shared_ptr<const Clock> clock_;
  escertke::Initiator initiator_;
  escertke::Initiation way_;
};

/// Changes the TLS messages of message 3.
using ChangeFlight = std::function<void(std::vector<channel::FlightMessage>& messages)>;

/// A whole run under "<prefix>message 1" and "<prefix>message 3".
/// @return as Initiating::key
std::optional<harness::SharedKey> establish(harness::Bench& bench,
                                            harness::Peer& peer,
                                            const InitiatorProof& proof,
                                            std::string_view prefix,
                                            const ChangeFlight& change = {});

/// The NOTIFY with its TLS messages changed, each in a record of its own.
[[nodiscard]] onem2m::RequestPrimitive changed(onem2m::RequestPrimitive notify,
                                               const ChangeFlight& change);

/// The same of an answer, which stays as it is where it has no ESCertKE message.
[[nodiscard]] onem2m::ResponsePrimitive changed(onem2m::ResponsePrimitive answer,
                                                const ChangeFlight& change);

/// Lets `peer` retrieve the CSEBase in an ESPrim Object under `key` and observes what came of it
/// under "<label>: inner", {"opened":"no key"} without one.
void request_under(harness::Bench& bench,
                   std::string_view label,
                   harness::Peer& peer,
                   harness::Who who,
                   const std::optional<harness::SharedKey>& key);

/// "ClientHello", "ChangeCipherSpec, encrypted handshake" …: the TLS messages in the content of a
/// NOTIFY or its answer; "no ESCertKE message" for anything else.
[[nodiscard]] std::string messages_in(const Json& content);

/// A credential of the campaign as an end-point of ESCertKE takes it.
[[nodiscard]] escertke::EndPointConfiguration end_point_with(
    const harness::Bench& bench, const harness::CertificateCredential& credential);

/// What an initiator of the campaign proves itself with.
[[nodiscard]] escertke::EndPointConfiguration end_point_of(const harness::Bench& bench,
                                                           const InitiatorProof& proof);

/// The fault that the variant parameter `certificate` names: "expired", "foreign" or "misnamed".
[[nodiscard]] harness::CertificateFault certificate_fault_of(const harness::Bench& bench);

/// Content of the request under `label`; null when there is none.
[[nodiscard]] Json content_sent(const harness::Judge& judge, std::string_view label);

/// A protected request under that key was not served.
void expect_no_key_in_use(harness::Judge& judge,
                          std::string_view assertion,
                          std::string_view label);

}  // namespace plumbline::testcases
