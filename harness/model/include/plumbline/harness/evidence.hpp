/// @file
/// Everything a judge may look at. Recorded with its secrets already replaced.

#pragma once

#include "plumbline/core/json.hpp"
#include "plumbline/core/result.hpp"
#include "plumbline/harness/verdict.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace plumbline::harness {

enum class MessageKind : std::uint8_t { request, response, octets, event };

[[nodiscard]] std::string_view name_of(MessageKind kind) noexcept;

/// One message as it passed a tap of the harness. M1, M2 … in reports.
struct Message {
  int number = 0;  ///< 1, 2, … within the case
  MessageKind kind{};
  Phase phase{};
  std::string label;        ///< name the stimulus gave to the exchange; empty for traffic of others
  std::int64_t at_us = 0;   ///< microseconds since the case began
  std::string from;         ///< lane: role name, or "tester"
  std::string to;           ///< lane
  std::string binding;      ///< "http"
  std::string association;  ///< "TLSv1.2 PSK-AES128-GCM-SHA256 as CAE1@…", or "plain"
  int answers = 0;          ///< number of the request that this response answers
  std::string octets;       ///< one char per octet, above TLS
  Json primitive;           ///< decoded, or null
  std::string text;         ///< for events
};

/// Something that the stimulus found out and a judge needs: a decrypted payload, a passed deadline.
struct Observation {
  std::string name;
  Json value;
  Phase phase{};
  int message = 0;  ///< message it was found in; 0: none
};

/// Name of the observation that a preamble was refused: its value says which step and how.
inline constexpr std::string_view kPreambleRefused = "preamble refused";

/// Name of the observation that the system under test was met in a way which its SUT file declares:
/// its value is the deviation's name.
inline constexpr std::string_view kDeclaredDeviation = "declared deviation";

/// A secret that stood in the record: what replaces it, and an HMAC under a key of the run that is
/// discarded, so that equal secrets can be told from different ones.
struct Redaction {
  std::string token;
  std::string what;  ///< "kv", "psk", "credential key" …
};

struct Evidence {
  std::string case_id;
  std::string purpose;
  Role role{};
  std::string binding;
  std::string variant;
  std::string seed;
  std::vector<Message> messages;
  std::vector<Observation> observations;
  std::vector<Redaction> redactions;
  std::vector<std::string> left_behind;  ///< what the postamble could not remove
  bool truncated = false;                ///< the size bound was reached; later messages lack octets
  std::string broken;  ///< what went wrong in the tester itself, so that nothing can be concluded
};

/// One JSON document per case, schema reports/schemas/evidence.schema.json. Octets are a string
/// with one code point U+0000–U+00FF per octet.
[[nodiscard]] Json to_json(const Evidence& evidence);

/// The reverse; Errc::malformed or Errc::invalid_value naming the member.
[[nodiscard]] Result<Evidence> evidence_from_json(const Json& value);

/// What differs between two recorded requests: JSON pointers ("/pc/m2m:cin/con", "/fr") and
/// "association". The Request Identifier, which is new for every request, is left out.
[[nodiscard]] std::vector<std::string> differences(const Message& a, const Message& b);

}  // namespace plumbline::harness
