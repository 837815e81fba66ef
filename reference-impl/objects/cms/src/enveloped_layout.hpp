/// @file
/// What OpenSSL does not tell, or check, about an enveloped object.

#pragma once

#include "plumbline/cms/content_info.hpp"

#include "identifiers.hpp"

namespace plumbline::cms {

/// Reads the DER of an (Auth)EnvelopedData beside OpenSSL: versions, number of recipients, content
/// within, sizes of nonce and tag. OpenSSL takes tags of one octet.
///
/// @source RFC 5652 clause 6, RFC 5083 clause 2.1, RFC 5084 clause 3.2
/// @return as open() has it for the object itself.
[[nodiscard]] Result<ContentCipher> read_layout(ContentType type,
                                                ByteView der,
                                                const CmsLimits& limits);

}  // namespace plumbline::cms
