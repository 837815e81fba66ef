/// @file
/// The yardstick of ESData in CMS: OpenSSL's CMS as it is, with the same algorithms and the same
/// base64 around it, but without a MIME entity, limits or a closed list.

#pragma once

#include "plumbline/crypto/asymmetric_key.hpp"
#include "plumbline/crypto/certificate.hpp"

#include "raw_text.hpp"

#include <openssl/cms.h>
#include <openssl/pem.h>

#include <memory>
#include <string>

namespace plumbline::bench {

/// Frees what OpenSSL made.
struct FreeRaw {
  void operator()(BIO* bio) const noexcept { BIO_free(bio); }

  void operator()(CMS_ContentInfo* info) const noexcept { CMS_ContentInfo_free(info); }

  void operator()(X509* certificate) const noexcept { X509_free(certificate); }

  void operator()(EVP_PKEY* key) const noexcept { EVP_PKEY_free(key); }

  void operator()(STACK_OF(X509) * certificates) const noexcept { sk_X509_free(certificates); }
};

template <typename T>
using Raw = std::unique_ptr<T, FreeRaw>;

inline Raw<BIO> raw_reader(ByteView octets) {
  return Raw<BIO>{BIO_new_mem_buf(octets.data(), static_cast<int>(octets.size()))};
}

inline ByteView raw_written(const Raw<BIO>& bio) {
  char* begin = nullptr;
  const long size = BIO_get_mem_data(bio.get(), &begin);
  return as_bytes(std::string_view{begin, static_cast<std::size_t>(size)});
}

/// A CMS object as text, and back.
class RawCmsText {
 public:
  std::string_view of(CMS_ContentInfo* info) {
    const Raw<BIO> der{BIO_new(BIO_s_mem())};
    require(i2d_CMS_bio(der.get(), info) == 1, "i2d_CMS_bio");
    text_.clear();
    text_.append_encoded(raw_written(der));
    return text_.view();
  }

  Raw<CMS_ContentInfo> parsed(std::string_view text) {
    const Raw<BIO> der = raw_reader(octets_.decode(text));
    return Raw<CMS_ContentInfo>{d2i_CMS_bio(der.get(), nullptr)};
  }

 private:
  RawText text_;
  RawOctets octets_;
};

constexpr unsigned kRawMade = CMS_PARTIAL | CMS_BINARY;

/// AuthEnvelopedData with AES-256-GCM for one key-encryption key of 32 octets.
class RawCmsEnvelope {
 public:
  explicit RawCmsEnvelope(ByteView kek) : kek_(kek.begin(), kek.end()) {}

  std::string_view seal(ByteView content) {
    const Raw<CMS_ContentInfo> info{CMS_encrypt(nullptr, nullptr, EVP_aes_256_gcm(), kRawMade)};
    require(CMS_add0_recipient_key(info.get(),
                                   NID_undef,
                                   copy(kek_),
                                   kek_.size(),
                                   copy(id_),
                                   id_.size(),
                                   nullptr,
                                   nullptr,
                                   nullptr) != nullptr,
            "CMS_add0_recipient_key");
    require(CMS_final(info.get(), raw_reader(content).get(), nullptr, CMS_BINARY) == 1,
            "CMS_final");
    return text_.of(info.get());
  }

  std::size_t open(std::string_view text) {
    const Raw<CMS_ContentInfo> info = text_.parsed(text);
    const Raw<BIO> out{BIO_new(BIO_s_mem())};
    require(
        CMS_decrypt_set1_key(info.get(), kek_.data(), kek_.size(), id_.data(), id_.size()) == 1 &&
            CMS_decrypt(info.get(), nullptr, nullptr, nullptr, out.get(), CMS_BINARY) == 1,
        "CMS_decrypt");
    return raw_written(out).size();
  }

 private:
  static std::uint8_t* copy(const Bytes& octets) {
    return static_cast<std::uint8_t*>(OPENSSL_memdup(octets.data(), octets.size()));
  }

  Bytes kek_;
  Bytes id_{'e'};
  RawCmsText text_;
};

/// SignedData of one signer with ECDSA and SHA-256.
class RawCmsSignature {
 public:
  RawCmsSignature(const crypto::PrivateKey& key, const crypto::Certificate& certificate) {
    const crypto::SecretBytes key_pem = key.to_pem();
    key_.reset(
        PEM_read_bio_PrivateKey(raw_reader(key_pem.expose()).get(), nullptr, nullptr, nullptr));
    const std::string pem = certificate.to_pem();
    certificate_.reset(
        PEM_read_bio_X509(raw_reader(as_bytes(pem)).get(), nullptr, nullptr, nullptr));
    require(sk_X509_push(trusted_.get(), certificate_.get()) == 1, "sk_X509_push");
  }

  std::string_view seal(ByteView content) {
    const Raw<CMS_ContentInfo> info{CMS_sign(nullptr, nullptr, nullptr, nullptr, kRawMade)};
    require(
        CMS_add1_signer(info.get(), certificate_.get(), key_.get(), EVP_sha256(), CMS_NOSMIMECAP) !=
                nullptr &&
            CMS_final(info.get(), raw_reader(content).get(), nullptr, CMS_BINARY) == 1,
        "CMS_sign");
    return text_.of(info.get());
  }

  std::size_t open(std::string_view text) {
    constexpr unsigned kOnlyTrusted = CMS_NOINTERN | CMS_NO_SIGNER_CERT_VERIFY | CMS_BINARY;
    const Raw<CMS_ContentInfo> info = text_.parsed(text);
    const Raw<BIO> out{BIO_new(BIO_s_mem())};
    require(CMS_verify(info.get(), trusted_.get(), nullptr, nullptr, out.get(), kOnlyTrusted) == 1,
            "CMS_verify");
    return raw_written(out).size();
  }

 private:
  Raw<EVP_PKEY> key_;
  Raw<X509> certificate_;
  Raw<STACK_OF(X509)> trusted_{sk_X509_new_null()};
  RawCmsText text_;
};

}  // namespace plumbline::bench
