/// @file
/// originatorESPrimRandObject and receiverESPrimRandObject.

#pragma once

#include "plumbline/core/clock.hpp"
#include "plumbline/core/random.hpp"
#include "plumbline/core/result.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace plumbline::esprim {

/// m2m:esprimKeyGenAlgID. Any other number that a peer names is kept as it is.
/// @source TS-0004 clause 6.3.4.2.40
enum class KeyGenAlgorithm : std::uint16_t { hmac_sha256 = 1 };

/// m2m:esprimProtocolAndAlgID: compact JWE with one AEAD. Any other number is kept as it is.
/// @source TS-0004 clause 6.3.4.2.41
enum class ProtocolAlgorithm : std::uint16_t {
  jwe_a128gcm = 10,
  jwe_a192gcm = 11,
  jwe_a256gcm = 12
};

/// The JWE "enc" of a protocol, "A256GCM"; empty for a number that is not known here.
[[nodiscard]] std::string_view enc_of(ProtocolAlgorithm protocol) noexcept;
/// The reverse.
[[nodiscard]] std::optional<ProtocolAlgorithm> protocol_named(std::string_view enc) noexcept;

/// Who made a random object, which decides its members.
enum class Issuer : std::uint8_t { originator, receiver };

/// What one end contributes to sessionESPrimKey.
/// @source TS-0004 clauses 6.3.5.50, 6.3.5.51; TS-0003 clause 8.4.2
struct RandObject {
  std::string id;       ///< esprimRandID
  std::string value;    ///< esprimRandValue, 128 random bits
  std::string expiry;   ///< esprimRandExpiry as it was written: it enters the session key
  TimePoint expires{};  ///< the same as a point in time
  std::vector<KeyGenAlgorithm> key_gens;  ///< exactly 1 of an originator
  bool lists_key_gens = false;            ///< written as esks: receivers, originators of Release 2
  std::vector<ProtocolAlgorithm> protocols;

  friend bool operator==(const RandObject&, const RandObject&) = default;
};

/// Reads the JSON object; a relative expiry counts from `now`.
///
/// @return Errc::malformed when it is no such object or has an unknown member, Errc::invalid_value
///         for an id or value that is no NCName of at most 255 octets, or a list that is empty or
///         longer than 32.
[[nodiscard]] Result<RandObject> parse_rand_object(std::string_view json,
                                                   Issuer issuer,
                                                   TimePoint now);

/// The JSON object, members in the order of the clause.
[[nodiscard]] std::string to_text(const RandObject& object);

/// The octets that enter sessionESPrimKey: RFC 8785 form of the JSON object (our choice).
[[nodiscard]] std::string session_octets(const RandObject& object);

/// What is decided about a new random object.
struct NewRandObject {
  Issuer issuer{};
  bool shared = false;  ///< told in the id: "s-…", else "u-…" (our choice)
  TimePoint expires{};  ///< cut to whole seconds
  std::vector<KeyGenAlgorithm> key_gens;
  std::vector<ProtocolAlgorithm> protocols;
};

/// A random object with 128 fresh bits in its id and 128 others in its value.
[[nodiscard]] RandObject make_rand_object(const NewRandObject& wanted, RandomSource& random);

}  // namespace plumbline::esprim
