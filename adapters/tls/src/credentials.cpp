#include "context_data.hpp"

#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/pem.h>

#include <array>

namespace plumbline::adapters::tls {
namespace {

using BioPtr = Owned<BIO, BIO_free>;
using X509Ptr = Owned<X509, X509_free>;
using KeyPtr = Owned<EVP_PKEY, EVP_PKEY_free>;

BioPtr memory_of(std::string_view text) {
  return BioPtr{BIO_new_mem_buf(text.data(), static_cast<int>(text.size()))};
}

/// Without this an encrypted key would make OpenSSL ask for a password on the terminal.
int no_password(char* /*buffer*/, int /*size*/, int /*writing*/, void* /*user*/) {
  return -1;
}

Result<void> use_chain(SSL_CTX* context, std::string_view pem) {
  const auto bio = memory_of(pem);
  const X509Ptr leaf{PEM_read_bio_X509(bio.get(), nullptr, no_password, nullptr)};
  if (leaf == nullptr || SSL_CTX_use_certificate(context, leaf.get()) != 1) {
    return fail(Errc::malformed, "certificate chain: " + last_openssl_error());
  }
  while (const X509Ptr next{PEM_read_bio_X509(bio.get(), nullptr, no_password, nullptr)}) {
    if (SSL_CTX_add1_chain_cert(context, next.get()) != 1) {
      return fail(Errc::malformed, "certificate chain: " + last_openssl_error());
    }
  }
  ERR_clear_error();  // the end of the text counts as an error there
  return success();
}

}  // namespace

Result<void> use_certificate(SSL_CTX* context, const harness::CertificateCredential& credential) {
  PLUMBLINE_TRY(use_chain(context, credential.chain_pem));
  if (credential.key_pem == nullptr) {
    return fail(Errc::malformed, "private key of the certificate: missing");
  }
  const auto bio = memory_of(as_text(credential.key_pem->expose()));
  const KeyPtr key{PEM_read_bio_PrivateKey(bio.get(), nullptr, no_password, nullptr)};
  if (key == nullptr) {
    return fail(Errc::malformed, "private key of the certificate: " + last_openssl_error());
  }
  if (SSL_CTX_use_PrivateKey(context, key.get()) != 1 || SSL_CTX_check_private_key(context) != 1) {
    return fail(Errc::key_mismatch, "private key of the certificate: " + last_openssl_error());
  }
  return success();
}

std::string last_openssl_error() {
  std::array<char, 256> text{};
  ERR_error_string_n(ERR_peek_last_error(), text.data(), text.size());
  ERR_clear_error();
  return text.data();
}

}  // namespace plumbline::adapters::tls
