/// @file
/// CMS objects as text: PEM, base64, S/MIME messages. Pure functions; nothing here is authentic.

#pragma once

#include "plumbline/cms/content_info.hpp"
#include "plumbline/core/bytes.hpp"
#include "plumbline/core/result.hpp"

#include <string>
#include <string_view>

namespace plumbline::cms {

/// "-----BEGIN CMS-----", lines of 64 characters.
///
/// @source RFC 7468 clause 9
[[nodiscard]] std::string to_pem(ByteView ber);

/// The first block labelled CMS or PKCS7.
///
/// @return the octets; Errc::malformed without one or for base64 that is not strict.
[[nodiscard]] Result<Bytes> from_pem(std::string_view pem);

/// An application/pkcs7-mime message with base64 body and CRLF line ends.
///
/// @source RFC 8551 clause 3.2
/// @return Errc::malformed, Errc::unsupported as content_type_of(), whose type goes into
/// smime-type.
[[nodiscard]] Result<std::string> to_smime(ByteView ber);

/// The object of an application/pkcs7-mime message (or application/x-pkcs7-mime), base64 or
/// binary.
///
/// @return Errc::malformed; Errc::unsupported for another media type or transfer encoding;
///         Errc::invalid_value when smime-type is given and does not say what is inside.
[[nodiscard]] Result<Bytes> from_smime(std::string_view message);

/// The object in whichever form `text` has it: BER, PEM, bare base64 (with line breaks), S/MIME.
///
/// @return as from_pem() or from_smime(); Errc::too_large beyond `limits.octets`.
[[nodiscard]] Result<Bytes> decode(std::string_view text, const CmsLimits& limits = {});

}  // namespace plumbline::cms
