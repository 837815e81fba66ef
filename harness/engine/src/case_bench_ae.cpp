// How the bench drives an AE under test, and the tester's own one beside it.

#include "case_bench.hpp"
#include "changed_transport.hpp"

#include <algorithm>
#include <stdexcept>
#include <utility>

namespace plumbline::harness {
namespace {

// The part that an AE of that role plays.
Who who_plays(Role role) {
  return role == Role::ae_src ? Who::source : Who::client;
}

}  // namespace

Result<std::unique_ptr<RunningAe>> CaseBench::start_ae(Role role) {
  if (const SutEndpoint* endpoint = sut(role)) {
    return options_.workshop.ae_at(*transport_, *endpoint);
  }
  const SlotFault& fault = role == options_.purpose.role ? options_.slots.fault : no_fault();
  Transport* transport = transport_.get();
  if (fault.connect) {
    changed_transports_.push_back(std::make_unique<ChangedTransport>(*transport_, fault.connect));
    transport = changed_transports_.back().get();
  }
  PLUMBLINE_TRY(auto ae,
                options_.workshop.ae(*transport,
                                     entities::Ports{.clock = clock_, .random = random_of(role)},
                                     fault.ae_policy ? fault.ae_policy() : nullptr));
  return fault.ae ? fault.ae(std::move(ae)) : std::move(ae);
}

RunningAe& CaseBench::ae(Role role) {
  auto& ae = aes_[role];
  if (!ae) {
    auto started = start_ae(role);
    if (!started) {
      throw std::runtime_error{"cannot reach the AE: " + to_string(started.error())};
    }
    ae = std::move(started.value());
    static_cast<void>(converse(
        role,
        "configure",
        {.command = "e2e.configure", .argument = configuration_of(role, Channel::standard, {})}));
  }
  return *ae;
}

// What an AE proves itself with: its key, or its certificate where the SUT file gives it no key.
Json CaseBench::credential_argument(const Actor& actor, Channel channel) {
  const bool wrong = channel == Channel::wrong_key;
  if (actor.psk.key && channel != Channel::certificate) {
    const std::string key =
        to_hex(wrong ? secret(32, "wrong psk").expose() : actor.psk.key->expose());
    return {{"psk", {{"identity", actor.psk.identity}, {"key", key}}}};
  }
  const CertificateCredential certificate =
      wrong ? options_.world.pki.for_entity(actor.absolute, CertificateFault::foreign_issuer)
            : actor.certificate;
  withhold(certificate.key_pem->expose(), "private key");
  return {{"certificate",
           {{"chain", certificate.chain_pem}, {"key", as_text(certificate.key_pem->expose())}}}};
}

// Where an AE finds the hosting CSE, or whoever pretends to be it.
Address CaseBench::cse_address(const CseAccess& access) {
  if (access.impostor == Impostor::none && !access.mandatory_suite) {
    return address_of(Role::hcse, access.channel);
  }
  const ServerAddress& side = side_server(access);
  const bool certified = access.channel == Channel::certificate;
  return certified ? side.certified.value_or(side.address) : side.address;
}

Json CaseBench::peer_argument(Role server, Role role, Channel channel, const Address& address) {
  const World& world = options_.world;
  const Actor& actor = world.actor(who_plays(role));
  const bool tef = server == Role::tef;
  Json out{{"uri", to_uri(address)},
           {"originator", tef ? actor.absolute : actor.id},
           {"credential", credential_argument(actor, channel)},
           {"anchors", {world.pki.authority_pem()}},
           {"server", {{"kind", "fqdn"}, {"value", server_name(server, address)}}}};
  if (binding_of(server) == "mqtt") {
    out["receiver"] = world.cse.cse_id;
  }
  if (const auto form = serialization(); form != onem2m::Serialization::json) {
    out["serialization"] = onem2m::name_of(form);
  }
  return out;
}

Json CaseBench::configuration_of(Role role, Channel tef, const CseAccess& cse) {
  const World& world = options_.world;
  const Actor& actor = world.actor(who_plays(role));
  Json out{{"name", actor.id},
           {"identity", actor.absolute},
           {"cse", peer_argument(Role::hcse, role, cse.channel, cse_address(cse))},
           {"tef", peer_argument(Role::tef, role, tef, address_of(Role::tef, tef))}};
  out["tef"]["fqdn"] = world.tef_fqdn;
  if (role == Role::ae_src && world.ke.key) {
    out["enrolment_keys"] = {{{"id", world.ke.key_id}, {"key", to_hex(world.ke.key->expose())}}};
  }
  // An AE that does not claim a procedure may not know its member.
  const auto claimed = [&](std::string_view option) {
    const auto& options = options_.purpose.options;
    return std::ranges::find(options, option) != options.end();
  };
  if (claimed("escertke")) {
    out["escertke"] = credential_argument(actor, Channel::certificate);
    out["escertke"]["anchors"] = {world.pki.authority_pem()};
  }
  if (actor.pairwise.key && claimed("esprim")) {
    out["pairwise_keys"] = {{{"id", actor.pairwise.key_id},
                             {"receiver", world.cse.sp_id + world.cse.cse_id},
                             {"key", to_hex(actor.pairwise.key->expose())}}};
  }
  if (actor.message.key && claimed("message-auth")) {
    out["message_keys"] = {{{"id", actor.message.key_id},
                            {"receiver", world.cse.sp_id + world.cse.cse_id},
                            {"key", to_hex(actor.message.key->expose())}}};
  }
  return out;
}

// Where an AE of the tester waits for its CSE: at the broker that both use, or at a port, where it
// takes the credential that the two share.
ListenOptions CaseBench::listen_options(Who who) {
  const World& world = options_.world;
  const Actor& actor = world.actor(who);
  const ConnectOptions to_cse = connect_options(options_.purpose.role, {.who = who});
  ListenOptions out;
  out.binding = options_.binding;
  out.entity_id = to_cse.entity_id;
  out.dialect = to_cse.dialect;
  if (out.binding == "mqtt") {
    out.host = to_cse.address.host;
    out.port = to_cse.address.port;
    out.broker_tls = to_cse.tls;
    return out;
  }
  if (!to_cse.tls) {
    return out;
  }
  out.tls = TlsServerOptions{.anchors_pem = {world.pki.authority_pem()},
                             .client_identities = {crypto::IdentityKind::fqdn}};
  if (const PskCredential& psk = actor.psk; psk.key) {
    out.tls->psk = [psk](std::string_view identity) {
      return identity == psk.identity ? psk.key : nullptr;
    };
  } else {
    out.tls->certificate = actor.certificate;
  }
  return out;
}

ListeningAe& CaseBench::listening_ae(Who who) {
  auto& ae = listening_aes_[who];
  if (!ae) {
    ListenOptions listen = listen_options(who);
    listen.tap = &recorder_.tap({.local = std::string{name_of(who)},
                                 .remote = std::string{name_of(options_.purpose.role)},
                                 .binding = options_.binding});
    auto started = ListeningAe::start(std::move(listen), *transport_);
    if (!started) {
      throw std::runtime_error{"cannot listen as an AE: " + to_string(started.error())};
    }
    ae = std::move(started.value());
  }
  return *ae;
}

Json CaseBench::ae_configuration(Channel tef, const CseAccess& cse) {
  return configuration_of(options_.purpose.role, tef, cse);
}

UpperTesterAnswer CaseBench::converse(Role role,
                                      std::string_view label,
                                      UpperTesterCommand command) {
  const Lanes lanes{.local = "tester", .remote = std::string{name_of(role)}, .binding = {}};
  Message sent;
  sent.label = label;
  sent.association = "upper tester";
  sent.text = command.command;
  sent.primitive = {{"cmd", command.command}, {"arg", command.argument}};
  RunningAe& running = ae(role);
  const int number = recorder_.note(MessageKind::request, lanes, std::move(sent));
  std::optional<Result<UpperTesterAnswer>> result;
  bool done = false;
  running.command(command, deadline(), [&](Result<UpperTesterAnswer> answer) {
    result.emplace(std::move(answer));
    done = true;
  });
  wait_for(done);
  if (!*result) {
    note_failure(label, lanes, result->error());
    recorder_.observe("deadline", {{"awaiting", "upper-tester"}, {"label", label}}, number);
    return {.status = onem2m::Status::request_timeout, .output = nullptr};
  }
  Message got;
  got.label = label;
  got.association = "upper tester";
  got.answers = number;
  got.primitive = {{"rsc", onem2m::number_of(result->value().status)},
                   {"pc", result->value().output}};
  recorder_.note(MessageKind::response,
                 {.local = lanes.remote, .remote = lanes.local, .binding = {}},
                 std::move(got));
  return std::move(result->value());
}

UpperTesterAnswer CaseBench::command(std::string_view label,
                                     std::string_view command,
                                     Json argument) {
  return converse(options_.purpose.role,
                  label,
                  {.command = std::string{command}, .argument = std::move(argument)});
}

UpperTesterAnswer CaseBench::assist(std::string_view label,
                                    std::string_view command,
                                    Json argument) {
  const Role other = options_.purpose.role == Role::ae_src ? Role::ae_cli : Role::ae_src;
  return converse(other, label, {.command = std::string{command}, .argument = std::move(argument)});
}

}  // namespace plumbline::harness
