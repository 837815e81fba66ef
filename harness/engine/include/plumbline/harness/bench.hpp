/// @file
/// What a stimulus works with: peers, exchanges, fixtures, time, the record.
///
/// Calls block the case's own thread until the answer or a deadline is there; meanwhile the event
/// loop runs, and with it every embedded entity of the case.

#pragma once

#include "plumbline/core/bytes.hpp"
#include "plumbline/core/clock.hpp"
#include "plumbline/core/json.hpp"
#include "plumbline/core/random.hpp"
#include "plumbline/core/result.hpp"
#include "plumbline/harness/evidence.hpp"
#include "plumbline/harness/hostile_transit.hpp"
#include "plumbline/harness/purpose.hpp"
#include "plumbline/harness/slot.hpp"
#include "plumbline/harness/transport.hpp"
#include "plumbline/harness/world.hpp"
#include "plumbline/onem2m/primitive.hpp"

#include <functional>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace plumbline::harness {

/// How a tester's client authenticates itself.
enum class Channel : std::uint8_t {
  standard,          ///< PSK over TLS 1.2 where the peer has TLS, else plain
  certificate,       ///< AE-ID certificate over TLS 1.2
  tls13,             ///< AE-ID certificate over TLS 1.3
  unauthenticated,   ///< TLS without client credential
  plain,             ///< no TLS, at the plain listener where there is one, else at the TLS port
  wrong_key,         ///< known psk_identity, other key
  unknown_identity,  ///< psk_identity that nobody was told
  expired_certificate,
  foreign_certificate,
  plain_to_secured,  ///< no TLS, at the listener that speaks TLS
};

struct PeerOptions {
  Who who = Who::source;
  Channel channel = Channel::standard;
  /// Offers the one suite that has to be there for its credential, and no other.
  bool mandatory_suite = false;
};

/// What is wrong with the servers that an AE under test is sent to.
enum class Impostor : std::uint8_t {
  none,
  expired_certificate,
  foreign_certificate,
  misnamed_certificate,  ///< right but for the name, which is another server's
};

/// How an AE under test is told of the hosting CSE.
struct CseAccess {
  Channel channel = Channel::standard;  ///< standard, certificate, plain or wrong_key
  Impostor impostor = Impostor::none;
  bool mandatory_suite = false;  ///< all that the CSE offers
};

/// A connection of the tester to a server role.
class Peer {
 public:
  Peer(std::unique_ptr<Client> client, Tap& tap, const Actor& actor, std::string from);

  [[nodiscard]] const Actor& actor() const noexcept { return actor_; }

  /// From parameter that this actor uses towards this peer.
  [[nodiscard]] const std::string& from() const noexcept { return from_; }

  [[nodiscard]] Client& client() noexcept { return *client_; }

  [[nodiscard]] Tap& tap() noexcept { return tap_; }

 private:
  std::unique_ptr<Client> client_;
  Tap& tap_;
  const Actor& actor_;
  std::string from_;
};

/// What came of an exchange, before redaction. For the stimulus only; a judge sees the evidence.
struct Outcome {
  std::optional<onem2m::ResponsePrimitive> response;
  std::string failure;  ///< why there is none
  int request = 0;      ///< message numbers
  int answer = 0;
  std::string address;  ///< of what a CREATE made, for further requests; empty when unknown

  [[nodiscard]] bool succeeded() const {
    return response.has_value() && onem2m::is_success(response->status);
  }

  /// Content of the response; null JSON when there is none.
  [[nodiscard]] const Json& content() const;
};

/// Changes an answer of a tester's own server before it goes out.
using Interceptor = std::function<Reply(const IncomingRequest&, onem2m::ResponsePrimitive)>;

/// The stimulus cannot go on; what was recorded so far is judged.
class StimulusEnded : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// A step before the test itself was not accepted: nothing can be said of the requirement.
class PreambleRefused : public std::runtime_error {
 public:
  /// @param message number of the answer, or of the request when none came
  PreambleRefused(const std::string& what, int message)
      : std::runtime_error(what),
        message_(message) {}

  [[nodiscard]] int message() const { return message_; }

 private:
  int message_;
};

class FarSide;
class ListeningAe;

class Bench {
 public:
  Bench() = default;
  Bench(const Bench&) = delete;
  Bench& operator=(const Bench&) = delete;
  Bench(Bench&&) = delete;
  Bench& operator=(Bench&&) = delete;
  virtual ~Bench() = default;

  // --- the case ---------------------------------------------------------------------------------
  [[nodiscard]] virtual const World& world() const = 0;
  /// Variant parameter; empty when the purpose has none of that name.
  [[nodiscard]] virtual std::string parameter(std::string_view name) const = 0;
  /// "plb-<run>-<case>-<stem>": unique per run and case, the same for the same seed.
  [[nodiscard]] virtual std::string unique(std::string_view stem) const = 0;
  /// Reproducible octets of this case (payloads, nonces; no secrets).
  [[nodiscard]] virtual RandomSource& random() = 0;
  /// Fresh secret octets, kept out of the evidence under `what`.
  [[nodiscard]] virtual crypto::SecretBytes secret(std::size_t size, std::string_view what) = 0;
  /// Keeps octets that became known otherwise (a derived key) out of the evidence.
  virtual void withhold(ByteView secret, std::string_view what) = 0;

