#include "plumbline/onem2m/serialization.hpp"

#include "plumbline/core/cbor.hpp"
#include "plumbline/core/quoted_name.hpp"
#include "plumbline/core/utf8.hpp"

#include "xml/conversion.hpp"
#include "xml/document.hpp"
#include "xml/types.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <string>
#include <utility>

namespace plumbline::onem2m {

namespace {

constexpr auto kNames = std::to_array<std::pair<Serialization, std::string_view>>(
    {{Serialization::json, "json"}, {Serialization::xml, "xml"}, {Serialization::cbor, "cbor"}});

constexpr std::string_view kRequest = "m2m:rqp";
constexpr std::string_view kResponse = "m2m:rsp";

/// JSON and CBOR carry all that parse_json could have made.
Result<void> check_value(const Json& value, const std::string& path) {
  if (value.is_structured()) {
    for (const auto& [name, child] : value.items()) {
      if (!is_utf8(name)) {
        return fail(Errc::unsupported, path + ": a member name that is not UTF-8");
      }
      PLUMBLINE_TRY(check_value(child, xml::join_path(path, name)));
    }
    return success();
  }
  if (value.is_string() && !is_utf8(value.get_ref<const std::string&>())) {
    return fail(Errc::unsupported, path + ": text that is not UTF-8");
  }
  if (value.is_number_float() && !std::isfinite(value.get<double>())) {
    return fail(Errc::unsupported, path + ": a number that is not finite");
  }
  if (value.is_binary()) {
    return fail(Errc::unsupported, path + ": octets, which JSON does not have");
  }
  return success();
}

Result<Bytes> xml_octets(std::string_view root, const Json& value, const std::string& path) {
  const xml::Type* const type = xml::global_type(root);
  if (type == nullptr) {
    return fail(Errc::unsupported,
                "pc: XML cannot carry " + quoted_name(root) + ", which has no type");
  }
  PLUMBLINE_TRY(const xml::Element element, xml::make_element(root, value, *type, path));
  return xml::print_document(element);
}

Result<Bytes> octets_of(const Json& value, Serialization serialization, std::string_view root) {
  if (serialization == Serialization::xml) {
    return xml_octets(root, value, std::string{root});
  }
  PLUMBLINE_TRY(check_value(value, ""));
  if (serialization == Serialization::cbor) {
    return cbor_octets(value);
  }
  const std::string text = json_text(value);
  return Bytes{text.begin(), text.end()};
}

/// The JSON of a primitive; XML must have the root `root`.
Result<Json> value_of(ByteView octets,
                      Serialization serialization,
                      std::string_view root,
                      const JsonLimits& limits) {
  switch (serialization) {
    case Serialization::json:
      return parse_json(as_text(octets), limits);
    case Serialization::cbor:
      return parse_cbor(octets, limits);
    case Serialization::xml:
      break;
  }
  PLUMBLINE_TRY(const xml::Element element, xml::parse_document(octets, limits));
  if (element.name != root) {
    return fail(Errc::malformed,
                "has the root " + quoted_name(element.name) + " in place of " + std::string{root});
  }
  return xml::read_element(element, *xml::global_type(root), element.name);
}

Result<Json> xml_content(ByteView octets, const JsonLimits& limits) {
  PLUMBLINE_TRY(const xml::Element element, xml::parse_document(octets, limits));
  const xml::Type* const type = xml::global_type(element.name);
  if (type == nullptr) {
    return fail(Errc::unsupported,
                quoted_name(element.name) + ": XML has no type for this root element");
  }
  PLUMBLINE_TRY(Json value, xml::read_element(element, *type, element.name));
  return Json{{element.name, std::move(value)}};
}

}  // namespace

std::string_view name_of(Serialization serialization) noexcept {
  return std::ranges::find(kNames, serialization, [](const auto& row) { return row.first; })
      ->second;
}

std::optional<Serialization> serialization_named(std::string_view name) noexcept {
  const auto* const row =
      std::ranges::find(kNames, name, [](const auto& entry) { return entry.second; });
  return row == kNames.end() ? std::nullopt : std::optional{row->first};
}

Result<Bytes> serialize_content(const Json& content, Serialization serialization) {
  if (serialization != Serialization::xml) {
    return octets_of(content, serialization, {});
  }
  if (!content.is_object() || content.size() != 1) {
    return fail(Errc::unsupported, "pc: XML cannot carry anything but one root element");
  }
  const auto& [root, value] = *content.get_ref<const Json::object_t&>().begin();
  return xml_octets(root, value, root);
}

Result<Json> parse_content(ByteView octets, Serialization serialization, const JsonLimits& limits) {
  return serialization == Serialization::xml ? xml_content(octets, limits)
                                             : value_of(octets, serialization, {}, limits);
}

Result<Bytes> serialize(const RequestPrimitive& request, Serialization serialization) {
  return octets_of(to_json(request), serialization, kRequest);
}

Result<Bytes> serialize(const ResponsePrimitive& response, Serialization serialization) {
  return octets_of(to_json(response), serialization, kResponse);
}

Result<RequestPrimitive> parse_request(ByteView octets,
                                       Serialization serialization,
                                       const JsonLimits& limits) {
  PLUMBLINE_TRY(const Json value, value_of(octets, serialization, kRequest, limits));
  return request_from_json(value);
}

Result<ResponsePrimitive> parse_response(ByteView octets,
                                         Serialization serialization,
                                         const JsonLimits& limits) {
  PLUMBLINE_TRY(const Json value, value_of(octets, serialization, kResponse, limits));
  return response_from_json(value);
}

}  // namespace plumbline::onem2m
