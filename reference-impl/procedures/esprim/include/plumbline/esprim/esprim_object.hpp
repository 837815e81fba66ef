/// @file
/// The ESPrim Object: an inner primitive in a compact JWE.

#pragma once

#include "plumbline/core/bytes.hpp"
#include "plumbline/core/clock.hpp"
#include "plumbline/core/random.hpp"
#include "plumbline/core/result.hpp"
#include "plumbline/esprim/rand_object.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace plumbline::esprim {

/// The JOSE header. alg and enc are as written, whether they are supported or not.
/// @source TS-0003 clause 8.4.3.2
struct ObjectHeader {
  std::string alg = "dir";
  std::string enc;
  std::string key_id;                             ///< kid: pairwiseESPrimKeyID
  std::string content_type;                       ///< cty; empty when absent
  std::string originator_rand_id;                 ///< ori
  std::string receiver_rand_id;                   ///< rri
  std::optional<RandObject> originator_object{};  ///< oro, in requests only
  std::optional<RandObject> receiver_object{};    ///< rro, in responses only

  friend bool operator==(const ObjectHeader&, const ObjectHeader&) = default;
};

/// Which way an object goes.
enum class Direction : std::uint8_t { request, response };

/// What can be read of an object without any key. Nothing in it is authentic yet.
struct ReadObject {
  ObjectHeader header;
  Bytes iv;
};

/// Reads the five parts and the header.
///
/// @param now from which a relative expiry of a random object counts
/// @return Errc::malformed for anything but five parts of base64url with an empty second one, a
///         header that lacks one of alg, enc, kid, ori, rri or names one in crit;
///         Errc::invalid_value for a random object that is none or goes the other way;
///         Errc::too_large over 16 MiB.
[[nodiscard]] Result<ReadObject> read_object(std::string_view jwe,
                                             Direction direction,
                                             TimePoint now);

struct SealInput {
  const ObjectHeader& header;
  ByteView session_key;  ///< 32 octets; the leftmost that enc takes are the CEK
  ByteView plaintext;    ///< the serialized inner primitive
};

/// Encrypts under an IV from `iv`.
///
/// @source TS-0003 clauses 8.4.2 step C.3, 8.4.3.2; RFC 7516
/// @return the compact JWE; Errc::algorithm_not_allowed for an alg or enc that ESPrim does not
///         have, Errc::invalid_length for a session key that is too short.
[[nodiscard]] Result<std::string> seal_object(const SealInput& input, RandomSource& iv);

struct OpenInput {
  std::string_view jwe;
  const ObjectHeader& header;  ///< as read_object gave it
  ByteView session_key;        ///< 32 octets
};

/// Decrypts and verifies.
///
/// @source TS-0003 clause 8.4.2 steps C.6, C.11
/// @return the serialized inner primitive; Errc::algorithm_not_allowed for an alg or enc that
///         ESPrim does not have, Errc::unsupported for zip, Errc::authentication_failed, always
///         with the same detail, for a wrong key, ciphertext, header or tag, and for an IV or tag
///         of another length.
[[nodiscard]] Result<Bytes> open_object(const OpenInput& input);

}  // namespace plumbline::esprim
