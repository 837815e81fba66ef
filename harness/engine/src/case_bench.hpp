/// @file
/// The bench of one running case.

#pragma once

#include "plumbline/crypto/random.hpp"
#include "plumbline/harness/bench.hpp"
#include "plumbline/harness/embedded_server.hpp"
#include "plumbline/harness/far_side.hpp"
#include "plumbline/harness/recorder.hpp"

#include "created.hpp"

#include <chrono>
#include <deque>
#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace plumbline::harness {

/// The reference as it is.
[[nodiscard]] const SlotFault& no_fault();

/// A folder of the case's own, removed at its end.
class ScratchFolder {
 public:
  ScratchFolder();
  ~ScratchFolder();
  ScratchFolder(const ScratchFolder&) = delete;
  ScratchFolder& operator=(const ScratchFolder&) = delete;
  ScratchFolder(ScratchFolder&&) = delete;
  ScratchFolder& operator=(ScratchFolder&&) = delete;

  [[nodiscard]] const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

/// Of the tester's own entities beside the one under test.
[[nodiscard]] const SlotFault& no_fault();

/// OpenSSL's name of the suite that TS-0003 clause 10.2 demands for that credential: TLS 1.2, with
/// CoAP DTLS 1.2.
[[nodiscard]] std::string mandatory_suite(std::string_view binding, bool certificate);

struct CaseBenchOptions {
  const Purpose& purpose;
  Variant variant;
  std::string binding;
  std::string case_id;
  std::string seed;  ///< of the campaign
  const World& world;
  const Workshop& workshop;
  const Slots& slots;
  std::shared_ptr<const crypto::SecretBytes> run_key;
  double timeout_scale = 1.0;
  std::size_t evidence_octets = std::size_t{8} << 20U;
};

class CaseBench final : public Bench {
 public:
  explicit CaseBench(CaseBenchOptions options);
  ~CaseBench() override;

  [[nodiscard]] const World& world() const override { return options_.world; }

  [[nodiscard]] std::string parameter(std::string_view name) const override;
  [[nodiscard]] std::string unique(std::string_view stem) const override;

  [[nodiscard]] RandomSource& random() override { return random_; }

  [[nodiscard]] crypto::SecretBytes secret(std::size_t size, std::string_view what) override;
  void withhold(ByteView secret, std::string_view what) override;

  void phase(Phase phase) override { recorder_.phase(phase); }

  void observe(std::string name, Json value, int message) override;
  void twins(std::string_view negative, std::string_view control) override;
  Peer& peer(Role role, const PeerOptions& options) override;
  Outcome exchange(std::string_view label, Peer& peer, onem2m::RequestPrimitive request) override;
  Result<Bytes> octets(std::string_view label, Peer& peer, Bytes octets, RawThen then) override;
  [[nodiscard]] std::string base() const override;
  void intercept(Role role, Interceptor interceptor) override;
  ListeningAe& listening_ae(Who who) override;
  FarSide& far(Who who) override;
  void obstruct(Role role, HostileScript script) override;
  [[nodiscard]] std::vector<std::string> clear_the_way(Role role) override;
  [[nodiscard]] onem2m::ResponsePrimitive ask_own(Role role,
                                                  Who who,
                                                  onem2m::RequestPrimitive request) override;
  UpperTesterAnswer command(std::string_view label,
                            std::string_view command,
                            Json argument) override;

  [[nodiscard]] Json ae_configuration(Channel tef, const CseAccess& cse) override;
  UpperTesterAnswer assist(std::string_view label,
                           std::string_view command,
                           Json argument) override;
  Json codec(std::string_view label, std::string_view operation, Json input) override;

  [[nodiscard]] TimePoint now() const override { return clock_.now(); }

  [[nodiscard]] std::chrono::seconds short_life() const override;
  void pass_time(milliseconds span) override;
  [[nodiscard]] std::optional<std::size_t> scan_store(ByteView needle) override;

  /// Removes what was created at a system under test.
  void postamble();
  /// Gives the record away; the bench is of no use afterwards.
  [[nodiscard]] Evidence take_evidence();

