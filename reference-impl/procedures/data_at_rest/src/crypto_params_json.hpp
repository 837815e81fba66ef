/// @file
/// CryptoParams as JSON values, for this room only.

#pragma once

#include "plumbline/core/json.hpp"
#include "plumbline/core/json_reader.hpp"
#include "plumbline/data_at_rest/crypto_params.hpp"

namespace plumbline::data_at_rest {

/// Reads the members of CryptoParams; the caller finishes the reader.
[[nodiscard]] CryptoParams read_crypto_params(JsonReader& reader);

[[nodiscard]] Json to_json(const CryptoParams& params);

}  // namespace plumbline::data_at_rest
