#include "context_setup.hpp"

#include "session.hpp"

#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/x509.h>

#include <string>

namespace plumbline::channel {
namespace {

using BioPtr = ssl::Ptr<BIO, BIO_free>;
using KeyPtr = ssl::Ptr<EVP_PKEY, EVP_PKEY_free>;
using X509Ptr = ssl::Ptr<X509, X509_free>;

constexpr std::size_t kLongestChain = 16;
/// Of the Certificate message of a peer.
constexpr long kLargestCertificateMessage = 32768;

const char* openssl_name(Suite suite) {
  switch (suite) {
    case Suite::psk_aes_128_gcm_sha256:
      return "PSK-AES128-GCM-SHA256";
    case Suite::psk_aes_128_cbc_sha256:
      return "PSK-AES128-CBC-SHA256";
    case Suite::psk_aes_128_ccm_8:
      return "PSK-AES128-CCM8";
    case Suite::dhe_psk_aes_128_gcm_sha256:
      return "DHE-PSK-AES128-GCM-SHA256";
    case Suite::dhe_psk_aes_128_cbc_sha256:
      return "DHE-PSK-AES128-CBC-SHA256";
    case Suite::dhe_psk_aes_128_ccm_8:
      return "DHE-PSK-AES128-CCM8";
    case Suite::ecdhe_psk_aes_128_cbc_sha256:
      return "ECDHE-PSK-AES128-CBC-SHA256";
    case Suite::ecdhe_ecdsa_aes_128_cbc_sha256:
      return "ECDHE-ECDSA-AES128-SHA256";
    case Suite::ecdhe_ecdsa_aes_128_ccm_8:
      return "ECDHE-ECDSA-AES128-CCM8";
    case Suite::ecdhe_ecdsa_aes_128_gcm_sha256:
      break;
  }
  return "ECDHE-ECDSA-AES128-GCM-SHA256";
}

X509Ptr parsed(const crypto::Certificate& certificate) {
  const Bytes der = certificate.to_der();
  const std::uint8_t* position = der.data();
  return ssl::require<X509Ptr>(d2i_X509(nullptr, &position, static_cast<long>(der.size())),
                               "d2i_X509");
}

KeyPtr parsed(const crypto::PrivateKey& key) {
  const crypto::SecretBytes pem = key.to_pem();
  const auto text = ssl::require<BioPtr>(
      BIO_new_mem_buf(pem.expose().data(), static_cast<int>(pem.size())), "BIO_new_mem_buf");
  return ssl::require<KeyPtr>(PEM_read_bio_PrivateKey(text.get(), nullptr, nullptr, nullptr),
                              "PEM_read_bio_PrivateKey");
}

/// What the certificate profile says of curves and signatures.
/// @source TS-0003 clause 10.1
void restrict_algorithms(SSL_CTX* context) {
  std::string group = "P-256";
  std::string signature = "ECDSA+SHA256";
  ssl::check(SSL_CTX_ctrl(context, SSL_CTRL_SET_GROUPS_LIST, 0, group.data()), "groups");
  for (const int list : {SSL_CTRL_SET_SIGALGS_LIST, SSL_CTRL_SET_CLIENT_SIGALGS_LIST}) {
    ssl::check(SSL_CTX_ctrl(context, list, 0, signature.data()), "signature algorithms");
  }
}

void restrict_protocol(SSL_CTX* context, int version) {
  // OpenSSL negotiates 1.3 silently unless both ends of the range say otherwise.
  ssl::check(SSL_CTX_ctrl(context, SSL_CTRL_SET_MIN_PROTO_VERSION, version, nullptr), "min");
  ssl::check(SSL_CTX_ctrl(context, SSL_CTRL_SET_MAX_PROTO_VERSION, version, nullptr), "max");
  SSL_CTX_set_options(context,
                      SSL_OP_NO_TICKET | SSL_OP_NO_RENEGOTIATION | SSL_OP_NO_COMPRESSION |
                          SSL_OP_CIPHER_SERVER_PREFERENCE);
  SSL_CTX_ctrl(context, SSL_CTRL_SET_SESS_CACHE_MODE, SSL_SESS_CACHE_OFF, nullptr);
  SSL_CTX_ctrl(context, SSL_CTRL_MODE, SSL_MODE_RELEASE_BUFFERS, nullptr);
  SSL_CTX_ctrl(context, SSL_CTRL_SET_MAX_CERT_LIST, kLargestCertificateMessage, nullptr);
}

}  // namespace

std::shared_ptr<Context> new_context(Role role, Transport transport) {
  const bool datagrams = transport == Transport::datagrams;
  auto context = std::make_shared<Context>();
  context->role = role;
  context->handle = ssl::require<decltype(Context::handle)>(
      SSL_CTX_new(datagrams ? DTLS_method() : TLS_method()), "SSL_CTX_new");
  restrict_protocol(context->handle.get(), datagrams ? DTLS1_2_VERSION : TLS1_2_VERSION);
  restrict_algorithms(context->handle.get());
  // The trust of the system is never asked: the check of each session decides.
  SSL_CTX_set_cert_verify_callback(context->handle.get(), verify_peer, nullptr);
  return context;
}

Result<void> use_credential(SSL_CTX* context, const CertificateCredential& credential) {
  if (credential.chain.empty() || credential.chain.size() > kLongestChain) {
    return fail(Errc::invalid_value, "not 1 to 16 certificates of this end");
  }
  if (credential.key.kind() != crypto::KeyKind::ec_p256) {
    return fail(Errc::key_mismatch, "the private key of this end is not of secp256r1");
  }
  ssl::check(SSL_CTX_use_certificate(context, parsed(credential.chain.front()).get()),
             "SSL_CTX_use_certificate");
  for (std::size_t i = 1; i < credential.chain.size(); ++i) {
    // The macro SSL_CTX_add1_chain_cert() holds an old-style cast, as others below do.
    ssl::check(SSL_CTX_ctrl(context, SSL_CTRL_CHAIN_CERT, 1, parsed(credential.chain[i]).get()),
               "SSL_CTX_add1_chain_cert");
  }
  if (SSL_CTX_use_PrivateKey(context, parsed(credential.key).get()) != 1) {
    ERR_clear_error();
    return fail(Errc::key_mismatch, "the private key belongs to another certificate");
  }
  return success();
}

Result<void> use_suites(SSL_CTX* context, const std::vector<Suite>& suites) {
  if (suites.empty()) {
    return fail(Errc::invalid_value, "no TLS suite");
  }
  std::string list;
  for (const Suite suite : suites) {
    list.append(list.empty() ? "" : ":").append(openssl_name(suite));
  }
  ssl::check(SSL_CTX_set_cipher_list(context, list.c_str()), "SSL_CTX_set_cipher_list");
  return success();
}

}  // namespace plumbline::channel
