/// @file
/// XML Signature 1.1 with Exclusive XML Canonicalization 1.0.

#pragma once

#include "plumbline/core/bytes.hpp"
#include "plumbline/core/result.hpp"
#include "plumbline/core/xml_bounds.hpp"
#include "plumbline/crypto/hash.hpp"
#include "plumbline/xmlsec/algorithms.hpp"
#include "plumbline/xmlsec/key.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace plumbline::xmlsec {

/// Where the signed content stands, XML Signature 1.1 clause 2.
enum class SignatureForm : std::uint8_t {
  enveloping,  ///< in the ds:Object of the root, which is ds:Signature
  enveloped,   ///< around ds:Signature, which is a child of the root: the whole document
  detached,    ///< beside ds:Signature: children of the root that are named by their Id
};

struct SignRequest {
  ByteView input;  ///< the XML document; or octets of any kind, see `octets`
  SignatureForm form = SignatureForm::enveloping;
  bool octets = false;           ///< enveloping only: `input` is put into ds:Object in base64
  std::string mime_type;         ///< of such octets; is signed
  std::vector<std::string> ids;  ///< detached only: the Id of each element to sign
  SignatureMethod algorithm = SignatureMethod::hmac_sha256;
  crypto::HashAlgorithm digest = crypto::HashAlgorithm::sha256;
  const Key* key = nullptr;  ///< symmetric or private; not null. Its name goes into ds:KeyName
  XmlLimits limits;          ///< on `input` when that is XML
};

/// Signs.
///
/// @source XML Signature 1.1 clause 3.1; TS-0003 table 8.5.3.3-1
/// @return the document without XML declaration; Errc::key_mismatch when the key is not of the
///         type, use or size that the algorithm is bound to; Errc::invalid_value for members that
///         belong to another form, or names that XML cannot carry; Errc::not_found for an Id that
///         no child of the root has; Errc::malformed, Errc::unsupported, Errc::too_large for a
///         document that cannot be read, has a signature already, has one Id twice, or has no
///         canonical form (relative namespace URIs).
[[nodiscard]] Result<std::string> sign(const SignRequest& request);

struct VerifyOptions {
  AlgorithmPolicy algorithms = AlgorithmPolicy::esdata();
  std::optional<SignatureForm> form;  ///< the only one that is taken
  std::vector<std::string> ids;       ///< detached: exactly these in this order; any when empty
  XmlLimits limits;
  std::size_t references = 16;  ///< Errc::too_large beyond
};

/// What one ds:Reference covers.
struct SignedContent {
  std::string uri;  ///< "" or "#" and an Id
  Bytes octets;     ///< those that were digested: exclusive canonical form without comments
};

/// What has been verified; nothing else of the document is authentic.
struct VerifiedSignature {
  SignatureForm form = SignatureForm::enveloping;
  SignatureMethod algorithm = SignatureMethod::hmac_sha256;
  std::string key_name;  ///< of the object, else of the key; empty when neither has one
  std::vector<SignedContent> references;  ///< at least one
  /// Enveloping: what ds:Object holds, octets decoded, XML in canonical form. Enveloped: the
  /// document without its signature. Detached: the element, when it is only one.
  Bytes content;
  std::string mime_type;  ///< of octets in ds:Object
  bool octets = false;    ///< `content` came in base64
};

/// Verifies the only ds:Signature that is the root or a child of it. Only references within the
/// document are followed, only the transforms enveloped-signature and Exclusive C14N are taken,
/// each where its form wants it, and an Id that occurs twice ends it: so what is returned is what
/// was signed, wherever else the document has more of the kind.
///
/// @source XML Signature 1.1 clause 3.2
/// @return Errc::malformed, Errc::too_large, Errc::unsupported (a document type declaration,
///         HMACOutputLength, other references and transforms), Errc::invalid_value (another form or
///         other ids than asked for), Errc::not_found (a reference to no child of the root),
///         Errc::algorithm_not_allowed, Errc::key_not_found (no key of that KeyName),
///         Errc::key_mismatch (type, use or size of the key), Errc::authentication_failed: digest
///         or signature, with one and the same detail.
[[nodiscard]] Result<VerifiedSignature> verify(std::string_view document,
                                               std::span<const Key> keys,
                                               const VerifyOptions& options = {});

}  // namespace plumbline::xmlsec
