/// @file
/// The envelope that every session type and every target data class of the framework shares.

#pragma once

#include "plumbline/core/json.hpp"
#include "plumbline/core/result.hpp"
#include "plumbline/keys/esf.hpp"

#include <cstdint>
#include <string>
#include <string_view>

namespace plumbline::esf {

using SessionType = keys::EsfSessionType;

/// What is protected: a whole primitive, the Content of one, attributes of a <contentInstance>.
/// @source TR-0012 table 6.2.1-1
enum class TargetDataClass : std::uint8_t { primitive = 1, content = 2, instance = 3 };

/// "S1", "Sm".
[[nodiscard]] std::string_view name_of(SessionType session) noexcept;

/// The session type of that name.
/// @return Errc::unsupported for S2, which is reserved; Errc::invalid_value for any other name.
[[nodiscard]] Result<SessionType> session_type_named(std::string_view name);

/// The class of that number; Errc::invalid_value beyond 1 to 3.
[[nodiscard]] Result<TargetDataClass> target_data_class_of(std::int64_t number);

struct Envelope {
  SessionType session = SessionType::s1;
  TargetDataClass target_data_class{};
  Json body;  ///< S1: an object of JOSE elements; Sm: base64 text of DTLS records
};

/// {"e2e:esf":{"st","tdc","env"}}
/// @source TR-0012 clause 6.2.2.2.1.5 (session type, class, one form for all); project choice (the
/// members)
[[nodiscard]] Json to_json(const Envelope& envelope);

/// Whether a value found in a resource or primitive is an envelope, whatever is wrong inside.
[[nodiscard]] bool is_envelope(const Json& value);

/// Reads an envelope of either session type.
/// @return Errc::malformed naming the member that is missing, unknown or of the wrong type;
///         Errc::unsupported for S2; Errc::invalid_value for an unknown session type or class.
[[nodiscard]] Result<Envelope> read_envelope(const Json& value);
/// As above from text; also Errc::too_large over 16 MiB, 16 levels, or 20,000 values.
[[nodiscard]] Result<Envelope> parse_envelope(std::string_view text);

}  // namespace plumbline::esf
