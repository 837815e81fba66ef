#include "plumbline/harness/world.hpp"

#include "plumbline/crypto/random.hpp"

#include <utility>

namespace plumbline::harness {
namespace {

constexpr std::array<std::string_view, kActors> kNames{
    "admin", "source", "client", "outsider", "neighbour", "certified_neighbour"};
constexpr std::size_t kKeyOctets = 32;

std::shared_ptr<const crypto::SecretBytes> new_key() {
  crypto::SystemRandom random;
  return std::make_shared<const crypto::SecretBytes>(crypto::random_secret(random, kKeyOctets));
}

Actor make_actor(std::string_view name, const onem2m::NodeIdentity& cse, const TestPki& pki) {
  const std::string id = "C" + std::string{name};
  const std::string absolute = onem2m::absolute_id(id, cse);
  return {.id = id,
          .absolute = absolute,
          .psk = {.identity = id + "@sp.example", .key = new_key()},
          .certificate = pki.for_entity(absolute, CertificateFault::right),
          .pairwise = {.key_id = "esprim-" + id, .key = new_key()},
          .message = {.key_id = "message-" + id, .key = new_key()}};
}

Actor make_neighbour(const std::string& name, const onem2m::NodeIdentity& cse, const TestPki& pki) {
  const std::string fqdn = name + ".sp.example";
  return {.id = "/" + name,
          .absolute = cse.sp_id + "/" + name,
          .fqdn = fqdn,
          .psk = {.identity = name + "@sp.example", .key = new_key()},
          .certificate = pki.for_server(fqdn, CertificateFault::right),
          .message = {.key_id = "message-" + name, .key = new_key()}};
}

}  // namespace

std::string_view name_of(Who who) noexcept {
  return kNames[static_cast<std::size_t>(who)];
}

std::string message_owner(const World& world, Who who) {
  const std::string& id = world.actor(who).absolute;
  return is_cse(who) ? id + '/' + std::string{kFarAe} : id;
}

World make_world(TimePoint now) {
  onem2m::NodeIdentity cse{.sp_id = "//sp.example", .cse_id = "/cse-a", .cse_name = "cse"};
  TestPki pki = TestPki::make(now);
  std::array<Actor, kActors> actors{make_actor(kNames[0], cse, pki),
                                    make_actor(kNames[1], cse, pki),
                                    make_actor(kNames[2], cse, pki),
                                    make_actor(kNames[3], cse, pki),
                                    make_neighbour("cse-b", cse, pki),
                                    make_neighbour("cse-c", cse, pki)};
  actors.back().psk = {};
  crypto::SystemRandom random;
  // KeID = hexBinary(RelativeKeID)@FQDN, TS-0003 clause 10.3.4
  std::string key_id = to_upper_hex(random.bytes(16)) + "@tef.example";
  return {.cse = std::move(cse),
          .cse_fqdn = "cse-a.sp.example",
          .tef_fqdn = "tef.example",
          .actors = std::move(actors),
          .ke = {.key_id = std::move(key_id), .key = new_key()},
          .pki = std::move(pki)};
}

}  // namespace plumbline::harness
