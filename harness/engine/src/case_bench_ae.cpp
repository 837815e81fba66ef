// How the bench drives an AE under test.

#include "case_bench.hpp"

#include <stdexcept>
#include <utility>

namespace plumbline::harness {
namespace {

Json psk_of(const Actor& actor) {
  return {{"psk", {{"identity", actor.psk.identity}, {"key", to_hex(actor.psk.key->expose())}}}};
}

Json peer_argument(const Address& address,
                   const Actor& actor,
                   const std::string& originator,
                   const World& world,
                   const std::string& fqdn) {
  return {{"uri", to_uri(address)},
          {"originator", originator},
          {"credential", psk_of(actor)},
          {"anchors", {world.pki.authority_pem()}},
          {"server", {{"kind", "fqdn"}, {"value", fqdn}}}};
}

}  // namespace

RunningAe& CaseBench::ae() {
  if (!ae_) {
    const SutEndpoint* endpoint = sut(options_.purpose.role);
    Result<std::unique_ptr<RunningAe>> started =
        endpoint == nullptr
            ? options_.workshop.ae(
                  *transport_,
                  entities::Ports{.clock = clock_, .random = random_of(options_.purpose.role)},
                  options_.slots.fault.ae_policy ? options_.slots.fault.ae_policy() : nullptr)
            : options_.workshop.ae_at(*transport_, *endpoint);
    if (!started) {
      throw std::runtime_error{"cannot reach the AE: " + to_string(started.error())};
    }
    ae_ = std::move(started.value());
    configure_ae(*ae_);
  }
  return *ae_;
}

void CaseBench::configure_ae(RunningAe& ae) {
  const World& world = options_.world;
  const Actor& actor =
      world.actor(options_.purpose.role == Role::ae_src ? Who::source : Who::client);
  Json tef = peer_argument(own(Role::tef).secured(), actor, actor.absolute, world, world.tef_fqdn);
  tef["fqdn"] = world.tef_fqdn;
  Json argument{
      {"name", actor.id},
      {"identity", actor.absolute},
      {"cse", peer_argument(own(Role::hcse).secured(), actor, actor.id, world, world.cse_fqdn)},
      {"tef", std::move(tef)},
      {"enrolment_keys", {{{"id", world.ke.key_id}, {"key", to_hex(world.ke.key->expose())}}}}};
  static_cast<void>(
      converse(ae, "configure", {.command = "e2e.configure", .argument = std::move(argument)}));
}

UpperTesterAnswer CaseBench::converse(RunningAe& ae,
                                      std::string_view label,
                                      UpperTesterCommand command) {
  const Lanes lanes{.local = "tester", .remote = std::string{name_of(options_.purpose.role)}};
  Message sent;
  sent.label = label;
  sent.association = "upper tester";
  sent.text = command.command;
  sent.primitive = {{"cmd", command.command}, {"arg", command.argument}};
  const int number = recorder_.note(MessageKind::request, lanes, std::move(sent));
  std::optional<Result<UpperTesterAnswer>> result;
  bool done = false;
  ae.command(command, deadline(), [&](Result<UpperTesterAnswer> answer) {
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
  recorder_.note(
      MessageKind::response, {.local = lanes.remote, .remote = lanes.local}, std::move(got));
  return std::move(result->value());
}

UpperTesterAnswer CaseBench::command(std::string_view label,
                                     std::string_view command,
                                     Json argument) {
  return converse(ae(), label, {.command = std::string{command}, .argument = std::move(argument)});
}

}  // namespace plumbline::harness
