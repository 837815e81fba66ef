/// @file
/// Contents and whole primitives as octets: JSON, XML and CBOR.
///
/// What is not the same after the way there and back is refused with the path of the member, never
/// changed in silence. JSON and CBOR carry every value that parse_json takes. XML is untyped, so it
/// carries what the attribute tables know, and of that not:
/// - a content that is no object of one member with a root element known here (a bare text, a list,
///   several members, a flexContainer of somebody else);
/// - an attribute that is not in the table of its type, or stands there without a type: contentRef
///   (conr), activityPatternElements (ape), contexts and object details of access control rules
///   (acco, acod), the contents of dynamic authorization in m2m:seci (dreq, dres, darq, dars);
/// - a contentInstance's content (con) that is no text;
/// - an empty text, or one with white space, within a list of texts; an empty list of structures;
/// - characters that XML 1.0 does not have: U+0000 to U+001F but tab, line feed and carriage
///   return; U+FFFE; U+FFFF.
/// An attribute that is null, which asks for its removal, is written with xsi:nil (our choice).

#pragma once

#include "plumbline/core/bytes.hpp"
#include "plumbline/core/json.hpp"
#include "plumbline/core/result.hpp"
#include "plumbline/onem2m/primitive.hpp"

#include <cstdint>
#include <optional>
#include <string_view>

namespace plumbline::onem2m {

enum class Serialization : std::uint8_t { json, xml, cbor };

/// "json", "xml", "cbor": as in MQTT topics and after the '+' of media types.
[[nodiscard]] std::string_view name_of(Serialization serialization) noexcept;
/// The reverse; nothing for any other text.
[[nodiscard]] std::optional<Serialization> serialization_named(std::string_view name) noexcept;

/// A content: a resource representation {"m2m:cin":{…}}, m2m:seci, m2m:uril, m2m:dbg, an attribute
/// list; in JSON and CBOR any value.
///
/// @source TS-0004 clauses 8.3 (XML), 8.4 (JSON), 8.5 (CBOR)
/// @return the octets; Errc::unsupported naming the member that `serialization` cannot carry.
[[nodiscard]] Result<Bytes> serialize_content(const Json& content, Serialization serialization);

/// The reverse. `limits` bound what is read: octets in all, depth, and values (elements and
/// attributes of XML).
///
/// @return Errc::malformed (not well-formed), Errc::invalid_value (text that is not of its member's
///         type), Errc::unsupported (a member without a type, a document type declaration) or
///         Errc::too_large, each naming the line, octet or member.
[[nodiscard]] Result<Json> parse_content(ByteView octets,
                                         Serialization serialization,
                                         const JsonLimits& limits = {});

/// A whole primitive: JSON and CBOR unwrapped as to_json has it, XML with the root m2m:rqp or
/// m2m:rsp.
///
/// @source TS-0004 clauses 8.3.2, 8.4.2, 8.5
/// @return as serialize_content.
[[nodiscard]] Result<Bytes> serialize(const RequestPrimitive& request, Serialization serialization);
[[nodiscard]] Result<Bytes> serialize(const ResponsePrimitive& response,
                                      Serialization serialization);

/// The reverse. Errors as parse_content; those of request_from_json and response_from_json too.
[[nodiscard]] Result<RequestPrimitive> parse_request(ByteView octets,
                                                     Serialization serialization,
                                                     const JsonLimits& limits = {});
[[nodiscard]] Result<ResponsePrimitive> parse_response(ByteView octets,
                                                       Serialization serialization,
                                                       const JsonLimits& limits = {});

}  // namespace plumbline::onem2m
