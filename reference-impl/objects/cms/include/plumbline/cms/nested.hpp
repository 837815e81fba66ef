/// @file
/// Nested sign-then-encrypt: a SignedData as the plaintext of an enveloped object.

#pragma once

#include "plumbline/cms/enveloped.hpp"
#include "plumbline/cms/signed.hpp"

#include <span>

namespace plumbline::cms {

/// Signs as `inner` asks and encrypts the result as `outer` asks; `outer.plaintext` is ignored.
/// The SignedData lies inside as an application/pkcs7-mime message, because encrypted content of
/// another type than id-data would need authenticated attributes (see seal()).
///
/// @source RFC 8551 clause 3.7
/// @return as sign() and seal(); Errc::invalid_value when `inner` is detached.
[[nodiscard]] Result<Bytes> seal_nested(const SignRequest& inner, SealRequest outer);

struct NestedKeys {
  std::span<const Credential> decryption;
  std::span<const crypto::Certificate> trusted;
};

struct OpenedNested {
  Opened outer;        ///< its plaintext is the message around the SignedData
  VerifiedData inner;  ///< its payload is the content
};

/// The reverse.
///
/// @return as open(), then as from_smime(), then as verify().
[[nodiscard]] Result<OpenedNested> open_nested(ByteView ber,
                                               const NestedKeys& keys,
                                               const OpenOptions& open_options = {},
                                               const VerifyOptions& verify_options = {});

}  // namespace plumbline::cms
