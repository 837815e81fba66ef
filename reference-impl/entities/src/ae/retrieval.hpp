/// @file
/// Retrieves protected resources from the hosting CSE.

#pragma once

#include "session.hpp"

#include <string>
#include <utility>
#include <vector>

namespace plumbline::entities::ae {

/// Retrieves the resource at `address` and, when it is a container, the pieces under it.
///
/// @source TR-0012 clauses 7.3.1 steps 12 to 14, 7.3.2.2 steps 12 to 14
/// @return Errc::malformed for a resource that holds no protected data; the errors of
/// Session::send.
[[nodiscard]] Flow<Result<AeRetrieved>> retrieve_protected(Session& session,
                                                           const std::string& address);

struct RetrievedPolicy {
  std::string resource;
  std::string attributes;  ///< JSON object
  data_at_rest::ProtectedChild signature;
};

/// Retrieves an access control policy and the signature beside it.
[[nodiscard]] Flow<Result<RetrievedPolicy>> retrieve_policy(Session& session,
                                                            const std::string& address);

}  // namespace plumbline::entities::ae
