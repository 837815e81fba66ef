/// @file
/// The initiating end-point of ESCertKE, without sockets: NOTIFYs to send out, their answers in,
/// and a key at the end.

#pragma once

#include "plumbline/channel/tls_endpoint.hpp"
#include "plumbline/core/clock.hpp"
#include "plumbline/core/random.hpp"
#include "plumbline/core/result.hpp"
#include "plumbline/escertke/initiator_policy.hpp"
#include "plumbline/onem2m/primitive.hpp"

#include <memory>
#include <optional>
#include <string>
#include <variant>

namespace plumbline::escertke {

/// Whom to make a key with.
struct TerminatingEndPoint {
  std::string id;  ///< absolute AE-ID or CSE-ID; its FQDN form is the Server Name Indication
  std::string to;  ///< To of the requests: the <AE>, or "<CSE-ID>/-"
  crypto::ExpectedIdentity certificate;
};

/// What became of it.
struct Finished {
  /// The key; or Errc::not_permitted (refused with a status), Errc::timed_out, Errc::malformed and
  /// Errc::invalid_value (an answer that is not the message of the figure), Errc::unreachable (TLS
  /// failed), the reason against the certificate, or what the exchange ended in.
  Result<EstablishedKey> key;
  std::optional<onem2m::Status> refused{};  ///< the status that it was refused with
};

/// A request to send, for whose answer Initiation::receive() waits; or the end.
using Step = std::variant<onem2m::RequestPrimitive, Finished>;

struct InitiatorState;

/// One run of ESCertKE: messages 1 and 3 out, 2 and 4 in. An end-point that gives up sends nothing
/// more; the state at its peer ends by itself.
/// @source TS-0003 clause 8.7.2; TS-0001 clause 11.4.3
class Initiation {
 public:
  /// Message 1; or Errc::malformed for an id that has no FQDN form, Errc::invalid_length for one
  /// over 255 octets. Called once.
  [[nodiscard]] Step start();

  /// What came of the request that was sent: the answer, or why there is none.
  [[nodiscard]] Step receive(const Result<onem2m::ResponsePrimitive>& answer);

 private:
  friend class Initiator;

  /// Before message 1, and after the end.
  struct Idle {};

  /// Message 1 was sent.
  struct Greeted {
    channel::TlsEndpoint endpoint;
  };

  /// Message 3 was sent.
  struct Proven {
    channel::TlsEndpoint endpoint;
  };

  Initiation(InitiatorState& initiator, TerminatingEndPoint peer);

  [[nodiscard]] static Step on_answer(Idle state, const Result<onem2m::ResponsePrimitive>& answer);
  [[nodiscard]] Step on_answer(Greeted state, const Result<onem2m::ResponsePrimitive>& answer);
  [[nodiscard]] Step on_answer(Proven state, const Result<onem2m::ResponsePrimitive>& answer);

  [[nodiscard]] Result<Bytes> take(MessageNumber number,
                                   const Result<onem2m::ResponsePrimitive>& answer,
                                   channel::TlsEndpoint& endpoint);
  [[nodiscard]] onem2m::RequestPrimitive notify(ByteView flight);

  InitiatorState* initiator_;
  TerminatingEndPoint peer_;
  std::variant<Idle, Greeted, Proven> state_;
  TimePoint began_{};
};

/// Makes keys for one entity. Any number of initiations may be on their way at once.
class Initiator {
 public:
  /// `clock` and `random` outlive the initiator. Without `policy` the reference behaviour.
  ///
  /// @return as channel::make_tls_context.
  [[nodiscard]] static Result<Initiator> make(InitiatorConfiguration configuration,
                                              const Clock& clock,
                                              RandomSource& random,
                                              std::unique_ptr<InitiatorPolicy> policy = {});
  ~Initiator();
  Initiator(Initiator&&) noexcept;
  Initiator& operator=(Initiator&&) noexcept;
  Initiator(const Initiator&) = delete;
  Initiator& operator=(const Initiator&) = delete;

  /// Prepares to make a key with `peer`. The initiator outlives the initiation.
  [[nodiscard]] Initiation begin(TerminatingEndPoint peer);

 private:
  explicit Initiator(std::unique_ptr<InitiatorState> state);
  std::unique_ptr<InitiatorState> state_;
};

}  // namespace plumbline::escertke
