/// @file
/// CryptoParams: how a piece of data, or a registered credential, is protected; and the words of
/// it.

#pragma once

#include "plumbline/core/bytes.hpp"
#include "plumbline/core/result.hpp"
#include "plumbline/crypto/hash.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace plumbline::data_at_rest {

/// What a credential is for: "conf", "auth", "aead" (one key for both), "master" (both derive from
/// it).
enum class Use : std::uint8_t { confidentiality, authenticity, aead, master };

/// What the TEF hands out to a client: "master", "keys", "resource".
/// @source TR-0012 clause 7.3.2.2 step 19
enum class Level : std::uint8_t { master, keys, resource };

/// Where a key comes from when its source does not send it: "exporter" (the session with the TEF),
/// "random" (the TEF generates it), "ke" (an enrolment key that both have).
enum class KeySource : std::uint8_t { exporter, random, ke };

/// Which key protects: data_auth / data_conf themselves ("data"), or the one derived from them for
/// a container ("container") or an instance ("content-instance").
/// @source TR-0012 clause 7.3.2.2 step 3
enum class KeyScope : std::uint8_t { data, container, instance };

[[nodiscard]] std::string_view name_of(Use use) noexcept;
[[nodiscard]] std::string_view name_of(Level level) noexcept;
[[nodiscard]] std::string_view name_of(KeySource source) noexcept;
[[nodiscard]] std::string_view name_of(KeyScope scope) noexcept;
[[nodiscard]] std::optional<Use> use_named(std::string_view name) noexcept;
[[nodiscard]] std::optional<Level> level_named(std::string_view name) noexcept;
[[nodiscard]] std::optional<KeySource> key_source_named(std::string_view name) noexcept;
[[nodiscard]] std::optional<KeyScope> key_scope_named(std::string_view name) noexcept;

/// Every member may be absent.
/// @source TR-0012 clause 7.3.2.2 steps 8, 17, 19; members and spelling are our choice
struct CryptoParams {
  std::optional<std::string> alg;   ///< JWE or JWS "alg"
  std::optional<std::string> enc;   ///< JWE "enc"
  std::optional<std::uint32_t> kl;  ///< key length in bits
  std::optional<std::string> kid;   ///< Credential-Id; KeID where src is ke
  std::optional<Bytes> salt;        ///< hex in JSON
  std::optional<Bytes> nonce;       ///< hex in JSON; 16 octets from us
  std::optional<std::string> ct;    ///< creation time that entered the key instead of nonce
  std::optional<crypto::HashAlgorithm> hash;
  std::optional<KeySource> src;
  std::optional<Level> lvl;
  std::optional<Use> use;

  friend bool operator==(const CryptoParams&, const CryptoParams&) = default;
};

/// Reads the JSON object of an e2e:cp.
/// @return Errc::malformed or Errc::invalid_value naming the member, also an unknown one.
[[nodiscard]] Result<CryptoParams> parse_crypto_params(std::string_view json);

/// The JSON object, absent members left out.
[[nodiscard]] std::string to_text(const CryptoParams& params);

}  // namespace plumbline::data_at_rest
