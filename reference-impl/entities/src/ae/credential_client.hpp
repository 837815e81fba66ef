/// @file
/// The AE's dealings with the TEF: registers credentials and fetches them.

#pragma once

#include "session.hpp"

#include <optional>
#include <string>
#include <vector>

namespace plumbline::entities::ae {

struct Registration {
  std::optional<std::string> resource_name;
  data_at_rest::Use use{};
  std::optional<std::string> expiry;               ///< m2m:absRelTimestamp
  std::vector<std::string> targets;                ///< empty: not sent
  const crypto::SecretBytes* key_value = nullptr;  ///< null: not sent
  data_at_rest::CryptoParams params;
  bool new_session = false;
};

struct Registered {
  std::string credential_id;
  onem2m::Association association;  ///< an exported key is exported from it
};

/// @source TR-0012 clause 7.3.1 steps 2 to 5
[[nodiscard]] Flow<Result<Registered>> register_credential(Session& session,
                                                           const Registration& registration);

struct CredentialQuery {
  data_at_rest::KeyNeed need;
  bool send_freshness = true;
  bool use_cache = true;  ///< look there first, and keep there what the TEF served
};

/// A credential that may be used now: from the cache, or from the TEF.
///
/// @source TR-0012 clause 7.3.2.2 steps 16 to 19
/// @return Errc::not_found for an id of another TEF, Errc::expired when what the TEF served is
/// over,
///         Errc::malformed, and the errors of Session::send.
[[nodiscard]] Flow<Result<CachedCredential>> fetch_credential(Session& session,
                                                              const CredentialQuery& query);

}  // namespace plumbline::entities::ae
