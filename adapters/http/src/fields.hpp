/// @file
/// Header fields that requests and responses share.

#pragma once

#include "plumbline/adapters/http/message.hpp"
#include "plumbline/core/json.hpp"
#include "plumbline/core/result.hpp"
#include "plumbline/onem2m/primitive.hpp"
#include "plumbline/onem2m/serialization.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace plumbline::adapters::http {

/// Appends a field. Errc::invalid_value when the value would break out of it.
[[nodiscard]] Result<void> add_field(std::vector<Field>& fields,
                                     std::string_view name,
                                     std::string_view value);

/// Like add_field(), but nothing for an empty value.
[[nodiscard]] Result<void> add_unless_empty(std::vector<Field>& fields,
                                            std::string_view name,
                                            std::string_view value);

/// The headers that carry `parameters`; those of them that travel elsewhere are left out.
[[nodiscard]] Result<void> add_parameters(std::vector<Field>& fields,
                                          const onem2m::Parameters& parameters,
                                          bool in_request);

/// What every primitive has in headers, and its parameters.
struct CommonFields {
  std::string from;
  std::string request_id;
  std::string release_version;
  onem2m::Parameters parameters;
};

/// Errc::malformed for a field that is there twice, Errc::invalid_value for a wrong value.
[[nodiscard]] Result<CommonFields> read_common(const std::vector<Field>& fields, bool in_request);

/// Content and the ty of its Content-Type.
struct Body {
  std::optional<Json> content;
  std::optional<std::uint32_t> resource_type;
};

/// Errc::unsupported for a media type that is not of contents, Errc::malformed for what is none in
/// that media type.
[[nodiscard]] Result<Body> read_body(const std::vector<Field>& fields, const std::string& body);

/// A content as a body. Errc::unsupported naming a member that the serialization cannot carry.
[[nodiscard]] Result<std::string> body_of(const Json& content, onem2m::Serialization serialization);

/// "127.0.0.1:8080", "[::1]:8080": RFC 7230 clause 5.4.
[[nodiscard]] std::string authority_of(std::string_view host, unsigned port);

}  // namespace plumbline::adapters::http
