// Classes 1 and 2: primitives.

#include "plumbline/esf/target_data.hpp"

#include "plumbline/onem2m/resource_type.hpp"

#include "target_data_json.hpp"

#include <utility>

namespace plumbline::esf {

namespace {

/// The primitive with the envelope as its Content.
template <typename Primitive>
Result<Primitive> with_envelope(Primitive primitive,
                                const Envelope& envelope,
                                TargetDataClass wanted) {
  PLUMBLINE_TRY(check_class(envelope, wanted));
  primitive.content = to_json(envelope);
  return primitive;
}

/// The type of the one resource in `content`.
Result<std::uint32_t> resource_type_of(const Json& content) {
  const auto* const info = content.is_object() && content.size() == 1
                               ? onem2m::info_of_root(content.begin().key())
                               : nullptr;
  if (info == nullptr) {
    return fail(Errc::invalid_value, "verified Content: no resource of a known type");
  }
  return static_cast<std::uint32_t>(info->type);
}

}  // namespace

Result<void> check_class(const Envelope& envelope, TargetDataClass wanted) {
  if (envelope.target_data_class != wanted) {
    return fail(Errc::invalid_value, "an envelope of another target data class");
  }
  return success();
}

Bytes octets_of(const Json& value) {
  const std::string text = json_text(value);
  const ByteView octets = as_bytes(text);
  return {octets.begin(), octets.end()};
}

Bytes target_data_of(const onem2m::RequestPrimitive& request) {
  return octets_of(onem2m::to_json(request));
}

Bytes target_data_of(const onem2m::ResponsePrimitive& response) {
  return octets_of(onem2m::to_json(response));
}

Result<onem2m::RequestPrimitive> encapsulate(onem2m::RequestPrimitive outer,
                                             const Envelope& envelope) {
  return with_envelope(std::move(outer), envelope, TargetDataClass::primitive);
}

Result<onem2m::ResponsePrimitive> encapsulate(onem2m::ResponsePrimitive outer,
                                              const Envelope& envelope) {
  return with_envelope(std::move(outer), envelope, TargetDataClass::primitive);
}

Result<onem2m::RequestPrimitive> request_from(ByteView verified) {
  PLUMBLINE_TRY(const Json value, parse_json(as_text(verified)));
  return onem2m::request_from_json(value);
}

Result<onem2m::ResponsePrimitive> response_from(ByteView verified) {
  PLUMBLINE_TRY(const Json value, parse_json(as_text(verified)));
  return onem2m::response_from_json(value);
}

Result<Bytes> target_data_of(const std::optional<Json>& content) {
  if (!content) {
    return fail(Errc::not_found, "the primitive has no Content to protect");
  }
  return octets_of(*content);
}

Result<onem2m::RequestPrimitive> replace_content(onem2m::RequestPrimitive request,
                                                 const Envelope& envelope) {
  if (request.resource_type) {
    request.resource_type = kProtectedContent;
  }
  return with_envelope(std::move(request), envelope, TargetDataClass::content);
}

Result<onem2m::ResponsePrimitive> replace_content(onem2m::ResponsePrimitive response,
                                                  const Envelope& envelope) {
  return with_envelope(std::move(response), envelope, TargetDataClass::content);
}

Result<onem2m::RequestPrimitive> restore_content(onem2m::RequestPrimitive treated,
                                                 ByteView verified) {
  PLUMBLINE_TRY(treated.content, parse_json(as_text(verified)));
  if (!treated.resource_type) {
    return treated;
  }
  if (*treated.resource_type != kProtectedContent) {
    return fail(Errc::invalid_value, "ty: not that of protected Content");
  }
  PLUMBLINE_TRY(treated.resource_type, resource_type_of(*treated.content));
  return treated;
}

Result<onem2m::ResponsePrimitive> restore_content(onem2m::ResponsePrimitive treated,
                                                  ByteView verified) {
  PLUMBLINE_TRY(treated.content, parse_json(as_text(verified)));
  return treated;
}

Result<Envelope> envelope_in(const std::optional<Json>& content) {
  if (!content) {
    return fail(Errc::not_found, "the primitive has no Content");
  }
  return read_envelope(*content);
}

}  // namespace plumbline::esf
