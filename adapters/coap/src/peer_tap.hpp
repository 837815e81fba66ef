/// @file
/// What passes over one session, for the tap.

#pragma once

#include "plumbline/adapters/coap/codec.hpp"
#include "plumbline/adapters/coap/datagram.hpp"
#include "plumbline/core/json.hpp"
#include "plumbline/harness/tap.hpp"

#include <memory>
#include <optional>
#include <string>

struct ssl_st;

namespace plumbline::adapters::coap {

/// One session with a peer: its association, and its line to the tap.
class PeerTap {
 public:
  explicit PeerTap(harness::Tap* tap);

  [[nodiscard]] const onem2m::Association& association() const noexcept { return association_; }

  [[nodiscard]] bool tapped() const noexcept { return tap_ != nullptr; }

  /// The handshake has succeeded.
  void secure(std::shared_ptr<ssl_st> session);
  /// The association has ended; exporters fail from now on.
  void release();

  /// No record from now on.
  void detach() noexcept { tap_ = nullptr; }

  /// A request or a response as one datagram, with its whole body.
  void record(harness::TapKind kind,
              bool sent,
              std::uint64_t exchange,
              const Datagram& datagram,
              std::optional<Json> primitive);
  /// Octets that may be a request, a response or neither, of the one exchange of a session.
  void record_octets(bool sent, const Bytes& octets, OptionNumbers numbers);
  void record_event(std::string text);

 private:
  void put(harness::TapMessage message);

  harness::Tap* tap_;
  std::shared_ptr<ssl_st> session_;
  onem2m::Association association_;
};

}  // namespace plumbline::adapters::coap
