/// @file
/// AlgorithmIdentifiers of the closed list.

#pragma once

#include "plumbline/cms/algorithms.hpp"
#include "plumbline/crypto/hash.hpp"

#include "ber.hpp"
#include "cms_ossl.hpp"

#include <optional>

namespace plumbline::cms {

/// What an AlgorithmIdentifier means: it is one of the list exactly when its DER is. A parameter
/// that is not as the list has it makes another algorithm.
[[nodiscard]] std::optional<KeyManagement> key_management_of(const X509_ALGOR* algorithm);
[[nodiscard]] std::optional<crypto::HashAlgorithm> digest_of(ByteView algorithm_der);

/// The scheme that digest and signature algorithm of a SignerInfo name together.
[[nodiscard]] std::optional<SignatureScheme> signature_scheme_of(const X509_ALGOR* digest,
                                                                 const X509_ALGOR* signature);

/// A content encryption algorithm with its parameters.
struct ContentCipher {
  ContentEncryption algorithm{};
  std::size_t nonce_size = 0;  ///< octets; the IV of CBC
  std::size_t tag_size = 0;    ///< octets; 0 for CBC
};

/// Reads ContentEncryptionAlgorithmIdentifier, `contents` being those of its SEQUENCE.
///
/// @source RFC 5084 clause 3.2, RFC 3565 clause 4.1
/// @return Errc::malformed, Errc::algorithm_not_allowed for one that is not on the list,
///         Errc::unsupported where aes-ICVlen has its default.
[[nodiscard]] Result<ContentCipher> content_cipher_of(ByteView contents);

}  // namespace plumbline::cms
