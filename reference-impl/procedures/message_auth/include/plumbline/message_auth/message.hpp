/// @file
/// A protected message: a primitive in a compact JWS or JWE.

#pragma once

#include "plumbline/core/bytes.hpp"
#include "plumbline/core/clock.hpp"
#include "plumbline/core/random.hpp"
#include "plumbline/core/result.hpp"
#include "plumbline/message_auth/credential.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace plumbline::message_auth {

/// @source TR-0012 tables 7.4.1.2-1, 7.4.1.2-2, clause 5.6.4 step 8
enum class Protection : std::uint8_t {
  integrity,        ///< MIC of 256 bits: JWS HS256 under msg_auth
  confidentiality,  ///< 256 bit encryption: JWE A256GCM under msg_conf, authentic by its tag
  both,             ///< the JWS within the JWE
  signature,        ///< JWS ES256, where the credential is asymmetric
};

/// "integrity", "confidentiality", "both", "signature".
[[nodiscard]] std::string_view name_of(Protection protection) noexcept;
[[nodiscard]] std::optional<Protection> protection_named(std::string_view name) noexcept;

/// The rows of table 7.4.1.2-1 that a message of that protection meets, in its words. Nothing is
/// said of non-repudiation and of data at rest, which the table has as "None".
[[nodiscard]] std::vector<std::string_view> requirements_met_by(Protection protection);

/// The greatest sequence number: the last that every JSON reader keeps exactly (RFC 7493).
inline constexpr std::uint64_t kLastSequence = (std::uint64_t{1} << 53U) - 1;

/// Protected header members besides alg and enc.
struct MessageHeader {
  std::string key_id;          ///< kid: Credential-Id
  std::string content_type;    ///< cty: media type of the primitive; "jose" around a JWS
  std::string source;          ///< src: absolute id of whom it is from
  std::string destination;     ///< dst: absolute id of whom it is for
  std::uint64_t sequence = 0;  ///< sqn: rises with each message of a source under a credential
  TimePoint time;              ///< ts: when it was made

  friend bool operator==(const MessageHeader&, const MessageHeader&) = default;
};

/// What can be read without any key. Nothing in it is authentic yet.
struct ReadMessage {
  Protection protection{};
  MessageHeader header;
};

/// Reads the parts and the header.
///
/// @return Errc::malformed for anything but three or five parts of base64url, a header that lacks
///         one of alg, kid, src, dst, sqn, ts, or has crit, zip or b64;
///         Errc::algorithm_not_allowed for algorithms of none of the protections;
///         Errc::invalid_value for an id that is not absolute; Errc::too_large over 16 MiB.
[[nodiscard]] Result<ReadMessage> read_message(std::string_view text);

struct SealInput {
  const MessageHeader& header;  ///< content_type is that of the primitive
  Protection protection{};
  const Credential& credential;
  ByteView plaintext;  ///< the serialized primitive
};

/// @return the compact text; Errc::key_mismatch when the credential is of another kind than the
///         protection, or is a public key.
[[nodiscard]] Result<std::string> seal_message(const SealInput& input, RandomSource& iv);

struct OpenInput {
  std::string_view text;
  const ReadMessage& read;  ///< of that text
  const Credential& credential;
};

struct OpenedMessage {
  Bytes plaintext;
  std::string content_type;  ///< of the primitive
};

/// Verifies, and decrypts where it is encrypted.
///
/// @return Errc::authentication_failed, whatever it is that does not verify.
[[nodiscard]] Result<OpenedMessage> open_message(const OpenInput& input);

}  // namespace plumbline::message_auth
