#include "plumbline/esprim/inner_primitive.hpp"

#include "plumbline/core/quoted_name.hpp"

namespace plumbline::esprim {

namespace {

constexpr std::string_view kRequest = "vnd.onem2m-preq+";
constexpr std::string_view kResponse = "vnd.onem2m-prsp+";

Result<onem2m::Serialization> serialization_of(std::string_view content_type,
                                               std::string_view wanted) {
  constexpr std::string_view kApplication = "application/";
  std::string_view name = content_type;
  if (name.empty()) {
    return onem2m::Serialization::json;
  }
  if (name.starts_with(kApplication)) {
    name.remove_prefix(kApplication.size());
  }
  if (name.starts_with(wanted)) {
    name.remove_prefix(wanted.size());
  }
  if (const auto serialization = onem2m::serialization_named(name)) {
    return *serialization;
  }
  return fail(Errc::unsupported, "cty: " + quoted_name(content_type));
}

/// The primitive itself where it is wrapped in `root`.
Result<Json> unwrapped(ByteView plaintext, std::string_view root) {
  PLUMBLINE_TRY(Json value, onem2m::parse_content(plaintext, onem2m::Serialization::json));
  if (value.is_object() && value.size() == 1 && value.contains(root)) {
    return Json(value.front());
  }
  return value;
}

}  // namespace

std::string request_type(onem2m::Serialization serialization) {
  return std::string{kRequest} + std::string{onem2m::name_of(serialization)};
}

std::string response_type(onem2m::Serialization serialization) {
  return std::string{kResponse} + std::string{onem2m::name_of(serialization)};
}

Result<onem2m::Serialization> serialization_of_request(std::string_view content_type) {
  return serialization_of(content_type, kRequest);
}

Result<onem2m::Serialization> serialization_of_response(std::string_view content_type) {
  return serialization_of(content_type, kResponse);
}

Result<onem2m::RequestPrimitive> read_request(ByteView plaintext, std::string_view content_type) {
  PLUMBLINE_TRY(const auto serialization, serialization_of_request(content_type));
  if (serialization != onem2m::Serialization::json) {
    return onem2m::parse_request(plaintext, serialization);
  }
  PLUMBLINE_TRY(const Json value, unwrapped(plaintext, "m2m:rqp"));
  return onem2m::request_from_json(value);
}

Result<onem2m::ResponsePrimitive> read_response(ByteView plaintext, std::string_view content_type) {
  PLUMBLINE_TRY(const auto serialization, serialization_of_response(content_type));
  if (serialization != onem2m::Serialization::json) {
    return onem2m::parse_response(plaintext, serialization);
  }
  PLUMBLINE_TRY(const Json value, unwrapped(plaintext, "m2m:rsp"));
  return onem2m::response_from_json(value);
}

}  // namespace plumbline::esprim
