/// @file
/// Making OpenSSL keys from parameters: the numbers of a JWK, or those of another key.

#pragma once

#include "plumbline/crypto/asymmetric_key.hpp"

#include "ossl.hpp"

#include <vector>

namespace plumbline::crypto::ossl {

/// A key of `algorithm`, as OpenSSL names it, from the part of `parameters` that `selection` names.
/// Null when OpenSSL refuses them.
[[nodiscard]] PkeyPtr make_key(const char* algorithm, int selection, const ParamPtr& parameters);

/// Collects the parameters of one key and makes it.
class KeyParameters {
 public:
  /// `algorithm` as OpenSSL names it: "RSA" or "EC".
  explicit KeyParameters(const char* algorithm);

  /// Numbers under one of the OSSL_PKEY_PARAM_… names.
  void add(const char* name, ByteView octets);
  void add(const char* name, const SecretBytes& octets);
  /// Curve and public point; the coordinates have the field size.
  void add_point(KeyKind curve, const EcPoint& point);

  /// @return the key; null when OpenSSL refuses the numbers, as for a point off the curve.
  [[nodiscard]] PkeyPtr make(int selection) const;

 private:
  const char* algorithm_;
  ParamBldPtr builder_;
  std::vector<BnPtr> numbers_;  // the builder only refers to them
  Bytes point_;                 // likewise
};

}  // namespace plumbline::crypto::ossl
