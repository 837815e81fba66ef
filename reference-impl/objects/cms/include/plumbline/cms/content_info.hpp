/// @file
/// What every CMS object has: its content type, its media type and bounds on what is read.

#pragma once

#include "plumbline/core/bytes.hpp"
#include "plumbline/core/result.hpp"

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace plumbline::cms {

/// The content types that are read and made.
enum class ContentType : std::uint8_t {
  signed_data,         ///< RFC 5652 clause 5
  enveloped_data,      ///< RFC 5652 clause 6
  auth_enveloped_data  ///< RFC 5083
};

/// Bounds on an object that is read; Errc::too_large beyond them.
struct CmsLimits {
  std::size_t octets = std::size_t{16} << 20U;  ///< the whole object, or the text around it
  std::size_t recipients = 64;                  ///< recipients, signers, digest algorithms
  std::size_t depth = 32;                       ///< constructed values within each other
};

/// The content type that the first octets of `ber` name, without reading further: what to call.
///
/// @source RFC 5652 clause 3
/// @return Errc::malformed; Errc::unsupported for any other type, CompressedData (a small object
///         that grows without bound when opened), AuthenticatedData, EncryptedData and DigestedData
///         among them.
[[nodiscard]] Result<ContentType> content_type_of(ByteView ber);

/// The smime-type parameter: "signed-data", "enveloped-data", "authEnveloped-data".
///
/// @source RFC 8551 clause 3.2.2
[[nodiscard]] std::string_view smime_type_of(ContentType type) noexcept;

/// The media type of an object as octets, e.g. "application/pkcs7-mime; smime-type=signed-data".
///
/// @source RFC 8551 clause 3.2, TR-0012 clause 7.1.1.2.2.1
[[nodiscard]] std::string_view media_type_of(ContentType type) noexcept;

}  // namespace plumbline::cms
