/// @file
/// A reference CSE or TEF behind real listeners: inside a case, or for `plumbline reference`.

#pragma once

#include "plumbline/core/clock.hpp"
#include "plumbline/core/random.hpp"
#include "plumbline/entities/cse/hosting_cse.hpp"
#include "plumbline/harness/bench.hpp"
#include "plumbline/harness/slot.hpp"
#include "plumbline/harness/transport.hpp"
#include "plumbline/harness/world.hpp"

#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

namespace plumbline::harness {

struct EmbeddedServerOptions {
  Role role{};                     ///< hcse or tef
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
  std::string ciphers;  ///< all that its listeners offer, as TlsServerOptions has it
  Dialect dialect;      ///< of its peers
};

class EmbeddedServer {
 public:
  /// Errc::io when no port can be bound or the store not be opened.
  [[nodiscard]] static Result<std::unique_ptr<EmbeddedServer>> start(
      const EmbeddedServerOptions& options, Transport& transport);

  /// Where it listens over a binding of its options, with and without TLS.
  [[nodiscard]] const ServerAddress& address(const std::string& binding) const {
    return addresses_.at(binding);
  }

  [[nodiscard]] entities::Server& entity() { return *entity_; }

  void intercept(Interceptor interceptor) { interceptor_ = std::move(interceptor); }

 private:
  explicit EmbeddedServer(const EmbeddedServerOptions& options);

  [[nodiscard]] Result<void> furnish(const EmbeddedServerOptions& options);
  [[nodiscard]] Result<void> furnish_tef(const EmbeddedServerOptions& options);
  void furnish_cse(const EmbeddedServerOptions& options);
  [[nodiscard]] std::unique_ptr<entities::Server> make_tef(const EmbeddedServerOptions& options);
  [[nodiscard]] ListenOptions listen_options(const EmbeddedServerOptions& options);
  [[nodiscard]] Result<void> listen(const EmbeddedServerOptions& options,
                                    const std::string& binding,
                                    Transport& transport);
  [[nodiscard]] Result<void> listen_at_broker(const EmbeddedServerOptions& options,
                                              Transport& transport);
  [[nodiscard]] Reply answer(const IncomingRequest& incoming);

  const SlotFault& fault_;
  RandomSource& random_;
  std::unique_ptr<entities::CredentialStore> store_;
  std::unique_ptr<entities::HostingCse> cse_;  ///< a CSE and the TEF that is part of it
  std::unique_ptr<entities::Server> tef_;
  std::unique_ptr<entities::Server> entity_;  ///< what the listeners ask
  Interceptor interceptor_;

  std::vector<std::unique_ptr<Listener>> listeners_;
  std::map<std::string, ServerAddress> addresses_;  ///< by binding
};

}  // namespace plumbline::harness
