#include "peer_options.hpp"

#include "plumbline/onem2m/identifier.hpp"

namespace plumbline::adapters::upper_tester {

namespace {

harness::Credential credential_of(const entities::AeCredential& credential) {
  if (const auto* const psk = std::get_if<entities::AePskCredential>(&credential)) {
    return harness::PskCredential{.identity = psk->identity, .key = psk->key};
  }
  if (const auto* const certificate = std::get_if<entities::AeCertificateCredential>(&credential)) {
    return harness::CertificateCredential{.chain_pem = certificate->chain_pem,
                                          .key_pem = certificate->key_pem};
  }
  return std::monostate{};
}

}  // namespace

Result<harness::ConnectOptions> connect_options(const entities::AePeerConfiguration& peer,
                                                std::string_view identity) {
  harness::ConnectOptions options;
  PLUMBLINE_TRY(options.address, harness::parse_address(peer.uri));
  options.entity_id = onem2m::sp_relative_id(identity);
  options.peer_id = peer.receiver;
  options.serialization = peer.serialization;
  if (entities::channel_of(peer).secured) {
    harness::TlsClientOptions tls;
    tls.credential = credential_of(peer.credential);
    tls.anchors_pem = peer.anchors_pem;
    tls.server = peer.server;
    tls.min_version = peer.tls13 ? harness::TlsVersion::tls13 : harness::TlsVersion::tls12;
    tls.max_version = tls.min_version;
    options.tls = std::move(tls);
  }
  return options;
}

}  // namespace plumbline::adapters::upper_tester
