#include "context_data.hpp"

namespace plumbline::adapters::tls {
namespace {

onem2m::PeerProof proof_of(const SSL* session) {
  if (!state_of(session).peer.empty()) {
    return onem2m::PeerProof::certificate;
  }
  // TLS 1.2 names the PSK in the suite; TLS 1.3 treats it as a session that is resumed.
  const bool by_suite = SSL_CIPHER_get_auth_nid(SSL_get_current_cipher(session)) == NID_auth_psk;
  return by_suite || SSL_session_reused(session) == 1 ? onem2m::PeerProof::pre_shared_key
                                                      : onem2m::PeerProof::none;
}

Result<crypto::SecretBytes> export_key(SSL* session, std::string_view label, std::size_t size) {
  crypto::SecretBytes out{size};
  const auto room = out.expose_mutable();
  if (SSL_export_keying_material(
          session, room.data(), room.size(), label.data(), label.size(), nullptr, 0, 0) != 1) {
    return fail(Errc::unreachable, "exporter: " + last_openssl_error());
  }
  return out;
}

}  // namespace

onem2m::Association association_of(const std::shared_ptr<ssl_st>& session, std::uint64_t number) {
  const auto& state = state_of(session.get());
  onem2m::Association association;
  association.secured = true;
  association.session = number;
  association.proof = proof_of(session.get());
  association.peer = association.proof == onem2m::PeerProof::certificate      ? state.peer
                     : association.proof == onem2m::PeerProof::pre_shared_key ? state.psk_identity
                                                                              : std::string{};
  association.protocol = SSL_get_version(session.get());
  association.cipher = SSL_get_cipher_name(session.get());
  association.exporter = [weak = std::weak_ptr<ssl_st>{session}](
                             std::string_view label,
                             std::size_t size) -> Result<crypto::SecretBytes> {
    const auto alive = weak.lock();
    if (alive == nullptr) {
      return fail(Errc::unreachable, "exporter: the association has ended");
    }
    return export_key(alive.get(), label, size);
  };
  return association;
}

}  // namespace plumbline::adapters::tls
