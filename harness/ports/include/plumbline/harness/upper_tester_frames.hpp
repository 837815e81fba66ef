/// @file
/// Commands and answers of the upper tester as JSON texts, the same over every way to it.

#pragma once

#include "plumbline/core/result.hpp"
#include "plumbline/harness/transport.hpp"

#include <cstddef>
#include <string>
#include <string_view>

namespace plumbline::harness {

/// Largest frame in octets.
inline constexpr std::size_t kMaxFrameOctets = std::size_t{16} << 20U;

/// {"cmd":"e2e.status","arg":{…}}; `arg` may be absent.
///
/// @source harness/docs/upper-tester.md
/// @return Errc::malformed, Errc::too_large, Errc::invalid_value naming the member.
[[nodiscard]] Result<UpperTesterCommand> parse_command_frame(std::string_view frame);
/// {"rsc":2000,"out":{…}}; `out` may be absent, and other members are passed over.
/// @return as parse_command_frame
[[nodiscard]] Result<UpperTesterAnswer> parse_answer_frame(std::string_view frame);

/// On one line.
[[nodiscard]] std::string to_frame(const UpperTesterCommand& command);
[[nodiscard]] std::string to_frame(const UpperTesterAnswer& answer);

}  // namespace plumbline::harness
