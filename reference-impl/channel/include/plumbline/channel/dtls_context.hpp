/// @file
/// What any number of DTLS sessions of one end have in common.

#pragma once

#include "plumbline/channel/tls_context.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace plumbline::channel {

/// How a client proves that it has a key.
struct PskCredential {
  std::string identity;     ///< UTF-8, 1 to 128 octets
  crypto::SecretBytes key;  ///< 1 to 256 octets
};

/// RFC 6347 clause 4.1.1 speaks of paths of datagrams. Where records travel in something else, one
/// may be as large as the protocol has it.
inline constexpr std::size_t kSmallestMtu = 256;
inline constexpr std::size_t kLargestMtu = 16384;

struct DtlsOptions {
  Role role{};
  /// What a server with suites for certificates needs. A client without stays unknown, where the
  /// server has that.
  const CertificateCredential* certificate = nullptr;
  const PskCredential* psk = nullptr;  ///< of a client; a server has PeerOptions::find_key
  std::vector<Suite> suites = default_suites();  ///< the preferred one first
  bool authenticates_clients = true;             ///< of a server, where certificates prove them
  std::size_t mtu = kLargestMtu;                 ///< of one record with its header, in octets
};

/// Exactly DTLS 1.2, in everything else as make_tls_context. A server asks each client for a cookie
/// (HelloVerifyRequest) before it does anything that costs.
///
/// @source TS-0003 clause 10.2; RFC 6347; RFC 4279 clause 5.3
/// @return as make_tls_context; Errc::invalid_value for an MTU outside its bounds, suites of both
///         kinds at a client, suites without the credential that they need, or an identity or key
///         that is empty, too long, or has a zero octet (identity).
[[nodiscard]] Result<std::shared_ptr<const Context>> make_dtls_context(const DtlsOptions& options);

}  // namespace plumbline::channel
