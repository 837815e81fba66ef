#include "plumbline/harness/cse_part.hpp"

#include "plumbline/channel/pem_credential.hpp"
#include "plumbline/escertke/terminator_policy.hpp"
#include "plumbline/esf_sm/terminator_policy.hpp"
#include "plumbline/message_auth/credential.hpp"

#include <memory>
#include <utility>

namespace plumbline::harness {
namespace {

/// To a peer that has the key `psk`; without one, with certificates on both ends.
TlsClientOptions hop_security(const World& world,
                              const PskCredential& psk,
                              const CertificateCredential& own,
                              crypto::ExpectedIdentity peer) {
  TlsClientOptions out;
  if (psk.key) {
    out.credential = psk;
  } else {
    out.credential = own;
  }
  out.anchors_pem = {world.pki.authority_pem()};
  out.server_name = peer.kind == crypto::IdentityKind::fqdn ? peer.value : std::string{};
  out.server = std::move(peer);
  return out;
}

crypto::ExpectedIdentity identity_of(const Actor& actor) {
  return actor.fqdn.empty()
             ? crypto::ExpectedIdentity{.kind = crypto::IdentityKind::ae_id,
                                        .value = actor.absolute}
             : crypto::ExpectedIdentity{.kind = crypto::IdentityKind::fqdn, .value = actor.fqdn};
}

/// Those that `actors` share with the CSE under test.
std::shared_ptr<esprim::PairwiseKeys> pairwise_keys(const World& world) {
  auto keys = std::make_shared<esprim::PairwiseKeys>();
  for (const Actor& actor : world.actors) {
    if (actor.pairwise.key) {
      // What the SUT file gives was checked when it was read.
      static_cast<void>(keys->add({.id = actor.pairwise.key_id,
                                   .peer = actor.absolute,
                                   .key = crypto::SecretBytes{actor.pairwise.key->expose()},
                                   .expires = {}}));
    }
  }
  return keys;
}

/// Those that actors, or the AEs behind them, share with the CSE under test.
std::shared_ptr<const message_auth::Credentials> message_credentials(const World& world) {
  auto credentials = std::make_shared<message_auth::Credentials>();
  for (std::size_t i = 0; i < kActors; ++i) {
    const auto who = static_cast<Who>(i);
    const SharedKey& shared = world.actor(who).message;
    if (shared.key) {
      // What the SUT file gives was checked when it was read.
      auto credential = message_auth::shared_credential({.id = shared.key_id,
                                                         .owner = message_owner(world, who),
                                                         .peer = world.cse.sp_id + world.cse.cse_id,
                                                         .kpsa = shared.key->expose()});
      static_cast<void>(credentials->add(std::move(credential).value()));
    }
  }
  return credentials;
}

/// How `own` makes keys with all actors by certificates. What the SUT file gives was checked when
/// it was read.
std::shared_ptr<const escertke::TerminatorConfiguration> escertke_of(
    const World& world, const CertificateCredential& own) {
  const std::string authority = world.pki.authority_pem();
  escertke::TerminatorConfiguration out{
      .end_point =
          {.credential =
               channel::credential_from_pem(own.chain_pem, as_text(own.key_pem->expose())).value(),
           .anchors = crypto::Certificate::chain_from_pem(authority).value()},
      .identity = {},
      .initiators = {}};
  for (const Actor& actor : world.actors) {
    out.initiators.push_back({.id = actor.absolute, .certificate = identity_of(actor)});
  }
  return std::make_shared<const escertke::TerminatorConfiguration>(std::move(out));
}

/// How `own` ends sessions of ESF-Sm with all actors, by certificates.
std::shared_ptr<const esf_sm::TerminatorConfiguration> esf_sm_of(const World& world,
                                                                 const CertificateCredential& own) {
  auto out = std::make_shared<esf_sm::TerminatorConfiguration>(esf_sm::TerminatorConfiguration{
      .end_point =
          {.certificate =
               channel::credential_from_pem(own.chain_pem, as_text(own.key_pem->expose())).value(),
           .anchors = crypto::Certificate::chain_from_pem(world.pki.authority_pem()).value(),
           .suites = channel::default_suites()},
      .initiators = {}});
  for (const Actor& actor : world.actors) {
    out->initiators.push_back({.id = actor.absolute, .certificate = identity_of(actor)});
  }
  return out;
}

}  // namespace

CsePart tested_cse(const World& world) {
  const CertificateCredential own = world.pki.for_server(world.cse_fqdn, CertificateFault::right);
  CsePart out;
  out.configuration.identity = world.cse;
  out.configuration.admin = world.actor(Who::admin).absolute;
  out.configuration.pairwise_keys = pairwise_keys(world);
  out.configuration.escertke = escertke_of(world, own);
  out.configuration.esf_sm = esf_sm_of(world, own);
  out.configuration.message_credentials = message_credentials(world);
  // A campaign makes a session for each case, with a few keys and some cases at a time.
  out.configuration.esprim.limits.issued_to_one = 256;
  out.configuration.esprim.limits.originator_objects = 16384;
  out.fqdn = world.cse_fqdn;
  for (const Actor& actor : world.actors) {
    if (actor.psk.key) {
      out.configuration.identities[actor.psk.identity] = actor.absolute;
    }
    if (!actor.fqdn.empty()) {
      out.configuration.identities[actor.fqdn] = actor.absolute;
    }
    out.hops[actor.absolute] = hop_security(world, actor.psk, own, identity_of(actor));
  }
  return out;
}

CsePart neighbouring_cse(const World& world, Who who) {
  const Actor& actor = world.actor(who);
  const std::string tested = world.cse.sp_id + world.cse.cse_id;
  CsePart out;
  out.configuration.identity = {.sp_id = world.cse.sp_id, .cse_id = actor.id, .cse_name = "cse"};
  out.configuration.admin = actor.absolute + "/Cadmin";
  out.fqdn = actor.fqdn;
  // The CSE under test is at the other end of either credential.
  if (actor.psk.key) {
    out.configuration.identities[actor.psk.identity] = tested;
  }
  out.configuration.identities[world.cse_fqdn] = tested;
  out.hops[tested] = hop_security(world,
                                  actor.psk,
                                  actor.certificate,
                                  {.kind = crypto::IdentityKind::fqdn, .value = world.cse_fqdn});
  return out;
}

}  // namespace plumbline::harness
