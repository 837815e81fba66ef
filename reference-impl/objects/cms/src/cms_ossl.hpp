/// @file
/// Ownership and error mapping for OpenSSL's CMS. Private to src/: no public header includes it.

#pragma once

#include "ossl.hpp"  // of the crypto room

#include <openssl/cms.h>

#include <algorithm>

namespace plumbline::cms {

namespace ossl = crypto::ossl;

using CmsPtr = ossl::Ptr<CMS_ContentInfo, CMS_ContentInfo_free>;
using ObjectPtr = ossl::Ptr<ASN1_OBJECT, ASN1_OBJECT_free>;

/// Forgets, at the end of a scope, what refusals left in this thread's error queue.
struct ErrorScope {
  ErrorScope() = default;
  ErrorScope(const ErrorScope&) = delete;
  ErrorScope& operator=(const ErrorScope&) = delete;
  ErrorScope(ErrorScope&&) = delete;
  ErrorScope& operator=(ErrorScope&&) = delete;

  ~ErrorScope() { ossl::forget_errors(); }
};

/// The octets of an ASN.1 string, as long as that lives.
[[nodiscard]] inline ByteView octets_of(const ASN1_STRING* text) {
  return {ASN1_STRING_get0_data(text), static_cast<std::size_t>(ASN1_STRING_length(text))};
}

/// A reader of `octets`, which may be empty.
[[nodiscard]] inline ossl::BioPtr reader_of(ByteView octets) {
  return ossl::memory_reader(octets.empty() ? as_bytes(std::string_view{""}) : octets);
}

/// The DER of `value`, by the i2d function of its type; empty for what a peer left without a form.
template <auto kEncode, typename T>
[[nodiscard]] Bytes der_of(const T* value) {
  const int size = kEncode(value, nullptr);
  Bytes der(static_cast<std::size_t>(std::max(size, 0)));
  if (std::uint8_t* position = der.data(); !der.empty()) {
    ossl::check(kEncode(value, &position), "i2d");
  }
  return der;
}

}  // namespace plumbline::cms
