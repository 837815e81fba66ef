#include "plumbline/harness/forwarder.hpp"

#include "plumbline/onem2m/identifier.hpp"

#include <algorithm>

namespace plumbline::harness {
namespace {

constexpr std::size_t kClientsPerPoint = 16;

bool same_place(const Address& a, const Address& b) {
  return a.host == b.host && a.port == b.port;
}

}  // namespace

/// One request on its way from point of access to point of access.
struct Forwarder::Journey {
  entities::Forward forward;
  ExchangeCallback done;
  TimePoint end;         ///< by the clock of the CSE
  std::size_t next = 0;  ///< point of access
  Error trouble;         ///< with the last one
};

void Forwarder::send(const entities::Forward& forward, ExchangeCallback done) {
  const TimePoint patience = options_.clock.now() + options_.patience;
  auto journey =
      std::make_shared<Journey>(Journey{.forward = forward,
                                        .done = std::move(done),
                                        .end = forward.expires ? *forward.expires : patience,
                                        .trouble = fail(Errc::unreachable, "no point of access")});
  go_on(journey);
}

void Forwarder::go_on(const std::shared_ptr<Journey>& journey) {
  const auto& points = journey->forward.hop.points_of_access;
  while (journey->next < points.size()) {
    const auto left = std::chrono::ceil<milliseconds>(journey->end - options_.clock.now());
    if (left <= milliseconds{0}) {
      journey->done(fail(Errc::timed_out, "the request has expired"));
      return;
    }
    const auto found = client_to(journey->forward.hop.entity, points[journey->next++]);
    if (!found) {
      journey->trouble = found.error();
      continue;
    }
    Pooled* const pooled = found.value();
    ++pooled->under_way;
    pooled->client->exchange(journey->forward.request,
                             left,
                             [this, pooled, journey](Result<onem2m::ResponsePrimitive> answer) {
                               --pooled->under_way;
                               if (!answer && answer.error().code == Errc::unreachable) {
                                 journey->trouble = answer.error();
                                 go_on(journey);
                                 return;
                               }
                               journey->done(std::move(answer));
                             });
    return;
  }
  journey->done(journey->trouble);
}

Result<Forwarder::Pooled*> Forwarder::client_to(const std::string& entity,
                                                const std::string& point) {
  auto& pool = clients_[{entity, point}];
  const auto least = std::ranges::min_element(
      pool, {}, [](const std::unique_ptr<Pooled>& pooled) { return pooled->under_way; });
  if (least != pool.end() && ((*least)->under_way == 0 || pool.size() >= kClientsPerPoint)) {
    return least->get();
  }
  PLUMBLINE_TRY(auto connect, connect_options(entity, point));
  PLUMBLINE_TRY(auto client, options_.transport.connect(std::move(connect)));
  pool.push_back(std::make_unique<Pooled>(
      Pooled{.client = options_.wrap ? options_.wrap(std::move(client)) : std::move(client)}));
  return pool.back().get();
}

Result<ConnectOptions> Forwarder::connect_options(const std::string& entity,
                                                  const std::string& point) const {
  ConnectOptions out;
  PLUMBLINE_TRY(out.address, parse_address(point));
  out.entity_id = options_.self;
  out.peer_id = onem2m::sp_relative_id(entity);
  const auto& broker = options_.broker;
  if (binding_of(out.address) == "mqtt" && broker) {
    const bool own = std::ranges::any_of(
        broker->known_as, [&](const Address& known) { return same_place(known, out.address); });
    if (own) {
      out.address.scheme = broker->used.scheme;
      out.address.host = broker->used.host;
      out.address.port = broker->used.port;
    }
    out.tls = is_secured(out.address) ? broker->tls : std::nullopt;
  } else if (is_secured(out.address)) {
    const auto hop = options_.hops.find(entity);
    if (hop == options_.hops.end()) {
      return fail(Errc::not_permitted, "no credential for the hop to " + entity);
    }
    out.tls = hop->second;
  }
  return out;
}

}  // namespace plumbline::harness
