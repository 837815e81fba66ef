/// @file
/// Preparation and integration: what of a primitive or resource is target data, and where the
/// envelope takes its place. Class 1: the whole primitive; class 2: its Content; class 3: con, cnf
/// and or of a <contentInstance>. None of them knows session types, keys or algorithms.

#pragma once

#include "plumbline/core/bytes.hpp"
#include "plumbline/core/json.hpp"
#include "plumbline/core/result.hpp"
#include "plumbline/esf/envelope.hpp"
#include "plumbline/onem2m/primitive.hpp"

#include <cstdint>
#include <optional>
#include <string>

namespace plumbline::esf {

/// Resource Type of a request whose Content is protected; project choice.
/// @source TR-0012 clause 6.2.3.2.2 step 5 (a reserved identifier)
inline constexpr std::uint32_t kProtectedContent = 20900;

/// Class 1: the serialization of the whole primitive, unwrapped JSON with short names.
/// @source TR-0012 clause 6.2.3.1.2 step 1
[[nodiscard]] Bytes target_data_of(const onem2m::RequestPrimitive& request);
[[nodiscard]] Bytes target_data_of(const onem2m::ResponsePrimitive& response);

/// Class 1: `outer` (To, From and the like of the encapsulating message) with the envelope as its
/// Content.
/// @source TR-0012 clause 6.2.3.1.2 step 5
/// @return Errc::invalid_value for an envelope of another class.
[[nodiscard]] Result<onem2m::RequestPrimitive> encapsulate(onem2m::RequestPrimitive outer,
                                                           const Envelope& envelope);
[[nodiscard]] Result<onem2m::ResponsePrimitive> encapsulate(onem2m::ResponsePrimitive outer,
                                                            const Envelope& envelope);

/// Class 1: the verified primitive from verified target data.
/// @source TR-0012 clause 6.2.3.1.3 step 5
/// @return Errc::malformed, Errc::too_large, Errc::invalid_value.
[[nodiscard]] Result<onem2m::RequestPrimitive> request_from(ByteView verified);
[[nodiscard]] Result<onem2m::ResponsePrimitive> response_from(ByteView verified);

/// Class 2: the serialization of Content; Errc::not_found when there is none.
/// @source TR-0012 clause 6.2.3.2.2 step 1
[[nodiscard]] Result<Bytes> target_data_of(const std::optional<Json>& content);

/// Class 2: the primitive with the envelope as its Content, and Resource Type, where it has one,
/// kProtectedContent. A response has no Resource Type.
/// @source TR-0012 clause 6.2.3.2.2 step 5
/// @return Errc::invalid_value for an envelope of another class.
[[nodiscard]] Result<onem2m::RequestPrimitive> replace_content(onem2m::RequestPrimitive request,
                                                               const Envelope& envelope);
[[nodiscard]] Result<onem2m::ResponsePrimitive> replace_content(onem2m::ResponsePrimitive response,
                                                                const Envelope& envelope);

/// Class 2: the primitive with its verified Content, and the type of the resource in it where it
/// had kProtectedContent.
/// @source TR-0012 clause 6.2.3.2.3 step 5
/// @return Errc::malformed, Errc::too_large; Errc::invalid_value when Resource Type is another than
///         kProtectedContent, or what is inside is no resource of a known type.
[[nodiscard]] Result<onem2m::RequestPrimitive> restore_content(onem2m::RequestPrimitive treated,
                                                               ByteView verified);
[[nodiscard]] Result<onem2m::ResponsePrimitive> restore_content(onem2m::ResponsePrimitive treated,
                                                                ByteView verified);

/// Classes 1 and 2: the envelope that is the Content of a primitive.
/// @return Errc::not_found when there is no Content, else as read_envelope.
[[nodiscard]] Result<Envelope> envelope_in(const std::optional<Json>& content);

/// Which attributes beside content are protected, with the values that a <contentInstance> has
/// inherited from its parent where it has none of its own.
struct InstanceAttributes {
  bool content_info = true;
  bool ontology_ref = true;
  std::optional<std::string> inherited_content_info;
  std::optional<std::string> inherited_ontology_ref;
};

/// Class 3: {"con","cnf","or"} of {"m2m:cin":{…}}, as far as they are there.
/// @source TR-0012 clause 6.2.3.3.2 step 1
/// @return Errc::malformed for another resource, or one without content.
[[nodiscard]] Result<Bytes> target_data_of_instance(const Json& instance,
                                                    const InstanceAttributes& attributes);

/// Class 3: the instance with the text of the envelope as its content, and without the attributes
/// that are in it.
/// @source TR-0012 clause 6.2.3.3.2 step 5
/// @return Errc::malformed, or Errc::invalid_value for an envelope of another class.
[[nodiscard]] Result<Json> treat_instance(Json instance,
                                          const InstanceAttributes& attributes,
                                          const Envelope& envelope);

/// Class 3: the envelope that is the content of an instance; Errc::malformed, Errc::too_large, and
/// as read_envelope.
[[nodiscard]] Result<Envelope> envelope_in_instance(const Json& instance);

/// Class 3: the instance with its verified attributes.
/// @source TR-0012 clause 6.2.3.3.3 step 5
/// @return Errc::malformed for target data that is no {"con","cnf","or"}; Errc::too_large.
[[nodiscard]] Result<Json> restore_instance(Json treated, ByteView verified);

}  // namespace plumbline::esf
