#include "leg.hpp"

#include "plumbline/core/quoted_name.hpp"

#include <algorithm>
#include <span>
#include <utility>

namespace plumbline::adapters::mqtt {
namespace {

/// TS-0003 clause 10.2. No suite with certificates stands beside those with pre-shared keys, or a
/// broker without the key could still be talked to.
constexpr const char* kPskSuites =
    "PSK-AES128-GCM-SHA256:PSK-AES128-CBC-SHA256:PSK-AES128-CCM8:ECDHE-PSK-CHACHA20-POLY1305:"
    "ECDHE-PSK-AES128-CBC-SHA256";
constexpr const char* kCertificateSuites =
    "ECDHE-ECDSA-AES128-GCM-SHA256:ECDHE-ECDSA-AES128-SHA256:ECDHE-ECDSA-AES128-CCM8:"
    "ECDHE-ECDSA-AES256-GCM-SHA384:ECDHE-ECDSA-CHACHA20-POLY1305:ECDHE-RSA-AES128-GCM-SHA256";
/// RFC 4279 clause 5.3 and TS-0003 clause 10.2.
constexpr std::size_t kMaxIdentity = 128;

/// A folder where no certificate can be: without anchors of its own Paho takes those of the system,
/// and a broker of theirs that speaks TLS 1.3 would do without the pre-shared key.
constexpr const char* kNoAnchors = "/dev/null";

const harness::PskCredential* psk_of(const std::optional<harness::TlsClientOptions>& tls) {
  return tls ? std::get_if<harness::PskCredential>(&tls->credential) : nullptr;
}

bool same_key(const std::shared_ptr<const crypto::SecretBytes>& a,
              const std::shared_ptr<const crypto::SecretBytes>& b) {
  return a == b || (a != nullptr && b != nullptr && *a == *b);
}

bool same_credential(const harness::Credential& a, const harness::Credential& b) {
  if (const auto* const psk = std::get_if<harness::PskCredential>(&a)) {
    const auto* const other = std::get_if<harness::PskCredential>(&b);
    return other != nullptr && psk->identity == other->identity && same_key(psk->key, other->key);
  }
  if (const auto* const certificate = std::get_if<harness::CertificateCredential>(&a)) {
    const auto* const other = std::get_if<harness::CertificateCredential>(&b);
    return other != nullptr && certificate->chain_pem == other->chain_pem &&
           same_key(certificate->key_pem, other->key_pem);
  }
  return a.index() == b.index();
}

Result<void> check_psk(const harness::PskCredential& psk) {
  if (psk.identity.empty() || psk.identity.size() > kMaxIdentity ||
      psk.identity.find('\0') != std::string::npos) {
    return fail(Errc::malformed, "psk_identity: empty, over 128 octets or with a NUL octet");
  }
  if (psk.key == nullptr || psk.key->empty()) {
    return fail(Errc::malformed, "pre-shared key of " + quoted_name(psk.identity) + ": empty");
  }
  return success();
}

/// Called on a thread of Paho's during the handshake.
unsigned offer(const harness::PskCredential& psk,
               std::span<char> identity,
               std::span<std::uint8_t> key) {
  const auto secret = psk.key->expose();
  if (psk.identity.size() + 1 > identity.size() || secret.size() > key.size()) {
    return 0;
  }
  *std::ranges::copy(psk.identity, identity.begin()).out = '\0';
  std::ranges::copy(secret, key.begin());
  return static_cast<unsigned>(secret.size());
}

}  // namespace

Result<Leg> Leg::make(const harness::Address& broker,
                      const std::optional<harness::TlsClientOptions>& tls) {
  Leg leg;
  leg.broker_ = broker;
  leg.tls_ = tls;
  if (!tls) {
    return leg;
  }
  if (const auto* const psk = psk_of(leg.tls_)) {
    PLUMBLINE_TRY(check_psk(*psk));
    return leg;
  }
  if (const auto* const credential =
          std::get_if<harness::CertificateCredential>(&leg.tls_->credential)) {
    PLUMBLINE_TRY(leg.add_certificate(*credential));
  }
  PLUMBLINE_TRY(leg.add_anchors());
  return leg;
}

Result<void> Leg::add_certificate(const harness::CertificateCredential& credential) {
  if (credential.key_pem == nullptr) {
    return fail(Errc::malformed, "private key of the certificate: missing");
  }
  PLUMBLINE_TRY(chain_, MemoryFile::holding(as_bytes(credential.chain_pem)));
  PLUMBLINE_TRY(key_, MemoryFile::holding(credential.key_pem->expose()));
  chain_path_ = chain_->path();
  key_path_ = key_->path();
  return success();
}

Result<void> Leg::add_anchors() {
  if (tls_->anchors_pem.empty()) {
    return fail(Errc::malformed, "no anchors to know the broker by");
  }
  const auto& server = tls_->server;
  const bool by_name = !server || server->kind == crypto::IdentityKind::fqdn ||
                       server->kind == crypto::IdentityKind::cse_id;
  if (server && (!by_name || server->value != broker_.host)) {
    return fail(Errc::unsupported,
                "broker's identity " + quoted_name(server->value) +
                    ": over MQTT a certificate is held against the host's name only");
  }
  std::string all;
  for (const auto& anchor : tls_->anchors_pem) {
    all += anchor + '\n';
  }
  PLUMBLINE_TRY(anchors_, MemoryFile::holding(as_bytes(all)));
  anchors_path_ = anchors_->path();
  return success();
}

std::string Leg::uri() const {
  auto address = broker_;
  address.scheme = secured() ? "ssl" : "tcp";
  address.path.clear();
  return to_uri(address);
}

void Leg::secure(paho::ssl_options& options, paho::ssl_options::error_handler note_error) const {
  const auto* const psk = psk_of(tls_);
  options.set_trust_store(anchors_path_);
  options.set_key_store(chain_path_);
  options.set_private_key(key_path_);
  options.set_enable_server_cert_auth(true);
  options.set_verify(tls_->server && psk == nullptr);
  options.set_enabled_cipher_suites(!tls_->ciphers.empty() ? tls_->ciphers
                                    : psk != nullptr       ? kPskSuites
                                                           : kCertificateSuites);
  options.set_error_handler(std::move(note_error));
  if (psk != nullptr) {
    options.ca_path(kNoAnchors);
    options.set_psk_handler([psk = *psk](const std::string& /*hint*/,
                                         char* identity,
                                         size_t identity_room,
                                         unsigned char* key,
                                         size_t key_room) {
      return offer(psk, {identity, identity_room}, {key, key_room});
    });
  }
}

bool operator==(const Leg& a, const Leg& b) {
  if (a.uri() != b.uri() || !a.secured()) {
    return a.uri() == b.uri();
  }
  return same_credential(a.tls_->credential, b.tls_->credential) &&
         a.tls_->anchors_pem == b.tls_->anchors_pem && a.tls_->ciphers == b.tls_->ciphers &&
         a.tls_->server.has_value() == b.tls_->server.has_value();
}

onem2m::Association Leg::association() const {
  onem2m::Association association;
  if (!secured()) {
    return association;
  }
  association.secured = true;
  association.protocol = "TLS";  // Paho does not tell the version, nor the suite
  const auto* const psk = psk_of(tls_);
  association.proof =
      psk != nullptr ? onem2m::PeerProof::pre_shared_key : onem2m::PeerProof::certificate;
  association.peer = psk != nullptr ? psk->identity : broker_.host;
  association.exporter = [](std::string_view, std::size_t) -> Result<crypto::SecretBytes> {
    return fail(Errc::unsupported, "exporter: a broker stands between the ends");
  };
  return association;
}

}  // namespace plumbline::adapters::mqtt
