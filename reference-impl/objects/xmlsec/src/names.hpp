/// @file
/// Names of XML Signature 1.1 and XML Encryption 1.1.

#pragma once

#include <string_view>

namespace plumbline::xmlsec {

/// A namespace and the prefix that this implementation writes.
struct Namespace {
  std::string_view uri;
  std::string_view prefix;
};

inline constexpr Namespace kDs{"http://www.w3.org/2000/09/xmldsig#", "ds"};
inline constexpr Namespace kDs11{"http://www.w3.org/2009/xmldsig11#", "dsig11"};
inline constexpr Namespace kXenc{"http://www.w3.org/2001/04/xmlenc#", "xenc"};
inline constexpr Namespace kXenc11{"http://www.w3.org/2009/xmlenc11#", "xenc11"};

inline constexpr std::string_view kExclusiveC14n = "http://www.w3.org/2001/10/xml-exc-c14n#";
inline constexpr std::string_view kEnvelopedSignature =
    "http://www.w3.org/2000/09/xmldsig#enveloped-signature";
inline constexpr std::string_view kBase64 = "http://www.w3.org/2000/09/xmldsig#base64";

inline constexpr std::string_view kElementType = "http://www.w3.org/2001/04/xmlenc#Element";
inline constexpr std::string_view kContentType = "http://www.w3.org/2001/04/xmlenc#Content";
inline constexpr std::string_view kMgf1Sha256 = "http://www.w3.org/2009/xmlenc11#mgf1sha256";
inline constexpr std::string_view kEcdhEs = "http://www.w3.org/2009/xmlenc11#ECDH-ES";
inline constexpr std::string_view kConcatKdf = "http://www.w3.org/2009/xmlenc11#ConcatKDF";

}  // namespace plumbline::xmlsec
