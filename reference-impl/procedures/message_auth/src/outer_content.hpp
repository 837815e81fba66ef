/// @file
/// {"e2e:ma":{…}}: the content of a NOTIFY that belongs to message authentication (our choice).

#pragma once

#include "plumbline/core/json.hpp"
#include "plumbline/core/result.hpp"

#include <optional>
#include <string>

namespace plumbline::message_auth {

inline constexpr const char* kMember = "e2e:ma";

/// {"e2e:ma":{"env":message}}
[[nodiscard]] Json to_content(const std::string& message);

/// The reverse; Errc::malformed for anything else.
[[nodiscard]] Result<std::string> message_of(const std::optional<Json>& content);

/// Whether the content has the member at all.
[[nodiscard]] bool has_member(const std::optional<Json>& content);

}  // namespace plumbline::message_auth
