/// @file
/// Keys of ESData as XML security takes them.

#pragma once

#include "plumbline/jose/jwk.hpp"
#include "plumbline/xmlsec/key.hpp"

namespace plumbline::esdata {

/// `key` as key_for() makes it, under the same name and for the same use.
[[nodiscard]] xmlsec::Key xml_key(const jose::Jwk& key);

}  // namespace plumbline::esdata
