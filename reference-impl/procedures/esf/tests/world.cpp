#include "world.hpp"

#include <map>
#include <utility>

namespace plumbline::esf::testing {

namespace {

constexpr std::chrono::hours kDay{24};

crypto::IssuedCertificate make_issuer() {
  crypto::CertificateRequest request;
  request.common_name = "issuer";
  request.not_before = now() - kDay;
  request.not_after = now() + kDay;
  request.authority = true;
  return crypto::issue_certificate(request);
}

jose::Jwk key_for(const KeAlgSet& set, const std::string& id) {
  switch (set.establishment) {
    case KeyEstablishment::trusted_third_party:
    case KeyEstablishment::provisioned_key:
      return symmetric(id);
    case KeyEstablishment::key_agreement:
      return key_pair(crypto::KeyKind::ec_p256);
    default:
      break;
  }
  if (set.alg == jose::JweAlg::rsa_oaep_256) {
    return key_pair(crypto::KeyKind::rsa);
  }
  const std::size_t octets = jose::symmetric_key_size(*set.alg, jose::JweEnc::a256gcm);
  const bool wraps_alone = jose::name_of(*set.alg).front() == 'A';
  return wraps_alone ? symmetric(id, octets) : key_pair(crypto::KeyKind::ec_p256);
}

std::string key_id_of(const KeAlgSet& set, const std::string& id) {
  KeAlgSet unsigned_set = set;
  unsigned_set.signature.reset();
  return name_of(unsigned_set) + " of " + id;
}

}  // namespace

jose::Jwk symmetric(const std::string& id, std::size_t octets) {
  crypto::SeededRandom random{as_bytes(id), "key"};
  return jose::Jwk::from_secret(crypto::random_secret(random, octets));
}

jose::Jwk key_pair(crypto::KeyKind kind) {
  static std::map<crypto::KeyKind, crypto::PrivateKey> keys;
  auto found = keys.find(kind);
  if (found == keys.end()) {
    found = keys.emplace(kind, crypto::PrivateKey::generate(kind)).first;
  }
  return jose::Jwk::from_private(found->second);
}

jose::Jwk public_half(const jose::Jwk& pair) {
  const auto key = pair.public_key();
  return key ? jose::Jwk::from_public(*key) : pair;
}

TimePoint now() {
  using namespace std::chrono_literals;
  return TimePoint{std::chrono::sys_days{2030y / 1 / 1}};
}

const crypto::IssuedCertificate& issuer() {
  static const crypto::IssuedCertificate made = make_issuer();
  return made;
}

SigningCredential signer(const std::string& source, const crypto::IssuedCertificate& by) {
  crypto::CertificateRequest request;
  request.common_name = "source";
  request.uris = {source};
  request.not_before = now() - kDay;
  request.not_after = now() + kDay;
  const crypto::IssuedCertificate issued = crypto::issue_certificate(request, &by);
  return {.id = "cert", .key = jose::Jwk::from_private(issued.key), .chain = {issued.certificate}};
}

EstablishRequest Sealing::request() const {
  return {.target_data_class = target_data_class,
          .source_id = source_id,
          .payload = payload,
          .targets = targets,
          .signer = signer ? &*signer : nullptr};
}

Result<Envelope> Sealing::sealed() const {
  auto random = make_random();
  return seal(request(),
              {.plaintext = as_bytes(plaintext), .associated_data = as_bytes(associated_data)},
              random);
}

Sealing sealing(const std::string& payload, std::vector<KeyTarget> targets) {
  Sealing made;
  made.payload = ps_alg_set_named(payload).value();
  made.targets = std::move(targets);
  (made.payload.enc ? made.plaintext : made.associated_data) = kText;
  const bool key_signed = !made.targets.empty() && made.targets.front().set.signature;
  if (is_signed(made.payload) || key_signed) {
    made.signer = signer();
  }
  return made;
}

KeyTarget for_target(const std::string& set, const std::string& id) {
  const KeAlgSet known = ke_alg_set_named(set).value();
  const std::string key_id = key_id_of(known, id);
  return {.id = id, .set = known, .key_id = key_id, .key = public_half(key_for(known, key_id))};
}

TargetEndPoint target_end_point(const std::string& id) {
  TargetEndPoint target;
  target.ids = {id};
  target.anchors = {issuer().certificate};
  target.now = now();
  for (const KeAlgSet& set : all_algorithm_sets().ke) {
    if (!set.signature) {
      const std::string key_id = key_id_of(set, id);
      const bool shared = set.establishment == KeyEstablishment::provisioned_key ||
                          set.establishment == KeyEstablishment::trusted_third_party;
      target.keys.push_back({.use = set.establishment,
                             .id = key_id,
                             .key = key_for(set, key_id),
                             .source = shared ? kSource : ""});
    }
  }
  return target;
}

Result<Opened> open_at(const TargetEndPoint& target,
                       const Envelope& envelope,
                       const TargetPolicy& policy) {
  return open(envelope, TargetDataClass::instance, target, policy);
}

}  // namespace plumbline::esf::testing
