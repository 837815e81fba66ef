/// @file
/// SignedData, RFC 5652 clause 5.

#pragma once

#include "plumbline/cms/algorithms.hpp"
#include "plumbline/cms/content_info.hpp"
#include "plumbline/cms/credentials.hpp"
#include "plumbline/core/bytes.hpp"
#include "plumbline/core/clock.hpp"
#include "plumbline/core/result.hpp"
#include "plumbline/crypto/hash.hpp"

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace plumbline::cms {

/// id-data, RFC 5652 clause 4, dotted.
inline constexpr std::string_view kDataContentType = "1.2.840.113549.1.7.1";

struct Signer {
  KeyPair pair;  ///< RSA or EC
  crypto::HashAlgorithm hash = crypto::HashAlgorithm::sha256;
};

struct SignRequest {
  ByteView payload;
  std::vector<Signer> signers;
  TimePoint signing_time;                      ///< to the second; stands in the signed attributes
  std::string content_type{kDataContentType};  ///< eContentType, a dotted object identifier
  bool detached = false;                       ///< leave the payload out
  bool with_certificates = true;               ///< put the signers' certificates in
};

/// Signs payload and attributes (content type, message digest, signing time) with each signer. EC
/// keys sign by ECDSA, RSA keys by PKCS #1 v1.5.
///
/// @source RFC 5652 clauses 5.4 and 11, RFC 8551 clause 2.5
/// @return DER; Errc::invalid_value without signers or for a content type that is no object
///         identifier; Errc::key_mismatch for a key that is not the one of its certificate, or is
///         neither RSA nor EC.
[[nodiscard]] Result<Bytes> sign(const SignRequest& request);

/// How many of several signatures have to verify.
enum class RequiredSignatures : std::uint8_t { any, all };

struct VerifyOptions {
  AlgorithmPolicy algorithms = AlgorithmPolicy::esdata();
  RequiredSignatures required = RequiredSignatures::any;
  std::optional<ByteView> detached_payload;  ///< given exactly when the object carries none
  CmsLimits limits;
};

struct VerifiedSignature {
  std::size_t index = 0;   ///< among the SignerInfos of the object
  std::size_t signer = 0;  ///< among the trusted certificates
  SignatureScheme scheme{};
  std::optional<TimePoint> signing_time;  ///< as the signer says
};

struct VerifiedData {
  Bytes payload;
  std::string content_type;                 ///< eContentType, dotted
  std::vector<VerifiedSignature> verified;  ///< every signature that verified; at least one
};

/// Verifies against the certificates of `trusted` and nothing else: certificates in the object, a
/// system store and extended key usage have no say. Whether a trusted certificate is valid today is
/// the caller's matter (crypto::verify_certificate).
///
/// Signed attributes are required: without them, content that is the DER of attributes would pass
/// for them (RFC 5652 clause 5.3 makes them optional for id-data).
///
/// @source RFC 5652 clauses 5.4 and 5.6
/// @param ber BER, definite or indefinite lengths.
/// @return Errc::malformed; Errc::too_large; Errc::unsupported (another content type, no signed
///         attributes); Errc::invalid_value (payload inside and given, or neither);
///         Errc::algorithm_not_allowed; Errc::key_not_found (no trusted certificate is named as a
///         signer); Errc::key_mismatch (kind of the key); Errc::authentication_failed. With
///         RequiredSignatures::any a failing signature is passed over when another verifies.
[[nodiscard]] Result<VerifiedData> verify(ByteView ber,
                                          std::span<const crypto::Certificate> trusted,
                                          const VerifyOptions& options = {});

}  // namespace plumbline::cms
