/// @file
/// A reference CSE or TEF behind real listeners: inside a case, or for `plumbline reference`. A CSE
/// sends on what is for others.

#pragma once

#include "plumbline/core/clock.hpp"
#include "plumbline/core/random.hpp"
#include "plumbline/entities/cse/hosting_cse.hpp"
#include "plumbline/harness/bench.hpp"
#include "plumbline/harness/cse_part.hpp"
#include "plumbline/harness/forwarder.hpp"
#include "plumbline/harness/hostile_transit.hpp"
#include "plumbline/harness/slot.hpp"
#include "plumbline/harness/transport.hpp"
#include "plumbline/harness/world.hpp"

#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace plumbline::harness {

struct EmbeddedServerOptions {
  Role role{};                     ///< hcse, tcse or tef
  std::set<std::string> bindings;  ///< over which it listens
  const World& world;
  const Workshop& workshop;
  const RunningBroker* broker = nullptr;  ///< where it listens over MQTT
  const SlotFault& fault;                 ///< empty for the tester's own
  const Clock& clock;
  RandomSource& random;
  std::string folder;  ///< for its store
  Tap* tap = nullptr;  ///< null: the other end records
  std::string host = "127.0.0.1";
  CertificateFault certificate = CertificateFault::right;  ///< of what its listeners show
  std::string ciphers = {};  ///< all that its listeners offer, as TlsServerOptions has it
  Dialect dialect = {};      ///< of its peers
  /// The neighbour whose part a CSE plays; nothing: that of the CSE under test.
  std::optional<Who> neighbour = {};
  HopSecurity hops = {};  ///< of a CSE: towards further entities
};

class Obstruction;

class EmbeddedServer {
 public:
  /// Errc::io when no port can be bound or the store not be opened.
  [[nodiscard]] static Result<std::unique_ptr<EmbeddedServer>> start(
      const EmbeddedServerOptions& options, Transport& transport);

  ~EmbeddedServer();
  EmbeddedServer(const EmbeddedServer&) = delete;
  EmbeddedServer& operator=(const EmbeddedServer&) = delete;
  EmbeddedServer(EmbeddedServer&&) = delete;
  EmbeddedServer& operator=(EmbeddedServer&&) = delete;

  /// Where it listens over a binding of its options, with and without TLS.
  [[nodiscard]] const ServerAddress& address(const std::string& binding) const {
    return addresses_.at(binding);
  }

  /// Of a CSE that is a client of a broker.
  [[nodiscard]] const std::optional<BrokerLeg>& broker_leg() const noexcept { return broker_; }

  [[nodiscard]] entities::Server& entity() { return *entity_; }

  void intercept(Interceptor interceptor) { interceptor_ = std::move(interceptor); }

  /// Puts a hostile node between the listeners and the entity; see Bench::obstruct().
  void obstruct(HostileScript script, Transport& transport);
  [[nodiscard]] std::vector<std::string> clear_the_way();

  /// From now on requests are taken and never answered.
  void fall_silent() { silent_ = true; }

 private:
  explicit EmbeddedServer(const EmbeddedServerOptions& options);

  [[nodiscard]] Result<void> furnish(const EmbeddedServerOptions& options, Transport& transport);
  [[nodiscard]] Result<void> furnish_tef(const EmbeddedServerOptions& options);
  void furnish_cse(const EmbeddedServerOptions& options, Transport& transport);
  [[nodiscard]] std::unique_ptr<entities::Server> make_tef(const EmbeddedServerOptions& options);
  [[nodiscard]] ListenOptions listen_options(const EmbeddedServerOptions& options);
  [[nodiscard]] Result<void> listen(const EmbeddedServerOptions& options,
                                    const std::string& binding,
                                    Transport& transport);
  [[nodiscard]] Result<void> listen_at_broker(const EmbeddedServerOptions& options,
                                              Transport& transport);
  /// Where the broker takes no certificates, a neighbour uses its key.
  [[nodiscard]] Credential broker_credential(const EmbeddedServerOptions& options,
                                             const ServerAddress& broker) const;
  [[nodiscard]] ForwarderOptions forwarder_options(const EmbeddedServerOptions& options,
                                                   Transport& transport);
  /// Answers at once, or when the next hop has.
  void serve(const IncomingRequest& incoming, const Replier& reply);
  void serve_unobstructed(const IncomingRequest& incoming, const Replier& reply);
  [[nodiscard]] Reply finished(const IncomingRequest& incoming, onem2m::ResponsePrimitive response);

  const SlotFault& fault_;
  RandomSource& random_;
  std::unique_ptr<entities::CredentialStore> store_;
  CsePart part_;                               ///< of a CSE
  std::optional<BrokerLeg> broker_;            ///< of a CSE that is a client of one
  std::unique_ptr<entities::HostingCse> cse_;  ///< a CSE and the TEF that is part of it
  std::unique_ptr<entities::Server> tef_;
  std::unique_ptr<entities::Server> entity_;  ///< what the listeners ask
  Interceptor interceptor_;
  bool silent_ = false;
  std::vector<Replier> unanswered_;
  std::unique_ptr<Obstruction> obstruction_;

  std::vector<std::unique_ptr<Listener>> listeners_;
  std::map<std::string, ServerAddress> addresses_;  ///< by binding
  std::unique_ptr<Forwarder> forwarder_;            ///< of a CSE
};

}  // namespace plumbline::harness