 private:
  [[nodiscard]] const SutEndpoint* sut(Role role) const;
  [[nodiscard]] std::string binding_of(Role role) const;
  [[nodiscard]] bool client_role() const;
  /// Whether the system under test is a server of its own, whose clock nobody tells.
  [[nodiscard]] bool in_real_time() const;

  /// A server of the tester's own beside the one that serves, which an AE is to stay away from.
  struct SideServer {
    CseAccess access;
    std::unique_ptr<RunningBroker> broker;
    std::unique_ptr<EmbeddedServer> server;
  };

  RandomSource& random_of(Role role);
  [[nodiscard]] const RunningBroker* broker();
  [[nodiscard]] std::unique_ptr<RunningBroker> start_broker(CertificateFault certificate);
  [[nodiscard]] const RunningBroker* far_broker(const std::string& binding);
  EmbeddedServer& own(Role role);
  [[nodiscard]] std::unique_ptr<EmbeddedServer> start_server(Role role,
                                                             const RunningBroker* broker,
                                                             const CseAccess& access);
  [[nodiscard]] const ServerAddress& side_server(const CseAccess& access);
  [[nodiscard]] Dialect dialect_of(const SutEndpoint* endpoint);
  [[nodiscard]] Tap* server_tap(Role role);
  RunningAe& ae(Role role);
  [[nodiscard]] Result<std::unique_ptr<RunningAe>> start_ae(Role role);
  [[nodiscard]] Json configuration_of(Role role, Channel tef, const CseAccess& cse);
  [[nodiscard]] Json credential_argument(const Actor& actor, Channel channel);
  [[nodiscard]] Json peer_argument(Role server, Role role, Channel channel, const Address& address);
  [[nodiscard]] Address cse_address(const CseAccess& access);
  UpperTesterAnswer converse(Role role, std::string_view label, UpperTesterCommand command);
  [[nodiscard]] const BrokerLeg* far_leg(const ConnectOptions& connect, const PeerOptions& options);
  [[nodiscard]] onem2m::Serialization serialization() const;
  [[nodiscard]] Credential credential_of(const PeerOptions& options);
  [[nodiscard]] ListenOptions listen_options(Who who);
  [[nodiscard]] ConnectOptions connect_options(Role role, const PeerOptions& options);
  [[nodiscard]] Address address_of(Role role, Channel channel);
  [[nodiscard]] std::string server_name(Role role, const Address& address) const;
  void complete(onem2m::RequestPrimitive& request, const Peer& peer);
  [[nodiscard]] bool stays_on_sut(const onem2m::RequestPrimitive& request, const Peer& peer) const;
  void note_failure(std::string_view label, const Lanes& lanes, const Error& error);
  [[nodiscard]] milliseconds deadline() const;
  void wait_for(const bool& done);

  CaseBenchOptions options_;
  ScratchFolder scratch_;
  SystemClock system_clock_;
  OffsetClock clock_{system_clock_};
  crypto::SeededRandom random_;
  crypto::SystemRandom system_random_;
  Recorder recorder_;
  std::string tag_;
  int requests_ = 0;
  std::uint64_t own_sessions_ = 0;
  std::chrono::steady_clock::time_point end_;
  std::unique_ptr<Transport> transport_;
  std::map<Role, std::unique_ptr<RandomSource>> randoms_;
  std::unique_ptr<RunningBroker> broker_;
  std::map<Role, std::unique_ptr<EmbeddedServer>> servers_;
  std::deque<SideServer> side_servers_;
  std::set<Deviation> deviations_;  ///< declared ones that were used
  std::map<Who, std::unique_ptr<ListeningAe>> listening_aes_;
  std::map<Who, std::unique_ptr<FarSide>> far_sides_;
  std::deque<Peer> peers_;
  std::map<const Peer*, Lanes> lanes_;
  std::vector<std::unique_ptr<Transport>> changed_transports_;  ///< of faulty AEs
  std::map<Role, std::unique_ptr<RunningAe>> aes_;
  Codec codec_;
  std::vector<Created> created_;  ///< on the system under test
};

}  // namespace plumbline::harness
