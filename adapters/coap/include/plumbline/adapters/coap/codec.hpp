/// @file
/// oneM2M primitives as CoAP messages and back: TS-0008, pure.

#pragma once

#include "plumbline/adapters/coap/message.hpp"
#include "plumbline/core/result.hpp"
#include "plumbline/onem2m/primitive.hpp"
#include "plumbline/onem2m/serialization.hpp"
#include "plumbline/onem2m/status.hpp"

#include <cstdint>
#include <string>
#include <string_view>

namespace plumbline::adapters::coap {

/// Which release's option numbers stand on the wire: table 6.2.2.4.0-1 of TS-0008, or the older
/// ones 256 to 272 of releases 1 and 2, which deployed CSEs still use. The older ones lack ASRI,
/// GTM, AUS.
enum class OptionNumbers : std::uint8_t { r3, r1 };

/// Content-Format application/json, application/xml, application/cbor.
/// @source TS-0008 table 6.2.2.2-1
inline constexpr std::uint32_t kJsonFormat = 50;
inline constexpr std::uint32_t kXmlFormat = 41;
inline constexpr std::uint32_t kCborFormat = 60;

/// Why a message is no primitive, and how to answer it.
struct Fault {
  Code code = code_of(400);
  onem2m::Status status = onem2m::Status::bad_request;
  std::string detail;  ///< names the option, the parameter or the member
};

template <typename T>
using Decoded = BOOST_OUTCOME_V2_NAMESPACE::basic_result<
    T,
    Fault,
    BOOST_OUTCOME_V2_NAMESPACE::policy::throw_bad_result_access<Fault, void>>;

/// Method, options and payload of a request. `prefix` is the path of the peer's address, "/a/b" or
/// empty, which goes in front of To. A request that asks for a non-blocking or flex-blocking
/// response (rt 1, 2 or 4) is a POST with its operation in the query. The content is written in
/// `serialization`, and the answer asked for in it.
///
/// @source TS-0008 clauses 6.2.1, 6.2.2
/// @return Errc::invalid_value naming a parameter that no option can carry: too long, no clean
/// UTF-8,
///         not of its option's type, without an option of that release, or a To whose first segment
///         would be taken for another form; Errc::unsupported naming a member of the content that
///         the serialization cannot carry.
[[nodiscard]] Result<Message> encode_request(
    const onem2m::RequestPrimitive& primitive,
    std::string_view prefix,
    OptionNumbers numbers,
    onem2m::Serialization serialization = onem2m::Serialization::json);

/// The reverse. Elective options that are not known are ignored.
///
/// @return 4.02 for a critical option that is unknown, there twice or of a wrong length (RFC 7252
///         clauses 5.4.1, 5.4.3, 5.4.5), 4.05 for a method without meaning, 4.06 for an
///         Accept that cannot be given, 4.15 for a Content-Format that is not read, 5.05 for a
///         request to a proxy, else 4.00.
[[nodiscard]] Decoded<onem2m::RequestPrimitive> decode_request(const Message& message,
                                                               OptionNumbers numbers);

/// The Content-Format that the answer to `request` is to have: its Accept, else the plain one of
/// its content's serialization, else that of JSON.
///
/// @source RFC 7252 clause 5.10.4
[[nodiscard]] std::uint32_t answer_format_of(const Message& request);

/// Code, options and payload of the response to a request of that operation: OK is 2.05 for a
/// RETRIEVE, else 2.04.
///
/// @source TS-0008 table 6.2.4-1
/// @return Errc::invalid_value naming a parameter that no option can carry; Errc::unsupported
/// naming
///         a member of the content that the serialization of `format` cannot carry.
[[nodiscard]] Result<Message> encode_response(const onem2m::ResponsePrimitive& primitive,
                                              onem2m::Operation answered,
                                              OptionNumbers numbers,
                                              std::uint32_t format = kJsonFormat);

/// Errc::malformed naming what is missing or wrong, e.g. oneM2M-RSC or an unknown critical option.
[[nodiscard]] Result<onem2m::ResponsePrimitive> decode_response(const Message& message,
                                                                OptionNumbers numbers);

/// Answer to `request` (as far as it could be read) that names the fault; in JSON where the
/// serialization that it asks for cannot carry the text.
[[nodiscard]] Message encode_fault(const Message& request,
                                   const Fault& fault,
                                   OptionNumbers numbers);

}  // namespace plumbline::adapters::coap
