#include "plumbline/core/furthest_failure.hpp"
#include "plumbline/xmlsec/signature.hpp"

#include "document.hpp"
#include "signature_object.hpp"
#include "signing.hpp"
#include "tree.hpp"

#include <algorithm>
#include <string>
#include <utility>

namespace plumbline::xmlsec {

namespace {

/// What was asked for, against what the object says that it is.
Result<void> check_expected(const SignatureObject& object, const VerifyOptions& options) {
  if (!options.algorithms.allows(object.method)) {
    return fail(Errc::algorithm_not_allowed,
                "XML-DSig: SignatureMethod " + std::string{name_of(object.method)});
  }
  if (options.form && *options.form != object.form) {
    return fail(Errc::invalid_value, "XML-DSig: a signature of another form than asked for");
  }
  const bool same = std::ranges::equal(
      options.ids, object.references, [](const std::string& id, const Reference& reference) {
        return reference.uri == "#" + id;
      });
  if (!options.ids.empty() && !same) {
    return fail(Errc::invalid_value, "XML-DSig: other elements are signed than asked for");
  }
  return success();
}

/// The name of the key that verifies SignedInfo.
Result<std::string> check_keys(xmlDoc& document,
                               const SignatureObject& object,
                               std::span<const Key> keys) {
  PLUMBLINE_TRY(const Bytes info, canonical_octets(document, {.top = object.signed_info}));
  FurthestFailure failure;
  for (const Key& key : keys) {
    if (!key.may_be_named(object.key_name)) {
      continue;
    }
    auto checked = check_signature(object.method, key, info, object.signature);
    if (checked) {
      return object.key_name.value_or(key.name());
    }
    failure.add(std::move(checked).error());
  }
  return failure.take();
}

Result<std::vector<SignedContent>> check_references(xmlDoc& document,
                                                    const SignatureObject& object) {
  std::vector<SignedContent> signed_contents;
  for (const Reference& reference : object.references) {
    PLUMBLINE_TRY(Bytes octets, canonical_octets(document, reference.part));
    if (crypto::digest(reference.digest, octets) != reference.digest_octets) {
      return not_authentic_signature();
    }
    signed_contents.push_back({.uri = reference.uri, .octets = std::move(octets)});
  }
  return signed_contents;
}

/// What ds:Object holds, XML Signature 1.1 clause 4.5.
Result<void> read_content(xmlDoc& document, xmlNode& object, VerifiedSignature& verified) {
  const auto encoding = attribute_of(object, "Encoding");
  verified.mime_type = attribute_of(object, "MimeType").value_or("");
  if (!encoding) {
    PLUMBLINE_TRY(verified.content, canonical_octets(document, {.top = &object, .inner = true}));
    return success();
  }
  if (*encoding != kBase64) {
    return fail(Errc::unsupported, "XML-DSig: an Object in another encoding than base64");
  }
  verified.octets = true;
  PLUMBLINE_TRY(verified.content, base64_content(object));
  return success();
}

}  // namespace

Result<VerifiedSignature> verify(std::string_view document,
                                 std::span<const Key> keys,
                                 const VerifyOptions& options) {
  PLUMBLINE_TRY(const DocumentPtr tree, parse_document(as_bytes(document), options.limits));
  PLUMBLINE_TRY(const SignatureObject object, read_signature(*tree, options.references));
  PLUMBLINE_TRY(check_expected(object, options));
  VerifiedSignature verified{.form = object.form, .algorithm = object.method};
  PLUMBLINE_TRY(verified.key_name, check_keys(*tree, object, keys));
  PLUMBLINE_TRY(verified.references, check_references(*tree, object));
  if (object.object != nullptr) {
    PLUMBLINE_TRY(read_content(*tree, *object.object, verified));
  } else if (verified.references.size() == 1) {
    verified.content = verified.references.front().octets;
  }
  return verified;
}

}  // namespace plumbline::xmlsec
