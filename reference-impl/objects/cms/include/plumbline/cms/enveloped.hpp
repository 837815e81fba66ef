/// @file
/// AuthEnvelopedData, RFC 5083, and EnvelopedData, RFC 5652 clause 6.

#pragma once

#include "plumbline/cms/algorithms.hpp"
#include "plumbline/cms/content_info.hpp"
#include "plumbline/cms/credentials.hpp"
#include "plumbline/core/bytes.hpp"
#include "plumbline/core/result.hpp"

#include <cstddef>
#include <span>
#include <vector>

namespace plumbline::cms {

struct SealRequest {
  ByteView plaintext;  ///< id-data; to keep a media type with it, make it a MIME entity (mime.hpp)
  std::vector<Recipient> recipients;  ///< of any kind, mixed; each opens it alone
  ContentEncryption encryption = ContentEncryption::aes256_gcm;
};

/// Encrypts to every recipient: RSA certificates by OAEP with SHA-256, EC certificates by ECDH with
/// SHA-256 and AES-256 key wrap, shared keys by AES key wrap of their size. The content encryption
/// key, the nonce and ephemeral keys are OpenSSL's; they cannot be given. KeyUsage and validity of
/// certificates are the caller's matter (crypto::verify_certificate).
///
/// A content type other than id-data would have to stand in authenticated attributes (RFC 5083
/// clause 2.1), which OpenSSL 3.0 does not make, and early releases of it ignore.
///
/// @source RFC 5652 clause 6, RFC 5083 clause 2, RFC 5753 clause 3.1
/// @return DER; Errc::invalid_value without recipients or for a SharedKek without id,
///         Errc::key_mismatch for a KEK of another size or a certificate that is neither RSA nor
///         EC.
[[nodiscard]] Result<Bytes> seal(const SealRequest& request);

struct OpenOptions {
  AlgorithmPolicy algorithms = AlgorithmPolicy::esdata();
  CmsLimits limits;
};

struct Opened {
  Bytes plaintext;
  std::size_t recipient = 0;  ///< index of the RecipientInfo whose key opened it
  std::size_t recipients =
      0;  ///< how many keys open it: one RecipientInfo of ECDH may be for several
  std::size_t credential = 0;  ///< index of the credential that opened it
  KeyManagement key_management{};
  ContentEncryption encryption{};
};

/// Decrypts with the first recipient and credential that belong together: a certificate by issuer
/// and serial number or subject key identifier, a KEK by its identifier.
///
/// @source RFC 5652 clause 6, RFC 5083 clause 2
/// @param ber BER, definite or indefinite lengths.
/// @return Errc::malformed; Errc::too_large; Errc::unsupported (another content type within or
///         without, authenticated attributes, content kept elsewhere, a GCM tag whose length is
///         left to its default); Errc::invalid_length (GCM nonce other than 12 octets, tag under 12
///         or other than announced); Errc::algorithm_not_allowed; Errc::key_not_found (no
///         credential is named in it); Errc::key_mismatch (kind or size of the key, curve of the
///         originator); Errc::authentication_failed: a wrong key, encrypted key, ciphertext,
///         padding or tag, all with one and the same detail.
[[nodiscard]] Result<Opened> open(ByteView ber,
                                  std::span<const Credential> credentials,
                                  const OpenOptions& options = {});

}  // namespace plumbline::cms
