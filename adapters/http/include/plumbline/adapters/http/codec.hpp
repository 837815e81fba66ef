/// @file
/// oneM2M primitives as HTTP messages and back: TS-0009, pure.

#pragma once

#include "plumbline/adapters/http/message.hpp"
#include "plumbline/core/result.hpp"
#include "plumbline/harness/transport.hpp"
#include "plumbline/onem2m/primitive.hpp"
#include "plumbline/onem2m/serialization.hpp"
#include "plumbline/onem2m/status.hpp"

#include <string>
#include <string_view>

namespace plumbline::adapters::http {

/// Why a message is no primitive, and how to answer it.
struct Fault {
  unsigned http = 400;
  onem2m::Status status = onem2m::Status::bad_request;
  std::string detail;  ///< names the header, query field or member
};

/// What a content is written in.
struct MediaType {
  std::string_view name = "application/json";
  onem2m::Serialization serialization = onem2m::Serialization::json;
};

/// application/json, application/xml, application/cbor.
[[nodiscard]] MediaType plain_type_of(onem2m::Serialization serialization) noexcept;

template <typename T>
using Decoded = BOOST_OUTCOME_V2_NAMESPACE::basic_result<
    T,
    Fault,
    BOOST_OUTCOME_V2_NAMESPACE::policy::throw_bad_result_access<Fault, void>>;

/// Target, query, headers and body of a request to `address`, whose path goes in front. The content
/// is written in `serialization`, and the answer asked for in it.
///
/// @source TS-0009 clauses 6.2, 6.4, 6.5
/// @return Errc::invalid_value naming a parameter that no header can carry, Errc::unsupported
/// naming
///         a member of the content that the serialization cannot carry.
[[nodiscard]] Result<Request> encode_request(
    const onem2m::RequestPrimitive& primitive,
    const harness::Address& address,
    onem2m::Serialization serialization = onem2m::Serialization::json);

/// Method, target, headers and body of a request as a primitive. Headers that are not of oneM2M
/// are ignored; a parameter that is there twice or is not of its type is a fault.
///
/// @return 4005 for a method without meaning, 4015 for an unknown media type, 5207 when Accept
///         admits none that is known, else 4000.
[[nodiscard]] Decoded<onem2m::RequestPrimitive> decode_request(const Request& request);

/// What the answer to `request` is to be written in: what its Accept likes best, among equals the
/// serialization of its content, else JSON.
///
/// @source TS-0009 clause 6.4.1
[[nodiscard]] MediaType answer_type_of(const Request& request);

/// Errc::invalid_value naming a parameter that no header can carry, Errc::unsupported naming a
/// member of the content that the serialization cannot carry.
[[nodiscard]] Result<Response> encode_response(const onem2m::ResponsePrimitive& primitive,
                                               const MediaType& type = {});

/// Errc::malformed naming what is missing or wrong, e.g. X-M2M-RSC.
[[nodiscard]] Result<onem2m::ResponsePrimitive> decode_response(const Response& response);

/// Answer to `request` (as far as it could be read) that names the fault; in JSON where the
/// serialization that it asks for cannot carry the text.
[[nodiscard]] Response encode_fault(const Request& request, const Fault& fault);

}  // namespace plumbline::adapters::http
