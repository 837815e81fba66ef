/// @file
/// Bounds on an XML document, held before a parser sees it.

#pragma once

#include "plumbline/core/result.hpp"

#include <cstddef>
#include <string_view>

namespace plumbline {

struct XmlLimits {
  std::size_t octets = std::size_t{16} << 20U;  ///< size of the text
  std::size_t depth = 64;                       ///< nested elements
  std::size_t nodes = 100'000;                  ///< elements and attributes in all
  std::size_t attributes = 64;                  ///< of one element, namespace declarations included
};

/// One pass over `text` without building anything. libxml2 2.9 needs time that grows faster than
/// the square of the number of attributes of one element (40,000 in 400 kB: 20 s for a tree), and
/// it reads a document type declaration before it tells of one; so both are refused here. What
/// passes may still not be well-formed.
///
/// @return Errc::too_large beyond `limits`; Errc::unsupported for a document type declaration;
///         Errc::malformed for text that is not UTF-8, a zero octet, or markup that does not end.
[[nodiscard]] Result<void> check_xml_bounds(std::string_view text, const XmlLimits& limits = {});

}  // namespace plumbline
