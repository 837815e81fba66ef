/// @file
/// The terminating end-point of ESF-Sm, which is the DTLS server, with all its sessions.

#pragma once

#include "plumbline/esf_sm/session.hpp"
#include "plumbline/esf_sm/terminator_policy.hpp"

#include <cstddef>
#include <memory>
#include <string_view>

namespace plumbline::esf_sm {

/// Keeps for each originator and class one session, and beside it one handshake that may replace
/// it: a replayed ClientHello ends nothing.
class Terminator {
 public:
  /// `clock` outlives the terminator. Without `policy` the reference behaviour.
  ///
  /// @return as channel::make_dtls_context
  [[nodiscard]] static Result<Terminator> make(
      std::shared_ptr<const TerminatorConfiguration> configuration,
      const Clock& clock,
      std::unique_ptr<TerminatorPolicy> policy = {});
  ~Terminator();
  Terminator(Terminator&&) noexcept;
  Terminator& operator=(Terminator&&) noexcept;
  Terminator(const Terminator&) = delete;
  Terminator& operator=(const Terminator&) = delete;

  /// An envelope of the originator with that absolute id. Refused as Session::receive, and with
  /// Errc::not_found where there is no session; Errc::too_large for a handshake over the bound on
  /// sessions; Errc::not_permitted for an originator that is not known.
  /// @source TR-0012 clause 6.2.2.4
  [[nodiscard]] Received receive(std::string_view from, const Envelope& envelope);

  /// The session with that originator, whose handshake has finished; nullptr without one. Valid
  /// until the next receive().
  [[nodiscard]] Session* session(std::string_view from, int target_data_class);

  /// Sessions and unfinished handshakes whose time is not over.
  [[nodiscard]] std::size_t size() const;

 private:
  struct State;
  explicit Terminator(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace plumbline::esf_sm
