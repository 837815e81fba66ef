/// @file
/// Who fills the roles of a scenario: the embedded reference, a mutant of it, or a system under
/// test.

#pragma once

#include "plumbline/core/clock.hpp"
#include "plumbline/core/random.hpp"
#include "plumbline/core/result.hpp"
#include "plumbline/entities/ae/ae_policy.hpp"
#include "plumbline/entities/cse/cse_configuration.hpp"
#include "plumbline/entities/cse/cse_policy.hpp"
#include "plumbline/entities/entity.hpp"
#include "plumbline/entities/tef/credential_store.hpp"
#include "plumbline/entities/tef/tef_configuration.hpp"
#include "plumbline/entities/tef/tef_policy.hpp"
#include "plumbline/harness/test_pki.hpp"
#include "plumbline/harness/transport.hpp"
#include "plumbline/harness/verdict.hpp"

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace plumbline::harness {

struct World;

/// A codec behind the exec protocol: a request frame ({"seq","op","in"}) in, the answer frame out.
using Codec = std::function<Result<Json>(const Json& request)>;

class RunningAe;

/// What a faulty implementation does differently; an empty member leaves the reference behaviour.
/// A mutant sets as few as its fault needs, usually one.
struct SlotFault {
  std::function<std::unique_ptr<entities::CsePolicy>()> cse_policy;
  std::function<std::unique_ptr<entities::TefPolicy>()> tef_policy;
  std::function<std::unique_ptr<entities::AePolicy>()> ae_policy;
  /// Changes how the entity is configured.
  std::function<void(entities::CseConfiguration&)> cse_configuration;
  std::function<void(entities::TefConfiguration&)> tef_configuration;
  /// Stands between the wire and the entity.
  std::function<std::unique_ptr<entities::Server>(std::unique_ptr<entities::Server>)> wrap;
  /// Changes how the entity listens: at each of its listeners, before it is opened.
  std::function<void(ListenOptions&)> listen;
  /// Changes how an AE connects to its peers.
  std::function<void(ConnectOptions&)> connect;
  /// Stands between a CSE and the client with which it reaches a next hop.
  std::function<std::unique_ptr<Client>(std::unique_ptr<Client>)> hop;
  /// Changes the answer on its way out, also into something that is no answer.
  std::function<Reply(const IncomingRequest&, onem2m::ResponsePrimitive)> reply;
  /// Stands between the tester and the AE.
  std::function<std::unique_ptr<RunningAe>(std::unique_ptr<RunningAe>)> ae;
  /// Stands between the tester and the codec.
  std::function<Codec(Codec)> codec;
  /// Keeps the TEF's records without the storage key.
  bool store_in_clear = false;
};

/// Where a server role is reached over one binding; with MQTT, where its broker is.
struct ServerAddress {
  Address address;
  std::optional<Address> plain;      ///< without TLS, where there is such a listener
  std::optional<Address> certified;  ///< for peers with certificates, where that is another one
};

/// How the tester reaches a role that a system under test fills.
struct SutEndpoint {
  std::map<std::string, ServerAddress> servers;   ///< server roles, by binding
  std::set<std::string> client_bindings;          ///< client roles: that it speaks; empty: HTTP
  std::optional<Address> upper_tester;            ///< client roles
  std::vector<std::string> upper_tester_command;  ///< client roles: a program instead of an address
  std::optional<std::string> store_path;   ///< TEF: file or folder that holds its store (AR-05)
  std::string base;                        ///< HCSE: resource below which the tester may create
  std::vector<std::string> codec_command;  ///< CODEC: a program that speaks the exec protocol
  std::set<Deviation> dialect;             ///< what its maker declared of its messages
};

/// Bindings over which the SUT plays `role` at `endpoint`.
[[nodiscard]] std::set<std::string> bindings_of(Role role, const SutEndpoint& endpoint);

/// A client role that runs.
class RunningAe {
 public:
  RunningAe() = default;
  RunningAe(const RunningAe&) = delete;
  RunningAe& operator=(const RunningAe&) = delete;
  RunningAe(RunningAe&&) = delete;
  RunningAe& operator=(RunningAe&&) = delete;
  virtual ~RunningAe() = default;

  /// Sends an upper tester command; `done` is called from the event loop.
  virtual void command(const UpperTesterCommand& command,
                       milliseconds deadline,
                       UpperTesterCallback done) = 0;
};

/// An MQTT broker of the tester's own.
class RunningBroker {
 public:
  RunningBroker() = default;
  RunningBroker(const RunningBroker&) = delete;
  RunningBroker& operator=(const RunningBroker&) = delete;
  RunningBroker(RunningBroker&&) = delete;
  RunningBroker& operator=(RunningBroker&&) = delete;
  virtual ~RunningBroker() = default;

  /// For clients with pre-shared keys and, apart, for those with certificates and without TLS.
  [[nodiscard]] virtual ServerAddress address() const = 0;
};

/// What the composition root lends to the engine, so that the engine names no adapter.
struct Workshop {
  std::function<std::unique_ptr<Transport>()> transport;
  /// Opens (or makes) the TEF store in `folder`; a null key keeps the records in clear.
  std::function<Result<std::unique_ptr<entities::CredentialStore>>(
      const std::string& folder, const crypto::SecretBytes* key, RandomSource& random)>
      store;
  /// Starts the reference AE behind an upper tester of its own.
  std::function<Result<std::unique_ptr<RunningAe>>(
      Transport&, entities::Ports, std::unique_ptr<entities::AePolicy>)>
      ae;
  /// Reaches the AE of a system under test: at its upper tester address, or as a program.
  std::function<Result<std::unique_ptr<RunningAe>>(Transport&, const SutEndpoint&)> ae_at;
  /// Starts a broker that knows the actors of `world` and shows a certificate of that kind.
  std::function<Result<std::unique_ptr<RunningBroker>>(const World& world, CertificateFault)>
      broker;
  /// The reference codec.
  std::function<Codec()> codec;
  /// A codec of a system under test, started for one case.
  std::function<Result<Codec>(const SutEndpoint&)> codec_at;
};

/// Fills the slot under test; every other role is the tester's own reference.
struct Slots {
  std::map<Role, SutEndpoint> sut;  ///< roles that the system under test fills
  SlotFault fault;                  ///< applied to the embedded reference under test
};

}  // namespace plumbline::harness
