/// @file
/// Inner primitives as the plaintext of an ESPrim Object.

#pragma once

#include "plumbline/core/bytes.hpp"
#include "plumbline/core/result.hpp"
#include "plumbline/onem2m/primitive.hpp"
#include "plumbline/onem2m/serialization.hpp"

#include <string>
#include <string_view>

namespace plumbline::esprim {

/// cty of an inner primitive: "vnd.onem2m-preq+json", "vnd.onem2m-prsp+cbor" … (our choice).
[[nodiscard]] std::string request_type(onem2m::Serialization serialization);
[[nodiscard]] std::string response_type(onem2m::Serialization serialization);

/// The serialization behind the cty of a request. Besides the above, "application/" may stand in
/// front, "json", "xml" or "cbor" alone, or nothing, which is JSON.
///
/// @return Errc::unsupported for any other type, that of a response among them.
[[nodiscard]] Result<onem2m::Serialization> serialization_of_request(std::string_view content_type);
[[nodiscard]] Result<onem2m::Serialization> serialization_of_response(
    std::string_view content_type);

/// Reads an inner request; JSON may be wrapped in m2m:rqp as older peers do.
///
/// @source TS-0004 clause 8.4.2
/// @return as serialization_of_request and onem2m::parse_request.
[[nodiscard]] Result<onem2m::RequestPrimitive> read_request(ByteView plaintext,
                                                            std::string_view content_type);
/// The same of an inner response, m2m:rsp.
[[nodiscard]] Result<onem2m::ResponsePrimitive> read_response(ByteView plaintext,
                                                              std::string_view content_type);

}  // namespace plumbline::esprim
