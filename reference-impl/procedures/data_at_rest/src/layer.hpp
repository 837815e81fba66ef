/// @file
/// One JOSE object taken apart without any key.

#pragma once

#include "plumbline/data_at_rest/protected_data.hpp"

#include "protected_header.hpp"

#include <string>

namespace plumbline::data_at_rest {

/// A JWE or a JWS, compact or flattened.
struct Layer {
  bool encrypted = false;
  std::string text;
  Json raw_header;  ///< protected members
  ReadHeader header;
  Bytes payload;  ///< of a JWS, unverified; empty when detached

  /// The payload, or the plaintext, is a JOSE object in its turn.
  [[nodiscard]] bool nests() const { return header.cty == "jose" || header.cty == "jose+json"; }
};

/// @return Errc::malformed when it is no such object.
[[nodiscard]] Result<Layer> read_layer(std::string text);

/// The object inside a resource's content, its contentSecurity undone.
/// @return Errc::malformed; Errc::unsupported for other ways of protection.
[[nodiscard]] Result<std::string> object_in(const ProtectedContent& content);

}  // namespace plumbline::data_at_rest
