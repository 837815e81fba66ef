#include "plumbline/crypto/hash.hpp"

#include "digest_algorithm.hpp"

#include <array>

namespace plumbline::crypto {

std::string_view name_of(HashAlgorithm hash) noexcept {
  switch (hash) {
    case HashAlgorithm::sha256:
      return "sha256";
    case HashAlgorithm::sha384:
      return "sha384";
    case HashAlgorithm::sha512:
      return "sha512";
  }
  return {};
}

std::optional<HashAlgorithm> hash_named(std::string_view name) noexcept {
  for (const auto hash : {HashAlgorithm::sha256, HashAlgorithm::sha384, HashAlgorithm::sha512}) {
    if (name == name_of(hash)) {
      return hash;
    }
  }
  return std::nullopt;
}

Bytes digest(HashAlgorithm hash, ByteView data) {
  Bytes out(size_of(hash));
  unsigned size = 0;
  ossl::check(
      EVP_Digest(
          data.data(), data.size(), out.data(), &size, ossl::digest_algorithm(hash), nullptr),
      "EVP_Digest");
  return out;
}

const char* ossl::digest_name(HashAlgorithm hash) noexcept {
  switch (hash) {
    case HashAlgorithm::sha256:
      return "SHA256";
    case HashAlgorithm::sha384:
      return "SHA384";
    case HashAlgorithm::sha512:
      return "SHA512";
  }
  return "";
}

const EVP_MD* ossl::digest_algorithm(HashAlgorithm hash) {
  const auto fetch = [](HashAlgorithm which) {
    return require<MdPtr>(EVP_MD_fetch(nullptr, digest_name(which), nullptr), "EVP_MD_fetch");
  };
  static const std::array<MdPtr, 3> algorithms{
      fetch(HashAlgorithm::sha256), fetch(HashAlgorithm::sha384), fetch(HashAlgorithm::sha512)};
  return algorithms.at(static_cast<std::size_t>(hash)).get();
}

}  // namespace plumbline::crypto
