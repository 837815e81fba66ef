/// @file
/// OpenSSL's objects behind HashAlgorithm, fetched once.

#pragma once

#include "plumbline/crypto/hash.hpp"

#include "ossl.hpp"

namespace plumbline::crypto::ossl {

/// OpenSSL's name, e.g. "SHA256".
[[nodiscard]] const char* digest_name(HashAlgorithm hash) noexcept;

/// The fetched algorithm; lives as long as the program.
[[nodiscard]] const EVP_MD* digest_algorithm(HashAlgorithm hash);

}  // namespace plumbline::crypto::ossl
