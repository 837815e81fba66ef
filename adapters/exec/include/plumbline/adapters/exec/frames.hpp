/// @file
/// The frames of the exec protocol, one JSON text a line.

#pragma once

#include "plumbline/core/json.hpp"
#include "plumbline/core/result.hpp"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace plumbline::adapters::exec {

inline constexpr std::int64_t kProtocol = 1;
/// Longest line in octets, without its end.
inline constexpr std::size_t kMaxLineOctets = std::size_t{16} << 20U;

/// {"op":"start","protocol":1}
struct StartFrame {
  std::int64_t protocol = kProtocol;
};

/// {"op":"stop"}
struct StopFrame {};

/// {"seq":7,"op":"derive/group-key","in":{…}}
struct RequestFrame {
  std::int64_t seq = 0;
  std::string operation;
  Json input;
};

using HarnessFrame = std::variant<StartFrame, StopFrame, RequestFrame>;

/// Reads what a harness sends.
///
/// @return Errc::malformed or Errc::invalid_value naming the member, Errc::too_large.
[[nodiscard]] Result<HarnessFrame> parse_harness_frame(std::string_view line);
[[nodiscard]] Result<RequestFrame> request_frame(const Json& value);

/// The answer to "start": who the codec is and what it carries out.
struct Hello {
  std::string name;
  std::string version;
  std::string language;
  std::vector<std::string> operations;
};

[[nodiscard]] Json to_json(const Hello& hello);

/// @return as parse_harness_frame; Errc::unsupported for another protocol.
[[nodiscard]] Result<Hello> parse_hello(std::string_view line);

/// Reads the answer to request `seq`: {"seq", and one of "out", "unsupported", "error"}.
///
/// @return the frame; Errc::malformed or Errc::invalid_value for anything else.
[[nodiscard]] Result<Json> parse_answer(std::string_view line, std::int64_t seq);

/// {"error":{"code","detail"}}, what a codec answers to input that it refuses.
[[nodiscard]] Json error_answer(const Error& error);

}  // namespace plumbline::adapters::exec
