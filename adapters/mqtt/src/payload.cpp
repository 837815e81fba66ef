#include "plumbline/adapters/mqtt/payload.hpp"

#include "plumbline/core/quoted_name.hpp"
#include "plumbline/onem2m/xml_parameter.hpp"

#include <string_view>
#include <utility>

namespace plumbline::adapters::mqtt {
namespace {

constexpr std::string_view kRequest = "m2m:rqp";
constexpr std::string_view kResponse = "m2m:rsp";

bool has_name(const PayloadForm& form) {
  return form.serialization == Serialization::xml || form.wrapping == Wrapping::wrapped;
}

/// The one place where octets of a payload are made.
Result<Bytes> write(Json primitive, std::string_view name, const PayloadForm& form) {
  if (has_name(form)) {
    Json wrapper;
    wrapper[name] = std::move(primitive);
    primitive = std::move(wrapper);
  }
  return onem2m::serialize_content(primitive, form.serialization);
}

/// … and the one where they are read.
Result<Json> read(ByteView payload, const PayloadForm& form) {
  if (payload.size() > form.octets) {
    return fail(Errc::too_large, "payload: over " + std::to_string(form.octets) + " octets");
  }
  auto value = onem2m::parse_content(payload, form.serialization, {.octets = form.octets});
  if (!value) {
    return fail(value.error().code, "payload: " + value.error().detail);
  }
  if (!value.value().is_object()) {
    return fail(Errc::malformed, "payload: is no object");
  }
  return value;
}

bool is_wrapped(const Json& value, std::string_view name) {
  const auto member = value.find(name);
  return value.size() == 1 && member != value.end() && member->is_object();
}

/// The primitive in `value`, whether its form is the one in force or not.
const Json& primitive_in(const Json& value, std::string_view name) {
  return is_wrapped(value, name) ? value.at(name) : value;
}

Result<void> check_wrapping(const Json& value, std::string_view name, const PayloadForm& form) {
  const bool wrapped = is_wrapped(value, name);
  if (wrapped == has_name(form)) {
    return success();
  }
  return fail(
      Errc::malformed,
      "payload: is " + std::string{wrapped ? "" : "not "} + "wrapped in " + quoted_name(name));
}

Fault fault_of(const Error& error, const Json& primitive) {
  return {.detail = error.detail,
          .request_id = text_at(primitive, "rqi"),
          .release_version = text_at(primitive, "rvi")};
}

/// Of a payload that is no value.
Fault fault_of(const Error& error, ByteView payload, const PayloadForm& form) {
  if (form.serialization != Serialization::xml || error.code == Errc::too_large) {
    return {.detail = error.detail};
  }
  return {.detail = error.detail,
          .request_id = onem2m::xml_parameter(payload, "rqi", {.octets = form.octets}),
          .release_version = onem2m::xml_parameter(payload, "rvi", {.octets = form.octets})};
}

}  // namespace

Result<Bytes> encode_request(const onem2m::RequestPrimitive& primitive, const PayloadForm& form) {
  return write(to_json(primitive), kRequest, form);
}

Decoded<onem2m::RequestPrimitive> decode_request(ByteView payload, const PayloadForm& form) {
  const auto value = read(payload, form);
  if (!value) {
    return fault_of(value.error(), payload, form);
  }
  const Json& object = primitive_in(value.value(), kRequest);
  if (const auto checked = check_wrapping(value.value(), kRequest, form); !checked) {
    return fault_of(checked.error(), object);
  }
  auto primitive = onem2m::request_from_json(object);
  if (!primitive) {
    return fault_of(primitive.error(), object);
  }
  return std::move(primitive).value();
}

Result<Bytes> encode_response(const onem2m::ResponsePrimitive& primitive, const PayloadForm& form) {
  return write(to_json(primitive), kResponse, form);
}

Result<onem2m::ResponsePrimitive> decode_response(ByteView payload, const PayloadForm& form) {
  PLUMBLINE_TRY(const auto value, read(payload, form));
  PLUMBLINE_TRY(check_wrapping(value, kResponse, form));
  return onem2m::response_from_json(primitive_in(value, kResponse));
}

std::string request_id_in(ByteView payload, const PayloadForm& form) {
  const auto value = read(payload, form);
  if (!value) {
    return {};
  }
  const Json& request = primitive_in(value.value(), kRequest);
  return text_at(primitive_in(request, kResponse), "rqi");
}

onem2m::ResponsePrimitive response_to(const Fault& fault) {
  onem2m::RequestPrimitive request;
  request.request_id = fault.request_id;
  request.release_version = fault.release_version;
  return respond(request, fault.status, fault.detail);
}

}  // namespace plumbline::adapters::mqtt
