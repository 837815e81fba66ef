/// @file
/// One end of an ESF-Sm session: envelopes in, envelopes and target data out.

#pragma once

#include "plumbline/esf_sm/envelope.hpp"
#include "plumbline/esf_sm/policy.hpp"

#include <optional>

namespace plumbline::esf_sm {

/// What comes of an envelope.
struct Received {
  Result<void> taken = success();      ///< or why it had no effect, or ended the session
  std::optional<Envelope> reply{};     ///< for the peer: handshake, alert or close_notify
  std::optional<Bytes> target_data{};  ///< verified
};

enum class Phase : std::uint8_t { handshake, payload, ended };

/// What a session stands on; all of it outlives the session.
struct Terms {
  int target_data_class;
  const Policy& policy;
  const EndPointConfiguration& configuration;
  const Clock& clock;
};

/// Lives until it is closed, has failed, or its time is over.
/// @source TR-0012 clause 6.2.2.4, table 6.2.2.1-1
class Session {
 public:
  Session(channel::DtlsEndpoint endpoint, const Terms& terms);

  /// The first envelope of an initiating end-point.
  [[nodiscard]] Result<Envelope> start();

  /// Takes an envelope of either phase. Refused with Errc::not_permitted: another class, or target
  /// data out of its phase; Errc::expired after the session's time; as channel::read_records,
  /// DtlsEndpoint::advance and Policy::open.
  [[nodiscard]] Received receive(const Envelope& envelope);

  /// @return target data in an envelope; Errc::not_permitted outside the payload phase;
  ///         Errc::expired; Errc::too_large over 1048576 octets.
  [[nodiscard]] Result<Envelope> send(ByteView target_data);

  /// Ends the session.
  /// @source TR-0012 clause 6.2.2.2.3.1
  /// @return close_notify for the peer; Errc::not_permitted outside the payload phase.
  [[nodiscard]] Result<Envelope> close();

  /// The last flight again, when its time has come: nothing before. As DtlsEndpoint::retransmit.
  [[nodiscard]] Result<std::optional<Envelope>> retransmit();

  [[nodiscard]] Phase phase() const;

  /// For what was agreed and who the peer is.
  [[nodiscard]] const channel::DtlsEndpoint& endpoint() const noexcept { return endpoint_; }

 private:
  [[nodiscard]] bool is_over() const;
  [[nodiscard]] Result<void> take(const Envelope& envelope, Received& received);
  [[nodiscard]] Envelope wrap(Bytes records) const;

  channel::DtlsEndpoint endpoint_;
  Terms terms_;
  TimePoint began_;
  TimePoint used_;
};

}  // namespace plumbline::esf_sm
