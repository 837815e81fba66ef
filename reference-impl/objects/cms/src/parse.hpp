/// @file
/// From octets to OpenSSL's ContentInfo, within bounds.

#pragma once

#include "plumbline/cms/content_info.hpp"

#include "cms_ossl.hpp"

namespace plumbline::cms {

/// An object in both of its forms.
struct Parsed {
  CmsPtr info;
  Bytes der;  ///< the same in DER: what OpenSSL understood of the BER that came
};

/// @return as content_type_of(); Errc::unsupported when the type is not `wanted`; Errc::too_large.
[[nodiscard]] Result<Parsed> parse(ByteView ber,
                                   std::span<const ContentType> wanted,
                                   const CmsLimits& limits);

/// Contents of the [0] of a ContentInfo in DER, without the SEQUENCE that is in it.
///
/// @source RFC 5652 clause 3
[[nodiscard]] Result<ByteView> content_of(ByteView der);

}  // namespace plumbline::cms
