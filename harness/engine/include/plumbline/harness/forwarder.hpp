/// @file
/// Carries requests from a CSE to the next hop, and answers back.

#pragma once

#include "plumbline/core/clock.hpp"
#include "plumbline/entities/forward.hpp"
#include "plumbline/harness/cse_part.hpp"
#include "plumbline/harness/transport.hpp"

#include <cstddef>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace plumbline::harness {

/// An MQTT broker that a CSE is a client of already: all addresses that the broker has, and the one
/// that the CSE uses. A broker lets a client connect once, so that its hops take the same way.
struct BrokerLeg {
  std::vector<Address> known_as;
  Address used;
  std::optional<TlsClientOptions> tls;
};

/// Puts something between the forwarder and a client of its own, as a faulty implementation would.
using ClientWrap = std::function<std::unique_ptr<Client>(std::unique_ptr<Client>)>;

struct ForwarderOptions {
  Transport& transport;
  const Clock& clock;
  std::string self;  ///< SP-relative CSE-ID
  HopSecurity hops;
  std::optional<BrokerLeg> broker;  ///< nothing: no hop goes through a broker with TLS
  ClientWrap wrap = {};             ///< empty: as it is
  milliseconds patience{10000};     ///< with a request that names no expiry
};

/// Opens clients to points of access and keeps them. A hop has as many clients as it has requests
/// under way, up to a bound, so that a slow answer holds up nobody.
class Forwarder {
 public:
  explicit Forwarder(ForwarderOptions options) : options_(std::move(options)) {}

  /// Sends the request to the first point of access that can be reached and calls back, at once or
  /// later, with the answer. Errc::timed_out when the request's expiry or the patience is over
  /// first; Errc::unreachable and others as the last point of access had them: Errc::not_permitted
  /// where nothing says how to secure the hop, Errc::malformed for what is no address.
  ///
  /// @source TS-0001 clause 8.1.2 (Request Expiration Timestamp); TS-0004 clause 7.3.2.6
  void send(const entities::Forward& forward, ExchangeCallback done);

 private:
  struct Journey;

  struct Pooled {
    std::unique_ptr<Client> client;
    std::size_t under_way = 0;
  };

  void go_on(const std::shared_ptr<Journey>& journey);
  [[nodiscard]] Result<Pooled*> client_to(const std::string& entity, const std::string& point);
  [[nodiscard]] Result<ConnectOptions> connect_options(const std::string& entity,
                                                       const std::string& point) const;

  ForwarderOptions options_;
  /// By entity and point of access; the elements stay where they are.
  std::map<std::pair<std::string, std::string>, std::vector<std::unique_ptr<Pooled>>> clients_;
};

}  // namespace plumbline::harness
