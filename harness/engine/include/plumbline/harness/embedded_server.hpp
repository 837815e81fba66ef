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

#include <memory>
#include <string>

namespace plumbline::harness {

struct EmbeddedServerOptions {
  Role role{};  ///< hcse or tef
  const World& world;
  const Workshop& workshop;
  const SlotFault& fault;  ///< empty for the tester's own
  const Clock& clock;
  RandomSource& random;
  std::string folder;  ///< for its store
  Tap* tap = nullptr;  ///< null: the other end records
  std::string host = "127.0.0.1";
  std::uint16_t port = 0;  ///< of the secured listener; 0: the system picks
};

class EmbeddedServer {
 public:
  /// Errc::io when no port can be bound or the store not be opened.
  [[nodiscard]] static Result<std::unique_ptr<EmbeddedServer>> start(
      const EmbeddedServerOptions& options, Transport& transport);

  [[nodiscard]] Address secured() const { return secured_->address(); }

  [[nodiscard]] Address plain() const { return plain_->address(); }

  [[nodiscard]] entities::Server& entity() { return *entity_; }

  void intercept(Interceptor interceptor) { interceptor_ = std::move(interceptor); }

 private:
  explicit EmbeddedServer(const EmbeddedServerOptions& options);

  [[nodiscard]] Result<void> furnish(const EmbeddedServerOptions& options);
  [[nodiscard]] Result<void> furnish_tef(const EmbeddedServerOptions& options);
  void furnish_cse(const EmbeddedServerOptions& options);
  [[nodiscard]] std::unique_ptr<entities::Server> make_tef(const EmbeddedServerOptions& options);
  [[nodiscard]] Result<void> listen(const EmbeddedServerOptions& options, Transport& transport);
  [[nodiscard]] Reply answer(const IncomingRequest& incoming);

  const SlotFault& fault_;
  RandomSource& random_;
  std::unique_ptr<entities::CredentialStore> store_;
  std::unique_ptr<entities::HostingCse> cse_;  ///< a CSE and the TEF that is part of it
  std::unique_ptr<entities::Server> tef_;
  std::unique_ptr<entities::Server> entity_;  ///< what the listeners ask
  Interceptor interceptor_;
  std::unique_ptr<Listener> secured_;
  std::unique_ptr<Listener> plain_;
};

}  // namespace plumbline::harness
