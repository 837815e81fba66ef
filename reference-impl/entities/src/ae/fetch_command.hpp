/// @file
/// The argument of e2e.fetch.

#pragma once

#include "plumbline/core/json.hpp"
#include "plumbline/core/result.hpp"

#include <optional>
#include <string>

namespace plumbline::entities::ae {

struct FetchCommand {
  std::string address;
  bool send_freshness = true;
  bool use_cache = true;
  std::optional<std::string> policy;  ///< address of an access control policy to verify first
};

/// @return Errc::malformed or Errc::invalid_value naming the member.
[[nodiscard]] Result<FetchCommand> parse_fetch_command(const Json& argument);

}  // namespace plumbline::entities::ae
