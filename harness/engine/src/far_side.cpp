#include "plumbline/harness/far_side.hpp"

#include "plumbline/crypto/random.hpp"

#include <utility>

namespace plumbline::harness {
namespace {

using onem2m::ResourceType;

constexpr std::size_t kKeyOctets = 32;

}  // namespace

Result<std::unique_ptr<FarSide>> FarSide::start(FarSideOptions options, Transport& transport) {
  std::unique_ptr<FarSide> out{new FarSide};
  const Actor& actor = options.cse.world.actor(*options.cse.neighbour);
  out->id_ = actor.id;
  out->binding_ = *options.cse.bindings.begin();
  PLUMBLINE_TRY(options.cse.hops[actor.absolute + "/" + std::string{kFarAe}],
                out->listen_as_ae(options, transport));
  PLUMBLINE_TRY(out->server_, EmbeddedServer::start(options.cse, transport));
  PLUMBLINE_TRY(out->furnish());
  return out;
}

Result<TlsClientOptions> FarSide::listen_as_ae(const FarSideOptions& options,
                                               Transport& transport) {
  crypto::SystemRandom random;
  const PskCredential psk{.identity = std::string{kFarAe} + "@sp.example",
                          .key = std::make_shared<const crypto::SecretBytes>(
                              crypto::random_secret(random, kKeyOctets))};
  ListenOptions listen;
  listen.tap = options.ae_tap;
  listen.tls = TlsServerOptions{
      .psk = [psk](std::string_view identity) -> std::shared_ptr<const crypto::SecretBytes> {
        return identity == psk.identity ? psk.key : nullptr;
      }};
  PLUMBLINE_TRY(ae_, ListeningAe::start(std::move(listen), transport));
  return TlsClientOptions{.credential = psk};
}

Result<void> FarSide::furnish() {
  const Json all{{"acr", {{{"acor", {"all"}}, {"acop", 63U}}}}};
  PLUMBLINE_TRY(const auto policy,
                create("Cadmin",
                       ResourceType::access_control_policy,
                       {{"m2m:acp", {{"rn", "open"}, {"pv", all}, {"pvs", all}}}}));
  PLUMBLINE_TRY(create(
      "Cadmin", ResourceType::container, {{"m2m:cnt", {{"rn", "data"}, {"acpi", {policy}}}}}));
  PLUMBLINE_TRY(create(std::string{kFarAe},
                       ResourceType::ae,
                       {{"m2m:ae",
                         {{"rn", "far"},
                          {"api", "Nplumbline"},
                          {"rr", true},
                          {"srv", {"3"}},
                          {"poa", {ae_->point_of_access()}},
                          {"acpi", {policy}}}}}));
  return success();
}

/// The resourceID of what `originator` makes below the CSEBase.
Result<std::string> FarSide::create(const std::string& originator,
                                    ResourceType type,
                                    Json content) {
  onem2m::RequestPrimitive request;
  request.operation = onem2m::Operation::create;
  request.to = "cse";
  request.from = originator;
  request.request_id = "far-" + std::to_string(static_cast<unsigned>(type));
  request.resource_type = static_cast<std::uint32_t>(type);
  request.content = std::move(content);
  onem2m::Association association;
  association.secured = true;
  association.proof = onem2m::PeerProof::broker;
  association.peer = id_ + "/" + originator;
  const auto answer = server_->entity().handle(request, association);
  if (!onem2m::is_success(answer.status)) {
    return fail(Errc::io,
                "the tester's own CSE refused: " + json_text(answer.content.value_or(Json{})));
  }
  return onem2m::text_attribute(answer.content, "ri");
}

std::string FarSide::point_of_access() const {
  const ServerAddress& at = server_->address(binding_);
  return to_uri(binding_ == "mqtt" && at.certified ? *at.certified : at.address);
}

std::string FarSide::plain_point_of_access() const {
  const ServerAddress& at = server_->address(binding_);
  Address plain = at.plain.value_or(at.address);
  plain.scheme = binding_;
  return to_uri(plain);
}

}  // namespace plumbline::harness
