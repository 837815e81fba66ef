#include "fields.hpp"

#include "media_type.hpp"
#include "parameters.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace plumbline::adapters::http {
namespace {

bool is_space(char c) {
  return c == ' ' || c == '\t';
}

/// RFC 7230 clause 3.2: visible characters, spaces, tabs and octets over 127.
bool is_field_value(std::string_view value) {
  return std::ranges::all_of(value, [](char c) {
    const auto octet = static_cast<unsigned char>(c);
    return octet >= 0x20 ? octet != 0x7F : c == '\t';
  });
}

/// Fields of which a second one would leave open which counts.
Result<void> take_once(std::string& target, const Field& field) {
  if (!target.empty()) {
    return fail(Errc::malformed, field.name + " is there twice");
  }
  target = field.value;
  return success();
}

Result<void> take_parameter(CommonFields& common, const ParameterRule& rule, const Field& field) {
  if (!conforms(rule.type, field.value)) {
    return fail(Errc::invalid_value, field.name + " is not " + std::string{describe(rule.type)});
  }
  if (!common.parameters.emplace(rule.name, field.value).second) {
    return fail(Errc::malformed, field.name + " is there twice");
  }
  return success();
}

std::string* member_of(CommonFields& common, std::string_view header) {
  if (same_name(header, "X-M2M-Origin")) {
    return &common.from;
  }
  if (same_name(header, "X-M2M-RI")) {
    return &common.request_id;
  }
  return same_name(header, "X-M2M-RVI") ? &common.release_version : nullptr;
}

}  // namespace

Result<void> add_field(std::vector<Field>& fields, std::string_view name, std::string_view value) {
  const bool padded = !value.empty() && (is_space(value.front()) || is_space(value.back()));
  if (padded || !is_field_value(value)) {
    return fail(Errc::invalid_value, std::string{name} + ": no header can carry this value");
  }
  fields.push_back({.name = std::string{name}, .value = std::string{value}});
  return success();
}

Result<void> add_unless_empty(std::vector<Field>& fields,
                              std::string_view name,
                              std::string_view value) {
  return value.empty() ? Result<void>{success()} : add_field(fields, name, value);
}

Result<void> add_parameters(std::vector<Field>& fields,
                            const onem2m::Parameters& parameters,
                            bool in_request) {
  for (const auto& [name, value] : parameters) {
    if (const auto* const rule = header_rule_of(name, in_request)) {
      PLUMBLINE_TRY(add_field(fields, rule->header, value));
    }
  }
  return success();
}

Result<CommonFields> read_common(const std::vector<Field>& fields, bool in_request) {
  CommonFields common;
  for (const auto& field : fields) {
    if (auto* const member = member_of(common, field.name)) {
      PLUMBLINE_TRY(take_once(*member, field));
    } else if (const auto* const rule = rule_of_header(field.name, in_request)) {
      PLUMBLINE_TRY(take_parameter(common, *rule, field));
    }
  }
  return common;
}

Result<Body> read_body(const std::vector<Field>& fields, const std::string& body) {
  const auto* const header = find_field(fields, "Content-Type");
  Body out;
  if (header == nullptr) {
    if (body.empty()) {
      return out;
    }
    return fail(Errc::malformed, "Content-Type is missing");
  }
  PLUMBLINE_TRY(const auto type, parse_content_type(*header));
  out.resource_type = type.ty;
  if (body.empty()) {
    return out;
  }
  const auto serialization = serialization_of(type.media_type);
  if (!serialization) {
    return fail(Errc::unsupported, "Content-Type: media type '" + type.media_type + "'");
  }
  auto content = onem2m::parse_content(as_bytes(body), *serialization);
  if (!content) {
    return fail(Errc::malformed, "content: " + content.error().detail);
  }
  out.content = std::move(content).value();
  return out;
}

Result<std::string> body_of(const Json& content, onem2m::Serialization serialization) {
  if (serialization == onem2m::Serialization::json) {
    return json_text(content);  // made as text: no copy
  }
  PLUMBLINE_TRY(const auto octets, onem2m::serialize_content(content, serialization));
  return std::string{as_text(octets)};
}

std::string authority_of(std::string_view host, unsigned port) {
  const bool ipv6 = host.find(':') != std::string_view::npos;
  return (ipv6 ? '[' + std::string{host} + ']' : std::string{host}) + ':' + std::to_string(port);
}

}  // namespace plumbline::adapters::http
