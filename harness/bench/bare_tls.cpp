#include "bare_tls.hpp"

#include "plumbline/core/bytes.hpp"
#include "plumbline/core/clock.hpp"

#include <openssl/bio.h>
#include <openssl/pem.h>

#include <array>
#include <chrono>
#include <cstdint>
#include <cstring>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>

namespace plumbline::bench {
namespace {

constexpr std::string_view kLabel = "EXPORTER-oneM2M-ESCertKE";

void require(bool right, const char* what) {
  if (!right) {
    throw std::runtime_error{what};
  }
}

using BioPtr = std::unique_ptr<BIO, decltype(&BIO_free)>;
using SslPtr = std::unique_ptr<SSL, decltype(&SSL_free)>;
using X509Ptr = std::unique_ptr<X509, decltype(&X509_free)>;
using KeyPtr = std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)>;

BioPtr reader(std::string_view text) {
  return {BIO_new_mem_buf(text.data(), static_cast<int>(text.size())), &BIO_free};
}

X509Ptr parsed(const crypto::Certificate& certificate) {
  const std::string pem = certificate.to_pem();
  return {PEM_read_bio_X509(reader(pem).get(), nullptr, nullptr, nullptr), &X509_free};
}

using Export = std::array<std::uint8_t, 48>;

Export exported(SSL* end) {
  Export out{};
  require(SSL_export_keying_material(
              end, out.data(), out.size(), kLabel.data(), kLabel.size(), nullptr, 0, 0) == 1,
          "SSL_export_keying_material");
  return out;
}

/// Carries what `from` has written to the other end.
void carry(SSL* from, SSL* to) {
  char* octets = nullptr;
  BIO* const out = SSL_get_wbio(from);
  const long size = BIO_ctrl(out, BIO_CTRL_INFO, 0, &octets);
  if (size > 0) {
    require(BIO_write(SSL_get_rbio(to), octets, static_cast<int>(size)) == size, "BIO_write");
    BIO_ctrl(out, BIO_CTRL_RESET, 0, nullptr);
  }
}

SslPtr new_session(SSL_CTX* context) {
  SslPtr session{SSL_new(context), &SSL_free};
  SSL_set_bio(session.get(), BIO_new(BIO_s_mem()), BIO_new(BIO_s_mem()));
  BIO_ctrl(SSL_get_rbio(session.get()), BIO_C_SET_BUF_MEM_EOF_RETURN, -1, nullptr);
  if (SSL_is_dtls(session.get()) == 1) {
    constexpr long kMtu = 16384;
    SSL_set_options(session.get(), SSL_OP_NO_QUERY_MTU);
    SSL_ctrl(session.get(), DTLS_CTRL_SET_LINK_MTU, kMtu, nullptr);
  }
  return session;
}

using Context = std::unique_ptr<SSL_CTX, decltype(&SSL_CTX_free)>;

/// Version 1.2 with one suite, without resumption.
Context new_context(const SSL_METHOD* method, int version, const char* suite) {
  Context context{SSL_CTX_new(method), &SSL_CTX_free};
  SSL_CTX_ctrl(context.get(), SSL_CTRL_SET_MAX_PROTO_VERSION, version, nullptr);
  SSL_CTX_set_options(context.get(), SSL_OP_NO_TICKET);
  SSL_CTX_ctrl(context.get(), SSL_CTRL_SET_SESS_CACHE_MODE, SSL_SESS_CACHE_OFF, nullptr);
  require(SSL_CTX_set_cipher_list(context.get(), suite) == 1, "suite");
  return context;
}

void use(SSL_CTX* context,
         const channel::CertificateCredential& own,
         const crypto::Certificate& root) {
  std::string group = "P-256";
  SSL_CTX_ctrl(context, SSL_CTRL_SET_GROUPS_LIST, 0, group.data());
  const crypto::SecretBytes pem = own.key.to_pem();
  const KeyPtr key{
      PEM_read_bio_PrivateKey(reader(as_text(pem.expose())).get(), nullptr, nullptr, nullptr),
      &EVP_PKEY_free};
  require(SSL_CTX_use_certificate(context, parsed(own.chain.front()).get()) == 1 &&
              SSL_CTX_use_PrivateKey(context, key.get()) == 1 &&
              X509_STORE_add_cert(SSL_CTX_get_cert_store(context), parsed(root).get()) == 1,
          "credential");
  // The certificates are valid around a time of their own.
  const TimePoint valid = own.chain.front().not_before() + std::chrono::hours{1};
  X509_VERIFY_PARAM_set_time(SSL_CTX_get0_param(context),
                             std::chrono::system_clock::to_time_t(valid));
  SSL_CTX_set_verify(context, SSL_VERIFY_PEER | SSL_VERIFY_FAIL_IF_NO_PEER_CERT, nullptr);
}

Context with_certificate(const SSL_METHOD* method,
                         int version,
                         const channel::CertificateCredential& own,
                         const crypto::Certificate& root) {
  Context context = new_context(method, version, "ECDHE-ECDSA-AES128-GCM-SHA256");
  use(context.get(), own, root);
  return context;
}

constexpr unsigned int kKeyOctets = 32;

unsigned int offer_key(SSL* /*handle*/,
                       const char* /*hint*/,
                       char* identity,
                       unsigned int /*identity_room*/,
                       unsigned char* key,
                       unsigned int /*key_room*/) {
  std::memcpy(identity, "key", sizeof "key");
  std::memset(key, 7, kKeyOctets);
  return kKeyOctets;
}

unsigned int find_key(SSL* /*handle*/,
                      const char* /*identity*/,
                      unsigned char* key,
                      unsigned int /*room*/) {
  std::memset(key, 7, kKeyOctets);
  return kKeyOctets;
}

}  // namespace

BareTls::BareTls(Context client, Context server)
    : client_(std::move(client)),
      server_(std::move(server)) {}

BareTls::BareTls(Wire wire,
                 const channel::CertificateCredential& client,
                 const channel::CertificateCredential& server,
                 const crypto::Certificate& root)
    : BareTls(
          wire == Wire::stream
              ? BareTls(with_certificate(TLS_client_method(), TLS1_2_VERSION, client, root),
                        with_certificate(TLS_server_method(), TLS1_2_VERSION, server, root))
              : BareTls(with_certificate(DTLS_client_method(), DTLS1_2_VERSION, client, root),
                        with_certificate(DTLS_server_method(), DTLS1_2_VERSION, server, root))) {}

BareTls BareTls::with_key() {
  constexpr const char* kSuite = "PSK-AES128-GCM-SHA256";
  Context client = new_context(DTLS_client_method(), DTLS1_2_VERSION, kSuite);
  Context server = new_context(DTLS_server_method(), DTLS1_2_VERSION, kSuite);
  SSL_CTX_set_psk_client_callback(client.get(), offer_key);
  SSL_CTX_set_psk_server_callback(server.get(), find_key);
  return {std::move(client), std::move(server)};
}

bool BareTls::shake_hands() {
  const SslPtr client = new_session(client_.get());
  const SslPtr server = new_session(server_.get());
  SSL_set_connect_state(client.get());
  SSL_set_accept_state(server.get());
  for (int flight = 0; flight < 4 && SSL_is_init_finished(client.get()) == 0; ++flight) {
    SSL_do_handshake(client.get());
    carry(client.get(), server.get());
    SSL_do_handshake(server.get());
    carry(server.get(), client.get());
  }
  return SSL_is_init_finished(client.get()) == 1 && SSL_is_init_finished(server.get()) == 1 &&
         exported(client.get()) == exported(server.get());
}

}  // namespace plumbline::bench
