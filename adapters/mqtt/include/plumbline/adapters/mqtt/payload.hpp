/// @file
/// oneM2M primitives as payloads of MQTT messages and back: TS-0010 clause 6.5, pure.

#pragma once

#include "plumbline/adapters/mqtt/topic.hpp"
#include "plumbline/core/bytes.hpp"
#include "plumbline/core/result.hpp"
#include "plumbline/onem2m/primitive.hpp"
#include "plumbline/onem2m/status.hpp"

#include <cstddef>
#include <cstdint>
#include <string>

namespace plumbline::adapters::mqtt {

/// Whether JSON and CBOR are the bare primitive, as TS-0004 clauses 8.4.2 and 8.5 want it, or one
/// member of an object, {"m2m:rqp":{…}} and {"m2m:rsp":{…}}, as some deployed products have it.
/// Exactly the form in force is read. In XML these are the names of the root element.
enum class Wrapping : std::uint8_t { bare, wrapped };

struct PayloadForm {
  Serialization serialization = Serialization::json;  ///< as the topic says
  Wrapping wrapping = Wrapping::bare;
  std::size_t octets = std::size_t{4} << 20U;  ///< bound on what is read
};

/// Why a payload is no request, and how to answer it.
struct Fault {
  onem2m::Status status = onem2m::Status::bad_request;
  std::string detail;      ///< names the member
  std::string request_id;  ///< as far as it could be read; without one nobody can be answered
  std::string release_version;
};

template <typename T>
using Decoded = BOOST_OUTCOME_V2_NAMESPACE::basic_result<
    T,
    Fault,
    BOOST_OUTCOME_V2_NAMESPACE::policy::throw_bad_result_access<Fault, void>>;

/// The whole primitive, content included. Errc::unsupported naming the member that the
/// serialization cannot carry (onem2m/serialization.hpp says which those are).
[[nodiscard]] Result<Bytes> encode_request(const onem2m::RequestPrimitive& primitive,
                                           const PayloadForm& form);

/// @return 4000 naming the member; `Fault`'s request_id is empty when there is none to answer to.
[[nodiscard]] Decoded<onem2m::RequestPrimitive> decode_request(ByteView payload,
                                                               const PayloadForm& form);

/// Errc::unsupported as encode_request().
[[nodiscard]] Result<Bytes> encode_response(const onem2m::ResponsePrimitive& primitive,
                                            const PayloadForm& form);

/// Errc::malformed, Errc::invalid_value, Errc::too_large or Errc::unsupported naming the member.
[[nodiscard]] Result<onem2m::ResponsePrimitive> decode_response(ByteView payload,
                                                                const PayloadForm& form);

/// The Request Identifier in a payload, whatever else is wrong with it; empty when there is none.
[[nodiscard]] std::string request_id_in(ByteView payload, const PayloadForm& form);

/// The answer that names the fault; only for one that has a request_id.
[[nodiscard]] onem2m::ResponsePrimitive response_to(const Fault& fault);

}  // namespace plumbline::adapters::mqtt
