/// @file
/// Session key of end-to-end security of primitives.

#pragma once

#include "plumbline/core/bytes.hpp"
#include "plumbline/core/result.hpp"
#include "plumbline/crypto/secret_bytes.hpp"

#include <cstdint>
#include <string_view>

namespace plumbline::keys {

struct EsprimSessionInput {
  ByteView pairwise_key;  ///< pairwiseESPrimKey; 1 or more octets
  ByteView receiver;      ///< octets of receiverESPrimRandObject
  ByteView originator;    ///< octets of originatorESPrimRandObject
};

/// sessionESPrimKey, 32 octets.
///
/// @source TS-0003 clause 10.3.8.2
/// @return Errc::invalid_length when an input is empty.
[[nodiscard]] Result<crypto::SecretBytes> derive_esprim_session(const EsprimSessionInput& input);

/// Which octets of a random object enter the formula; the clause leaves them open.
enum class RandomObjectForm : std::uint8_t {
  canonical,  ///< our choice: the RFC 8785 form, whatever the order of members on the wire
  received,   ///< the JSON text as it came
};

struct EsprimSessionTexts {
  ByteView pairwise_key;
  std::string_view receiver;    ///< JSON object: esri esrv esrx esks espa
  std::string_view originator;  ///< JSON object: esri esrv esrx esk espa (esks of older peers)
  RandomObjectForm form = RandomObjectForm::canonical;
};

/// The same from the JSON text of both random objects.
///
/// @source TS-0003 clause 10.3.8.2; TS-0004 clauses 6.3.5.50, 6.3.5.51
/// @return Errc::malformed when a text is not a JSON object, Errc::invalid_value for an unknown
///         member, Errc::invalid_length for an empty key.
[[nodiscard]] Result<crypto::SecretBytes> derive_esprim_session_from_json(
    const EsprimSessionTexts& texts);

}  // namespace plumbline::keys
