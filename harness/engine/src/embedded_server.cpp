#include "plumbline/harness/embedded_server.hpp"

#include "plumbline/crypto/random.hpp"
#include "plumbline/entities/cse/cse_with_tef.hpp"
#include "plumbline/entities/cse/hosting_cse.hpp"
#include "plumbline/entities/tef/in_memory_store.hpp"
#include "plumbline/entities/tef/trust_enabler.hpp"

#include "obstruction.hpp"

#include <utility>
#include <variant>

namespace plumbline::harness {
namespace {

constexpr std::size_t kStorageKeyOctets = 32;

TlsServerOptions tls_options(const EmbeddedServerOptions& options,
                             const std::string& fqdn,
                             const std::string& binding) {
  const World& world = options.world;
  const bool tef = options.role == Role::tef;
  TlsServerOptions tls;
  tls.psk = [&world](std::string_view identity) -> std::shared_ptr<const crypto::SecretBytes> {
    for (const Actor& actor : world.actors) {
      if (actor.psk.key && actor.psk.identity == identity) {
        return actor.psk.key;
      }
    }
    return nullptr;
  };
  tls.certificate = world.pki.for_server(fqdn, options.certificate);
  tls.ciphers = options.ciphers;
  tls.anchors_pem = {world.pki.authority_pem()};
  if (!tef) {
    tls.client_identities.push_back(crypto::IdentityKind::cse_id);
  }
  // Keys are exported at a TEF, so it speaks exactly TLS 1.2 (TS-0003 clause 10.3.1).
  // There is no DTLS 1.3 here.
  tls.max_version = tef || binding == "coap" ? TlsVersion::tls12 : TlsVersion::tls13;
  return tls;
}

}  // namespace

EmbeddedServer::EmbeddedServer(const EmbeddedServerOptions& options)
    : fault_(options.fault),
      random_(options.random) {}

EmbeddedServer::~EmbeddedServer() = default;

Result<std::unique_ptr<EmbeddedServer>> EmbeddedServer::start(const EmbeddedServerOptions& options,
                                                              Transport& transport) {
  std::unique_ptr<EmbeddedServer> server{new EmbeddedServer{options}};
  PLUMBLINE_TRY(server->furnish(options, transport));
  for (const std::string& binding : options.bindings) {
    PLUMBLINE_TRY(server->listen(options, binding, transport));
  }
  return server;
}

Result<void> EmbeddedServer::furnish(const EmbeddedServerOptions& options, Transport& transport) {
  if (options.role == Role::tef) {
    PLUMBLINE_TRY(furnish_tef(options));
  } else {
    furnish_cse(options, transport);
  }
  if (fault_.wrap) {
    entity_ = fault_.wrap(std::move(entity_));
  }
  return success();
}

std::unique_ptr<entities::Server> EmbeddedServer::make_tef(const EmbeddedServerOptions& options) {
  const World& world = options.world;
  entities::TefConfiguration configuration;
  configuration.node = {.sp_id = world.cse.sp_id, .cse_id = "/tef", .cse_name = "tef"};
  configuration.fqdn = world.tef_fqdn;
  for (const Actor& actor : world.actors) {
    if (actor.psk.key) {
      configuration.identities[actor.psk.identity] = actor.absolute;
    }
  }
  // The outsider authenticates and has no privilege at all.
  configuration.registrants = {world.actor(Who::admin).absolute,
                               world.actor(Who::source).absolute,
                               world.actor(Who::client).absolute};
  if (world.ke.key) {
    configuration.shared_keys[world.ke.key_id] = entities::SharedKey{
        .owner = world.actor(Who::source).absolute, .key = world.ke.key->clone()};
  }
  if (fault_.tef_configuration) {
    fault_.tef_configuration(configuration);
  }
  return std::make_unique<entities::TrustEnabler>(
      std::move(configuration),
      entities::Ports{.clock = options.clock, .random = random_},
      *store_,
      fault_.tef_policy ? fault_.tef_policy() : std::make_unique<entities::TefPolicy>());
}

Result<void> EmbeddedServer::furnish_tef(const EmbeddedServerOptions& options) {
  crypto::SystemRandom system;
  const crypto::SecretBytes storage_key = crypto::random_secret(system, kStorageKeyOctets);
  PLUMBLINE_TRY(store_,
                options.workshop.store(
                    options.folder, fault_.store_in_clear ? nullptr : &storage_key, random_));
  entity_ = make_tef(options);
  return success();
}

void EmbeddedServer::furnish_cse(const EmbeddedServerOptions& options, Transport& transport) {
  const World& world = options.world;
  part_ = options.neighbour ? neighbouring_cse(world, *options.neighbour) : tested_cse(world);
  if (fault_.cse_configuration) {
    fault_.cse_configuration(part_.configuration);
  }
  cse_ = std::make_unique<entities::HostingCse>(
      part_.configuration,
      entities::Ports{.clock = options.clock, .random = random_},
      fault_.cse_policy ? fault_.cse_policy() : nullptr);
  // TR-0012 7.3.1 NOTE: "the TEF function may be implemented as part of the CSE".
  store_ = std::make_unique<entities::InMemoryCredentialStore>();
  tef_ = make_tef(options);
  entity_ = std::make_unique<entities::CseWithTef>(*cse_, *tef_, part_.configuration.identity);
  forwarder_ = std::make_unique<Forwarder>(forwarder_options(options, transport));
}

Credential EmbeddedServer::broker_credential(const EmbeddedServerOptions& options,
                                             const ServerAddress& broker) const {
  if (options.neighbour && !broker.certified) {
    return options.world.actor(*options.neighbour).psk;
  }
  return options.world.pki.for_server(part_.fqdn, CertificateFault::right);
}

ForwarderOptions EmbeddedServer::forwarder_options(const EmbeddedServerOptions& options,
                                                   Transport& transport) {
  const World& world = options.world;
  HopSecurity hops = part_.hops;
  hops.insert(options.hops.begin(), options.hops.end());
  if (options.broker != nullptr) {
    const ServerAddress broker = options.broker->address();
    const Address& at = broker.certified ? *broker.certified : broker.address;
    broker_ = BrokerLeg{.known_as = {broker.address, at, broker.plain.value_or(at)},
                        .used = at,
                        .tls = TlsClientOptions{.credential = broker_credential(options, broker),
                                                .anchors_pem = {world.pki.authority_pem()}}};
  }
  return {.transport = transport,
          .clock = options.clock,
          .self = part_.configuration.identity.cse_id,
          .hops = std::move(hops),
          .broker = broker_,
          .wrap = fault_.hop};
}

ListenOptions EmbeddedServer::listen_options(const EmbeddedServerOptions& options) {
  ListenOptions out;
  out.host = options.host;
  out.tap = options.tap;
  out.dialect = options.dialect;
  out.handler = [this](const IncomingRequest& incoming, const Replier& reply) {
    serve(incoming, reply);
  };
  return out;
}

Result<void> EmbeddedServer::listen(const EmbeddedServerOptions& options,
                                    const std::string& binding,
                                    Transport& transport) {
  if (binding == "mqtt") {
    return listen_at_broker(options, transport);
  }
  ListenOptions plain = listen_options(options);
  plain.binding = binding;
  ListenOptions secured = plain;
  secured.tls = tls_options(
      options, options.role == Role::tef ? options.world.tef_fqdn : part_.fqdn, binding);
  if (fault_.listen) {
    fault_.listen(plain);
    fault_.listen(secured);
  }
  PLUMBLINE_TRY(auto with_tls, transport.listen(std::move(secured)));
  PLUMBLINE_TRY(auto without, transport.listen(std::move(plain)));
  addresses_[binding] = {
      .address = with_tls->address(), .plain = without->address(), .certified = {}};
  listeners_.push_back(std::move(with_tls));
  listeners_.push_back(std::move(without));
  return success();
}

// A client of the broker like any other (TS-0010 clause 5.1): what reaches its topics has passed
// the broker, whatever listener of the broker it came in by.
Result<void> EmbeddedServer::listen_at_broker(const EmbeddedServerOptions& options,
                                              Transport& transport) {
  if (!broker_) {
    return fail(Errc::unsupported, "no MQTT broker");
  }
  // Also behind a broker that shows a wrong certificate, to see what comes through it.
  const bool right = options.certificate == CertificateFault::right;
  const Address at = right ? broker_->used : *options.broker->address().plain;
  ListenOptions listen = listen_options(options);
  listen.binding = "mqtt";
  listen.entity_id = part_.configuration.identity.cse_id;
  listen.host = at.host;
  listen.port = at.port;
  if (right) {
    listen.broker_tls = broker_->tls;
  }
  if (fault_.listen) {
    fault_.listen(listen);
  }
  PLUMBLINE_TRY(listeners_.emplace_back(), transport.listen(std::move(listen)));
  addresses_["mqtt"] = options.broker->address();
  return success();
}

void EmbeddedServer::serve(const IncomingRequest& incoming, const Replier& reply) {
  if (obstruction_ && obstruction_->concerns(incoming.primitive)) {
    obstruction_->take(incoming, reply);
    return;
  }
  serve_unobstructed(incoming, reply);
}

void EmbeddedServer::serve_unobstructed(const IncomingRequest& incoming, const Replier& reply) {
  if (silent_) {
    unanswered_.push_back(reply);
    return;
  }
  entities::Handling handling = entity_->accept(incoming.primitive, incoming.association);
  if (auto* const answer = std::get_if<onem2m::ResponsePrimitive>(&handling)) {
    reply(finished(incoming, std::move(*answer)));
    return;
  }
  const auto forward =
      std::make_shared<const entities::Forward>(std::get<entities::Forward>(std::move(handling)));
  forwarder_->send(*forward,
                   [this, forward, incoming, reply](Result<onem2m::ResponsePrimitive> answer) {
                     reply(finished(incoming, entity_->complete(*forward, std::move(answer))));
                   });
}

void EmbeddedServer::obstruct(HostileScript script, Transport& transport) {
  obstruction_ = std::make_unique<Obstruction>(
      std::move(script), transport, [this](const IncomingRequest& incoming, const Replier& reply) {
        serve_unobstructed(incoming, reply);
      });
}

std::vector<std::string> EmbeddedServer::clear_the_way() {
  const auto obstruction = std::move(obstruction_);
  return obstruction ? obstruction->misdeeds_left() : std::vector<std::string>{};
}

Reply EmbeddedServer::finished(const IncomingRequest& incoming,
                               onem2m::ResponsePrimitive response) {
  if (interceptor_) {
    return interceptor_(incoming, std::move(response));
  }
  if (fault_.reply) {
    return fault_.reply(incoming, std::move(response));
  }
  return response;
}

}  // namespace plumbline::harness
