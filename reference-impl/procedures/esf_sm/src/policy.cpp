#include "plumbline/esf_sm/policy.hpp"

#include "plumbline/keys/esf.hpp"

#include "payload.hpp"

namespace plumbline::esf_sm {

Result<void> Policy::verify_peer(const PeerProof& proof) const {
  return crypto::verify_certificate(proof.chain, proof.anchors, proof.expected, proof.now);
}

Result<crypto::SecretBytes> Policy::pre_shared_key(const KeyUse& use) const {
  const Bytes salt(16);
  return keys::derive_esf_key({.key = use.key.expose(),
                               .session_type = keys::EsfSessionType::sm,
                               .target_data_class = use.target_data_class,
                               .source_id = use.initiator,
                               .salt = salt});
}

std::string Policy::protocol_of(int target_data_class) const {
  return "e2e:esf:Sm:" + std::to_string(target_data_class);
}

bool Policy::belongs(int of_envelope, int of_session) const {
  return of_envelope == of_session;
}

Result<void> Policy::may_carry(const channel::DtlsEndpoint& endpoint) const {
  if (endpoint.closed()) {
    return fail(Errc::not_permitted, "the session is closed");
  }
  return endpoint.finished() ? Result<void>{success()}
                             : fail(Errc::not_permitted, "target data before the handshake ended");
}

Result<Bytes> Policy::open(channel::DtlsEndpoint& endpoint,
                           const std::vector<channel::DtlsRecord>& records) const {
  return open_payload(endpoint, records);
}

bool Policy::is_over(const SessionTime& time, const EndPointConfiguration& configuration) const {
  if (!time.finished) {
    return time.now - time.began >= configuration.time_out;
  }
  return time.now - time.used >= configuration.idle_time ||
         time.now - time.began >= configuration.longest_life;
}

}  // namespace plumbline::esf_sm
