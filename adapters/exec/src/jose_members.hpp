/// @file
/// Members that the JOSE operations share.

#pragma once

#include "plumbline/core/json_reader.hpp"
#include "plumbline/jose/algorithms.hpp"
#include "plumbline/jose/header.hpp"
#include "plumbline/jose/jwe.hpp"
#include "plumbline/jose/jwk.hpp"
#include "plumbline/jose/serialization.hpp"

#include <string>
#include <string_view>

namespace plumbline::adapters::exec {

/// `algorithms`: "esdata" (also when absent) or an array of names.
[[nodiscard]] Result<jose::AlgorithmPolicy> algorithms_of(JsonReader& reader);

/// A header to send: text is kept as it is, an object is written in RFC 8785 form, absent is empty.
[[nodiscard]] Result<jose::Header> header_of(JsonReader& reader, std::string_view name);

/// `serialization`: compact, flattened, general.
[[nodiscard]] jose::Serialization serialization_of(JsonReader& reader);

/// `cek`, `iv`, `epk`: what a known answer fixes.
[[nodiscard]] Result<jose::KnownAnswerInputs> fixed_inputs(JsonReader& reader);

/// A made object: JSON text as JSON, compact text as text.
[[nodiscard]] Result<Json> object_of(const std::string& text, jose::Serialization serialization);

}  // namespace plumbline::adapters::exec
