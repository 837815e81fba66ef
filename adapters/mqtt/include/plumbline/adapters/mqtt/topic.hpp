/// @file
/// Topics of the oneM2M MQTT binding and the identifiers in them: TS-0010, pure.

#pragma once

#include "plumbline/core/result.hpp"
#include "plumbline/onem2m/serialization.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace plumbline::adapters::mqtt {

using onem2m::Serialization;

/// @source TS-0010 clauses 6.4.2 to 6.4.4
enum class TopicKind : std::uint8_t {
  request,                ///< req
  response,               ///< resp
  registration_request,   ///< reg_req: an AE that has no AE-ID yet
  registration_response,  ///< reg_resp
};

[[nodiscard]] constexpr bool is_request(TopicKind kind) noexcept {
  return kind == TopicKind::request || kind == TopicKind::registration_request;
}

/// A response has the originator and the receiver of its request.
struct Topic {
  TopicKind kind = TopicKind::request;
  std::string originator;                             ///< entity id; Credential-ID for registration
  std::string receiver;                               ///< entity id
  Serialization serialization = Serialization::json;  ///< of the payload: the last level

  friend bool operator==(const Topic&, const Topic&) = default;
};

/// The response topic of a request topic, and the other way round.
[[nodiscard]] TopicKind counterpart(TopicKind kind) noexcept;

/// True for "<two digits>-<value>", value of letters, digits and "._-@/".
/// @source TS-0003 clauses 10.4, 12.3.2.1
[[nodiscard]] bool is_credential_id(std::string_view id);

/// The level that names an entity: SP-relative "/cse-a/Cae" → "cse-a:Cae", absolute
/// "//sp.example/cse-b" → ":sp.example:cse-b", Credential-ID "10-a/b" → "10-a:b". An AE-ID-Stem
/// stays as it is.
///
/// @source TS-0010 clauses 6.4.2, 6.4.4
/// @return Errc::invalid_value when `id` is neither an entity's id nor a Credential-ID.
[[nodiscard]] Result<std::string> level_of(std::string_view id);

/// The reverse: "cse-a:Cae" → "/cse-a/Cae", ":sp.example:cse-b" → "//sp.example/cse-b". A level
/// without ':' is an SP-relative id, as the standard has it: "Cae" → "/Cae".
///
/// @return Errc::malformed when that is no entity's id.
[[nodiscard]] Result<std::string> entity_of(std::string_view level);

/// The reverse for registration topics: "10-a:b" → "10-a/b". Errc::malformed.
[[nodiscard]] Result<std::string> credential_of(std::string_view level);

/// `prefix` + "/oneM2M/req/<originator>/<receiver>/json". The prefix is the path of a point of
/// access, empty or with a leading '/' (TS-0010 clause 6.6).
///
/// @return Errc::invalid_value naming the level: not an id of its kind, or a prefix with a
///         character that has a meaning in topic filters.
[[nodiscard]] Result<std::string> make_topic(const Topic& topic, std::string_view prefix);

/// Errc::malformed naming the level that is missing, superfluous or wrong.
[[nodiscard]] Result<Topic> parse_topic(std::string_view text, std::string_view prefix);

/// What `entity` subscribes to as a receiver: its request topics and, as a CSE, those of
/// registration. Errc::invalid_value as make_topic.
/// @source TS-0010 clause 6.5.4
[[nodiscard]] Result<std::vector<std::string>> request_filters(std::string_view entity,
                                                               std::string_view prefix);

/// What `originator`, an entity's id or a Credential-ID, subscribes to. Errc::invalid_value.
[[nodiscard]] Result<std::string> response_filter(std::string_view originator,
                                                  std::string_view prefix);

/// The MQTT client id: "C::" and the level of a CSE-ID, "A::" and that of an AE-ID or
/// Credential-ID. Errc::invalid_value.
/// @source TS-0010 clause 6.3.3
[[nodiscard]] Result<std::string> client_id_of(std::string_view id);

}  // namespace plumbline::adapters::mqtt
