/// @file
/// JSON Web Encryption, RFC 7516.

#pragma once

#include "plumbline/core/bytes.hpp"
#include "plumbline/core/json.hpp"
#include "plumbline/core/random.hpp"
#include "plumbline/core/result.hpp"
#include "plumbline/crypto/asymmetric_key.hpp"
#include "plumbline/crypto/secret_bytes.hpp"
#include "plumbline/jose/algorithms.hpp"
#include "plumbline/jose/header.hpp"
#include "plumbline/jose/jwk.hpp"
#include "plumbline/jose/serialization.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace plumbline::jose {

/// Who shall be able to read it.
struct JweRecipient {
  Header header;             ///< of this recipient alone; not for compact
  const Jwk* key = nullptr;  ///< symmetric or public; not null
};

struct JweSealRequest {
  ByteView plaintext;
  Header protected_header;  ///< compact: has alg and enc
  Header unprotected;       ///< shared by all recipients; not for compact
  std::vector<JweRecipient> recipients;
  ByteView aad;  ///< JSON serializations only; empty = none
  Serialization serialization = Serialization::compact;
};

/// A symmetric key cut to the leftmost octets that `alg` (with `enc` in direct modes) takes; any
/// other key as it is.
///
/// @source TS-0003 clause 8.8.1 speaks of the first part of a longer key; which octets is our
/// choice
/// @return Errc::invalid_length when it is shorter than that.
[[nodiscard]] Result<Jwk> leftmost(const Jwk& key, JweAlg alg, JweEnc enc);

/// What is random in a seal, given instead. For known-answer tests only: a repeated IV under one
/// key breaks AES-GCM.
struct KnownAnswerInputs {
  std::optional<crypto::SecretBytes> cek;
  std::optional<Bytes> iv;
  std::optional<crypto::PrivateKey> epk;
};

/// Encrypts to every recipient. `enc` and `alg` are taken from the headers; what the key management
/// yields (epk, or iv and tag of A*GCMKW) is added to the protected header when that holds alg and
/// there is one recipient, else to the header of the recipient. CEK and IV come from `random`,
/// ephemeral EC keys from crypto::PrivateKey::generate.
///
/// @source RFC 7516 clauses 5.1 and 7
/// @return compact text or JSON text; Errc::malformed for headers that no receiver may accept (a
///         name twice, crit, no alg or enc), Errc::unsupported for zip,
///         Errc::algorithm_not_allowed for unknown names, Errc::invalid_value for a direct mode
///         with several recipients or parts that the serialization cannot carry,
///         Errc::key_mismatch when a key is not of the type, use or size that alg is bound to.
[[nodiscard]] Result<std::string> seal_jwe(const JweSealRequest& request, RandomSource& random);
/// As above with fixed inputs; Errc::invalid_length when one does not fit the algorithm.
[[nodiscard]] Result<std::string> seal_jwe(const JweSealRequest& request,
                                           const KnownAnswerInputs& fixed,
                                           RandomSource& random);

struct JweOpenOptions {
  AlgorithmPolicy algorithms = AlgorithmPolicy::esdata();
  JoseLimits limits;
  bool cuts_longer_keys = false;  ///< see leftmost()
};

struct OpenedJwe {
  Bytes plaintext;
  Header protected_header;
  Header header;               ///< protected, shared and per-recipient members together
  Bytes aad;                   ///< authenticated beside the plaintext; empty when there is none
  std::string kid;             ///< of the header, else of the key; empty when neither has one
  std::size_t recipient = 0;   ///< index of the recipient whose key opened it
  std::size_t recipients = 0;  ///< how many there are
};

/// Decrypts a compact or JSON serialized JWE with the first key and recipient that fit.
///
/// @source RFC 7516 clause 5.2
/// @return Errc::malformed, Errc::too_large, Errc::invalid_length (IV, tag), Errc::unsupported
///         (crit, zip), Errc::algorithm_not_allowed, Errc::key_not_found (no key of that kid),
///         Errc::key_mismatch (type, use, size or alg of the key, curve of epk),
///         Errc::authentication_failed: a wrong key, encrypted key, ciphertext, AAD or tag, all
///         with one and the same detail (RFC 7516 clause 11.5).
[[nodiscard]] Result<OpenedJwe> open_jwe(std::string_view text,
                                         const JwkSet& keys,
                                         const JweOpenOptions& options = {});
/// As above for a JSON serialization that is parsed already.
[[nodiscard]] Result<OpenedJwe> open_jwe_object(const Json& object,
                                                const JwkSet& keys,
                                                const JweOpenOptions& options = {});

}  // namespace plumbline::jose
