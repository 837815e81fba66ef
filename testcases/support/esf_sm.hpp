/// @file
/// The tester as initiating end-point of ESF-Sm, step by step.

#pragma once

#include "plumbline/esf_sm/initiator.hpp"
#include "plumbline/harness/bench.hpp"
#include "plumbline/onem2m/primitive.hpp"

#include "support/escertke.hpp"

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace plumbline::testcases {

/// One session with the CSE under test, for one target data class.
class Enveloping {
 public:
  Enveloping(harness::Bench& bench,
             harness::Peer& peer,
             int target_data_class,
             const InitiatorProof& proof = {});

  /// Up to `flights` exchanges under "<prefix>handshake 1" …, as long as the other end goes on.
  /// Observes "<prefix>session": "open", or "none".
  /// @return whether it is open
  bool shake_hands(std::string_view prefix = "", std::size_t flights = 8);

  /// The NOTIFYs of the handshake so far.
  [[nodiscard]] const std::vector<onem2m::RequestPrimitive>& flights() const { return flights_; }

  /// NOTIFY with a whole request (class 1). From is that of the end-point and the Request
  /// Identifier new, where they are empty.
  /// @throws harness::StimulusEnded without an open session
  [[nodiscard]] onem2m::RequestPrimitive enclose(onem2m::RequestPrimitive inner);

  /// `request` with its Content in an envelope (class 2). Throws as enclose().
  [[nodiscard]] onem2m::RequestPrimitive treat(onem2m::RequestPrimitive request);

  /// NOTIFY with close_notify. Throws as enclose().
  [[nodiscard]] onem2m::RequestPrimitive close();

  /// NOTIFY with `inner` in a record without any protection.
  [[nodiscard]] onem2m::RequestPrimitive in_clear(onem2m::RequestPrimitive inner);

  /// Sends what enclose() or treat() made and observes under "<label>: inner" what came back in an
  /// envelope of the session: {"opened":"yes","rsc":…}, or {"opened": why not}.
  harness::Outcome exchange(std::string_view label, onem2m::RequestPrimitive outer);

 private:
  /// Target data of class 1.
  [[nodiscard]] Bytes whole(onem2m::RequestPrimitive inner) const;
  [[nodiscard]] esf_sm::Envelope sealed(ByteView target_data);
  [[nodiscard]] Result<Bytes> opened(const harness::Outcome& outcome);

  harness::Bench& bench_;
  harness::Peer& peer_;
  harness::Who who_;
  int target_data_class_;
  std::unique_ptr<const Clock> clock_;
  esf_sm::Initiator initiator_;
  esf_sm::Session session_;
  std::optional<esf_sm::Envelope> next_;
  std::vector<onem2m::RequestPrimitive> flights_;
};

/// `notify` with the envelope in it as `change` leaves it.
[[nodiscard]] onem2m::RequestPrimitive with_envelope(
    onem2m::RequestPrimitive notify, const std::function<void(esf_sm::Envelope&)>& change);

}  // namespace plumbline::testcases
