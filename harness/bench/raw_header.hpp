/// @file
/// The protected header on the raw side of the JOSE benchmarks.

#pragma once

#include "jose_keys.hpp"
#include "raw_text.hpp"

#include <string>
#include <string_view>

namespace plumbline::bench {

/// The protected header: encoded and decoded again only when it is another one.
class RawHeader {
 public:
  explicit RawHeader(Object object) : object_(object) {}

  std::string_view encode(std::string_view kid) {
    if (kid != kid_) {
      kid_ = kid;
      encoded_.clear();
      encoded_.append_encoded(as_bytes(header_text(object_, kid)));
    }
    return encoded_.view();
  }

  void decode(std::string_view encoded) {
    if (encoded != decoded_) {
      decoded_ = encoded;
      require(!octets_.decode(encoded).empty(), "EVP_DecodeBlock");
    }
  }

 private:
  Object object_;
  std::string kid_;
  RawText encoded_;
  std::string decoded_;
  RawOctets octets_;
};

}  // namespace plumbline::bench
