/// @file
/// One end of a DTLS 1.2 session: octets in, octets out. No socket, thread or clock.

#pragma once

#include "plumbline/channel/dtls_context.hpp"
#include "plumbline/core/bytes.hpp"
#include "plumbline/core/clock.hpp"
#include "plumbline/core/result.hpp"
#include "plumbline/crypto/certificate.hpp"
#include "plumbline/crypto/secret_bytes.hpp"

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace plumbline::channel {

struct DtlsSession;

/// What goes to the peer and what comes is concatenated records, as a path may lose, double and
/// reorder them: what does not verify or came before is dropped, and the session stays as it is.
class DtlsEndpoint {
 public:
  DtlsEndpoint(std::shared_ptr<const Context> context, PeerOptions peer);
  ~DtlsEndpoint();
  DtlsEndpoint(DtlsEndpoint&&) noexcept;
  DtlsEndpoint& operator=(DtlsEndpoint&&) noexcept;
  DtlsEndpoint(const DtlsEndpoint&) = delete;
  DtlsEndpoint& operator=(const DtlsEndpoint&) = delete;

  /// Goes on as far as records of the handshake and alerts reach; a client begins with none.
  ///
  /// @source RFC 6347 clauses 4.1, 4.2; RFC 5246 clause 7.2.1
  /// @return what to send to the peer, maybe nothing: the next flight, the last one again when the
  ///         peer has not seen it, the answer to close_notify.
  ///         Without an end: as read_records; Errc::too_large over 65536 octets;
  ///         Errc::not_permitted for application data; Errc::malformed at a server that waits for
  ///         ClientHello and got something else; Errc::authentication_failed for a Finished or an
  ///         alert that does not verify, as with another pre-shared key. With an end (failed()):
  ///         the error of the PeerCheck or KeyLookup; Errc::authentication_failed for a peer
  ///         without a certificate or with another protocol; else Errc::unreachable naming the
  ///         fatal alert that came, or what this end found. Errc::conflict after the end.
  [[nodiscard]] Result<Bytes> advance(ByteView received, TimePoint now);

  /// When the last flight is to be sent again; nothing while no answer is awaited.
  /// @source RFC 6347 clause 4.2.4.1
  [[nodiscard]] std::optional<TimePoint> timeout() const;

  /// Sends the last flight again, in new records, when that time has come: after 1 s, then 2 s, up
  /// to 60 s.
  ///
  /// @return the records, or nothing before the time; Errc::timed_out after 12 of them, which is an
  ///         end.
  [[nodiscard]] Result<Bytes> retransmit(TimePoint now);

  /// Both Finished have verified, and there was no end since.
  [[nodiscard]] bool finished() const noexcept;
  /// It has ended by an error; last_words() may have an alert for the peer.
  [[nodiscard]] bool failed() const noexcept;
  /// One of the ends has sent close_notify.
  [[nodiscard]] bool closed() const noexcept;
  /// A server that has not seen a valid cookie, and keeps nothing of what came.
  [[nodiscard]] bool listening() const noexcept;

  /// One record of application data.
  ///
  /// @return Errc::not_permitted unless finished(); Errc::invalid_length for no octets or more than
  ///         largest_payload().
  [[nodiscard]] Result<Bytes> protect(ByteView payload);

  /// The reverse.
  ///
  /// @return Errc::not_permitted unless finished(); Errc::malformed unless it is one record of
  ///         application data; Errc::authentication_failed when it does not verify or came before.
  [[nodiscard]] Result<Bytes> unprotect(ByteView record);

  /// What one record takes within the MTU; 0 unless finished().
  [[nodiscard]] std::size_t largest_payload() const;

  /// Ends the session.
  /// @source RFC 5246 clause 7.2.1
  /// @return close_notify for the peer; Errc::not_permitted unless finished().
  [[nodiscard]] Result<Bytes> close();

  /// The alert that tells the peer of an end by error; empty when there is none.
  [[nodiscard]] Bytes last_words();

  /// As TlsEndpoint::peer_chain.
  [[nodiscard]] const std::vector<crypto::Certificate>& peer_chain() const noexcept;
  /// The identity of a client's pre-shared key, which is proven once finished(); else empty.
  [[nodiscard]] const std::string& peer_identity() const noexcept;
  /// The one that was agreed; nothing unless finished().
  [[nodiscard]] std::optional<Suite> suite() const;

  /// As TlsEndpoint::export_keying_material.
  [[nodiscard]] Result<crypto::SecretBytes> export_keying_material(std::string_view label,
                                                                   std::size_t size) const;

 private:
  std::unique_ptr<DtlsSession> session_;
};

}  // namespace plumbline::channel