  // --- phases and observations ------------------------------------------------------------------
  virtual void phase(Phase phase) = 0;
  virtual void observe(std::string name, Json value, int message = 0) = 0;
  /// Says that the requests of these two exchanges differ in one property only.
  virtual void twins(std::string_view negative, std::string_view control) = 0;

  // --- server roles -----------------------------------------------------------------------------
  /// A new connection to whoever fills `role`: the SUT, or the tester's own. Connects at first use.
  virtual Peer& peer(Role role, const PeerOptions& options = {}) = 0;
  /// Sends and waits. Request id, From (when empty) and release version are filled in. What was
  /// created at a system under test is removed in the postamble.
  virtual Outcome exchange(std::string_view label,
                           Peer& peer,
                           onem2m::RequestPrimitive request) = 0;
  /// Sends octets above TLS as they are.
  virtual Result<Bytes> octets(std::string_view label, Peer& peer, Bytes octets, RawThen then) = 0;
  /// The address path prefix below which to create at the hosting CSE, e.g. "cse" or "cse/base".
  [[nodiscard]] virtual std::string base() const = 0;
  /// The tester as the AE `who` at a point of access of its own, over the binding of the case,
  /// where it proves itself with the credential that it has for the CSE. Starts with the first
  /// call.
  virtual ListeningAe& listening_ae(Who who) = 0;
  /// The CSE that the tester plays as neighbour `who` of the transit CSE, over the binding that the
  /// variant parameter "far" names, else that of the case; starts with the first call.
  virtual FarSide& far(Who who) = 0;
  /// Puts a hostile node in front of the tester's own server in `role`, in place of any before.
  /// What it holds back goes on after a while, where nothing else makes it.
  virtual void obstruct(Role role, HostileScript script) = 0;
  /// Takes it away. The misdeeds of its script that did not happen, by name.
  [[nodiscard]] virtual std::vector<std::string> clear_the_way(Role role) = 0;
  /// Changes what the tester's own server in `role` answers; null: nothing any more.
  virtual void intercept(Role role, Interceptor interceptor) = 0;
  /// The tester's own entity in `role` answers this without any wire or record.
  [[nodiscard]] virtual onem2m::ResponsePrimitive ask_own(Role role,
                                                          Who who,
                                                          onem2m::RequestPrimitive request) = 0;

  // --- client roles -----------------------------------------------------------------------------
  /// Sends an upper tester command to the AE under test. The first one is preceded by
  /// e2e.configure with the addresses of the tester's CSE and TEF and the credentials of the role.
  virtual UpperTesterAnswer command(std::string_view label,
                                    std::string_view command,
                                    Json argument) = 0;

  /// What e2e.configure tells the AE under test; a stimulus may send a changed one. The channels
  /// say how the TEF and the CSE are named: standard, plain (without TLS), certificate (the AE's
  /// own), or wrong_key (the AE holds another PSK than the server).
  [[nodiscard]] virtual Json ae_configuration(Channel tef = Channel::standard,
                                              const CseAccess& cse = {}) = 0;
  /// Sends a command to the tester's own reference AE in the other client role: it prepares what
  /// the AE under test is to fetch, or fetches what that has hosted.
  virtual UpperTesterAnswer assist(std::string_view label,
                                   std::string_view command,
                                   Json argument) = 0;

  // --- codecs -----------------------------------------------------------------------------------
  /// Asks the codec under test for one operation of the exec protocol; the answer frame
  /// ({"out"} | {"unsupported"} | {"error"}), or {"error"} with code io when it broke.
  virtual Json codec(std::string_view label, std::string_view operation, Json input) = 0;

  // --- time -------------------------------------------------------------------------------------
  /// What time it is for every entity of the case.
  [[nodiscard]] virtual TimePoint now() const = 0;
  /// A lifetime that ends soon, and not before what is to be done in it is done on a busy machine:
  /// a minute where clocks are moved, some seconds (more by the timeout scale) where pass_time
  /// waits.
  [[nodiscard]] virtual std::chrono::seconds short_life() const = 0;
  /// Lets `span` pass for every entity: clocks of embedded ones are moved, a system under test is
  /// waited for, or told by e2e.advance where it is an AE.
  virtual void pass_time(milliseconds span) = 0;

  /// Lets a lifetime pass that begins now, and some more for clocks that differ a little.
  void outlive(milliseconds life) { pass_time(life + milliseconds{1500}); }

  // --- store of the TEF (AR-05) -----------------------------------------------------------------
  /// Number of places where `needle` stands in the TEF's store at rest, raw, hex or base64;
  /// nothing when the store cannot be looked at.
  [[nodiscard]] virtual std::optional<std::size_t> scan_store(ByteView needle) = 0;
};

}  // namespace plumbline::harness
