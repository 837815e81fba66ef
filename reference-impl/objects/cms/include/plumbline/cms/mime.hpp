/// @file
/// MIME entities as S/MIME signs and encrypts them, RFC 8551 clause 3.1. Pure functions.

#pragma once

#include "plumbline/core/bytes.hpp"
#include "plumbline/core/result.hpp"

#include <string>
#include <string_view>

namespace plumbline::cms {

/// `text` with CRLF for each LF that has no CR before it: what S/MIME signs of a text.
///
/// @source RFC 8551 clause 3.1.1
[[nodiscard]] std::string canonical_text(std::string_view text);

/// `type/subtype` of a Content-Type value, in lower case: names of media types have no case.
///
/// @source RFC 2045 clause 5.1
[[nodiscard]] std::string media_type_in(std::string_view value);

/// A body and what it is.
struct MimeEntity {
  std::string content_type;  ///< e.g. "application/json"; "text/plain" where none is said
  Bytes body;                ///< transfer encoding removed
};

/// "Content-Type: …", an empty line, the body as it is: keeps the media type of a payload with it
/// through sealing or signing.
///
/// @return Errc::invalid_value for a content type with control characters, or none.
[[nodiscard]] Result<Bytes> to_mime(const MimeEntity& entity);

/// @return Errc::malformed without an empty line after headers, for headers that are no fields, or
///         for a content type that is not printable ASCII; Errc::too_large for headers over 16 KiB;
///         Errc::unsupported for transfer encodings other than 7bit, 8bit, binary and base64.
[[nodiscard]] Result<MimeEntity> from_mime(ByteView octets);

/// A text beside its detached signature.
struct MultipartSigned {
  std::string entity;  ///< headers and body in canonical form: exactly the octets that are signed
  Bytes signature;     ///< SignedData without payload
  std::string micalg;  ///< e.g. "sha-256", a hint
};

/// multipart/signed; protocol="application/pkcs7-signature" with CRLF line ends. The boundary is
/// made from the contents, so that one input has one output.
///
/// @source RFC 8551 clause 3.5.3, RFC 1847 clause 2.1
/// @return Errc::invalid_value when `entity` is not in canonical form.
[[nodiscard]] Result<std::string> to_multipart_signed(const MultipartSigned& message);

/// Reads one back, whatever its line ends: `entity` comes out in canonical form.
///
/// @return Errc::malformed; Errc::unsupported for another media type or protocol.
[[nodiscard]] Result<MultipartSigned> from_multipart_signed(std::string_view message);

}  // namespace plumbline::cms
