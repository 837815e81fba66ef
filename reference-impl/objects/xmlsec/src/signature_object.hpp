/// @file
/// The structure of ds:Signature, strictly read: all that this implementation opens, and no more.

#pragma once

#include "plumbline/core/bytes.hpp"
#include "plumbline/core/result.hpp"
#include "plumbline/crypto/hash.hpp"
#include "plumbline/xmlsec/signature.hpp"

#include "document.hpp"

#include <libxml/tree.h>

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace plumbline::xmlsec {

struct Reference {
  std::string uri;
  DocumentPart part;  ///< what is digested
  crypto::HashAlgorithm digest{};
  xmlNode* digest_value = nullptr;
  Bytes digest_octets;
};

struct SignatureObject {
  SignatureForm form = SignatureForm::enveloping;
  xmlNode* signed_info = nullptr;
  SignatureMethod method{};
  std::vector<Reference> references;
  xmlNode* signature_value = nullptr;
  Bytes signature;
  std::optional<std::string> key_name;
  xmlNode* object = nullptr;  ///< enveloping only
};

/// Reads the only signature that is the root or a child of it.
///
/// @return the errors of verify() that concern the object alone; references are resolved.
[[nodiscard]] Result<SignatureObject> read_signature(xmlDoc& document, std::size_t max_references);

}  // namespace plumbline::xmlsec
