/// @file
/// The terminating end-point of ESCertKE, without sockets: a NOTIFY in, its answer out, and after
/// the second one a key.

#pragma once

#include "plumbline/core/clock.hpp"
#include "plumbline/core/result.hpp"
#include "plumbline/escertke/terminator_policy.hpp"
#include "plumbline/onem2m/primitive.hpp"

#include <cstddef>
#include <memory>
#include <optional>

namespace plumbline::escertke {

/// What comes of a NOTIFY.
struct Receipt {
  onem2m::ResponsePrimitive response;
  /// With message 4 alone: to be used once the response was handed to the binding.
  std::optional<EstablishedKey> established{};
};

class Terminator {
 public:
  /// `clock` outlives the terminator. Without `policy` the reference behaviour.
  ///
  /// @return as channel::make_tls_context.
  [[nodiscard]] static Result<Terminator> make(TerminatorConfiguration configuration,
                                               const Clock& clock,
                                               std::unique_ptr<TerminatorPolicy> policy = {});
  ~Terminator();
  Terminator(Terminator&&) noexcept;
  Terminator& operator=(Terminator&&) noexcept;
  Terminator(const Terminator&) = delete;
  Terminator& operator=(const Terminator&) = delete;

  /// A NOTIFY with ESCertKE message 1 or 3. A flight that begins with ClientHello is message 1;
  /// each originator has one unfinished handshake, which a new message 1 replaces, and any other
  /// message of the same From goes on with or ends. Never throws for anything that a peer can
  /// cause.
  ///
  /// @source TS-0003 clause 8.7.2; TS-0001 clause 11.4.3
  /// @return 2000 with message 2 or 4; else the status that TerminatorPolicy::status_of has.
  [[nodiscard]] Receipt accept(const onem2m::RequestPrimitive& notify);

  /// Handshakes that are unfinished and have not timed out.
  [[nodiscard]] std::size_t pending() const;

 private:
  struct State;
  explicit Terminator(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace plumbline::escertke
