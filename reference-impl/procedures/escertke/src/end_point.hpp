/// @file
/// The steps that both ends of ESCertKE share.

#pragma once

#include "plumbline/escertke/policy.hpp"

#include <memory>
#include <string>

namespace plumbline::escertke {

/// What this end is made of, all of which outlives its handshakes.
struct EndPoint {
  const EndPointConfiguration& configuration;
  const Policy& policy;
  const Clock& clock;
};

/// The other end of one handshake.
struct Peer {
  crypto::ExpectedIdentity certificate;
  std::string server_name;  ///< of a terminating end-point; empty otherwise
};

/// A TLS endpoint that asks the policy about the certificates of its peer.
[[nodiscard]] channel::TlsEndpoint make_endpoint(std::shared_ptr<const channel::Context> context,
                                                 Peer peer,
                                                 const EndPoint& end_point);

/// The TLS context of an end-point.
/// @return as channel::make_tls_context
[[nodiscard]] Result<std::shared_ptr<const channel::Context>> make_context(
    channel::Role role, const EndPointConfiguration& configuration);

/// Gives an ESCertKE message to TLS.
///
/// @return the TLS records of the answer; Errc::malformed or Errc::too_large when the octets are no
///         TLS records; as Policy::check_messages and TlsEndpoint::advance.
[[nodiscard]] Result<Bytes> take_message(MessageNumber number,
                                         ByteView flight,
                                         channel::TlsEndpoint& endpoint,
                                         const Policy& policy);

/// A handshake after its last message.
struct Outcome {
  const Result<void>& last_message;  ///< the error that it ended in, or success
  const channel::TlsEndpoint& endpoint;
  std::string peer;  ///< absolute AE-ID or CSE-ID
};

/// The key of a handshake.
/// @return the error of its last message; Errc::unreachable when it has not come to its end; as
///         Policy::export_key.
[[nodiscard]] Result<EstablishedKey> establish(const Outcome& outcome, const EndPoint& end_point);

}  // namespace plumbline::escertke
