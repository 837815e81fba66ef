#include "case_bench.hpp"

#include "plumbline/crypto/hash.hpp"

#include <algorithm>
#include <utility>

namespace plumbline::harness {
namespace {

constexpr milliseconds kCaseDeadline{60000};
constexpr std::chrono::seconds kShortestLife{4};

// Short text that stands for `text` in names.
std::string digest_tag(std::string_view text) {
  const Bytes digest = crypto::digest(crypto::HashAlgorithm::sha256, as_bytes(text));
  return to_hex(ByteView{digest}.first(4));
}

CertificateFault certificate_of(Impostor impostor) {
  switch (impostor) {
    case Impostor::none:
      break;
    case Impostor::expired_certificate:
      return CertificateFault::expired;
    case Impostor::foreign_certificate:
      return CertificateFault::foreign_issuer;
    case Impostor::misnamed_certificate:
      return CertificateFault::other_name;
  }
  return CertificateFault::right;
}

// Starts the names of a case's resources. The embedded entities are new for each case, so the seed
// alone decides; a product may still hold what an interrupted run with the same seed left there.
std::string tag_of(const CaseBenchOptions& options) {
  std::string run = digest_tag(options.seed);
  if (!options.slots.sut.empty()) {
    run = digest_tag(as_text(options.run_key->expose()));
  }
  return "plb-" + run + "-" + digest_tag(options.case_id);
}

}  // namespace

const SlotFault& no_fault() {
  static const SlotFault none;
  return none;
}

std::string mandatory_suite(std::string_view binding, bool certificate) {
  const bool datagrams = binding == "coap";
  if (certificate) {
    return datagrams ? "ECDHE-ECDSA-AES128-CCM8" : "ECDHE-ECDSA-AES128-SHA256";
  }
  return datagrams ? "PSK-AES128-CCM8" : "PSK-AES128-CBC-SHA256";
}

Peer::Peer(std::unique_ptr<Client> client, Tap& tap, const Actor& actor, std::string from)
    : client_(std::move(client)),
      tap_(tap),
      actor_(actor),
      from_(std::move(from)) {}

const Json& Outcome::content() const {
  static const Json none;
  return response && response->content ? *response->content : none;
}

ScratchFolder::ScratchFolder() {
  std::string pattern = (std::filesystem::temp_directory_path() / "plumbline-XXXXXX").string();
  if (mkdtemp(pattern.data()) == nullptr) {
    throw std::runtime_error{"cannot make a scratch folder " + pattern};
  }
  path_ = pattern;
}

ScratchFolder::~ScratchFolder() {
  std::error_code ignored;
  std::filesystem::remove_all(path_, ignored);
}

CaseBench::CaseBench(CaseBenchOptions options)
    : options_(std::move(options)),
      random_(as_bytes(options_.seed), options_.case_id),
      recorder_(Redactor{options_.run_key}, options_.evidence_octets),
      tag_(tag_of(options_)),
      end_(std::chrono::steady_clock::now() +
           std::chrono::duration_cast<milliseconds>(kCaseDeadline * options_.timeout_scale)),
      transport_(options_.workshop.transport()) {
  for (const Actor& actor : options_.world.actors) {
    if (actor.psk.key) {
      withhold(actor.psk.key->expose(), "psk");
    }
    if (actor.pairwise.key) {
      withhold(actor.pairwise.key->expose(), "pairwiseESPrimKey");
    }
    if (actor.message.key) {
      withhold(actor.message.key->expose(), "Kpsa");
    }
    if (actor.certificate.key_pem) {
      withhold(actor.certificate.key_pem->expose(), "private key");
    }
  }
  if (options_.world.ke.key) {
    withhold(options_.world.ke.key->expose(), "Ke");
  }
}

// Peers and entities go before the event loop they run on.
CaseBench::~CaseBench() {
  aes_.clear();
  peers_.clear();
  side_servers_.clear();
  servers_.clear();
  listening_aes_.clear();
  far_sides_.clear();
}

std::string CaseBench::parameter(std::string_view name) const {
  const auto at = options_.variant.find(name);
  return at == options_.variant.end() ? std::string{} : at->second;
}

std::string CaseBench::unique(std::string_view stem) const {
  return tag_ + "-" + std::string{stem};
}

crypto::SecretBytes CaseBench::secret(std::size_t size, std::string_view what) {
  crypto::SecretBytes octets = crypto::random_secret(system_random_, size);
  withhold(octets.expose(), what);
  return octets;
}

void CaseBench::withhold(ByteView secret, std::string_view what) {
  recorder_.redactor().add(secret, what);
}

void CaseBench::observe(std::string name, Json value, int message) {
  recorder_.observe(std::move(name), std::move(value), message);
}

void CaseBench::twins(std::string_view negative, std::string_view control) {
  const auto request_of = [&](std::string_view label) {
    const int request = recorder_.last(label, MessageKind::request);
    return request != 0 ? request : recorder_.last(label, MessageKind::octets);
  };
  recorder_.observe("twins",
                    {{"negative", request_of(negative)},
                     {"control", request_of(control)},
                     {"labels", {negative, control}}});
}

const SutEndpoint* CaseBench::sut(Role role) const {
  const auto at = options_.slots.sut.find(role);
  return role == options_.purpose.role && at != options_.slots.sut.end() ? &at->second : nullptr;
}

// The binding of a case is that of the role under test, and of the hosting CSE where an AE is under
// test. A TEF beside it is reached over TLS or DTLS (TR-0012 clause 7.3.1), so never over MQTT.
std::string CaseBench::binding_of(Role role) const {
  return role == Role::tef && options_.binding == "mqtt" ? "http" : options_.binding;
}

bool CaseBench::client_role() const {
  return options_.purpose.role == Role::ae_src || options_.purpose.role == Role::ae_cli;
}

// Each entity draws from a stream of its own, so that what one does leaves the others' draws alone.
RandomSource& CaseBench::random_of(Role role) {
  auto& random = randoms_[role];
  if (!random) {
    random = std::make_unique<crypto::SeededRandom>(
        as_bytes(options_.seed), options_.case_id + "/" + std::string{name_of(role)});
  }
  return *random;
}

// The tester's clients record what a server under test does; where an AE is under test, the
// tester's servers record, and tell the two AEs apart by their credentials.
Tap* CaseBench::server_tap(Role role) {
  if (!client_role()) {
    return nullptr;
  }
  return &recorder_.tap(
      {.local = std::string{name_of(role)},
       .remote = std::string{name_of(options_.purpose.role)},
       .binding = binding_of(role)},
      [this](const onem2m::Association& association) -> std::string {
        for (const auto& [who, lane] :
             {std::pair{Who::source, Role::ae_src}, std::pair{Who::client, Role::ae_cli}}) {
          const Actor& actor = options_.world.actor(who);
          if (association.peer == actor.psk.identity || association.peer == actor.absolute) {
            return std::string{name_of(lane)};
          }
        }
        return {};
      });
}

// A broker for each case, so that what one leaves in its sessions never reaches another.
const RunningBroker* CaseBench::broker() {
  if ((options_.binding == "mqtt" || parameter("far") == "mqtt") && !broker_) {
    broker_ = start_broker(CertificateFault::right);
  }
  return broker_.get();
}

std::unique_ptr<RunningBroker> CaseBench::start_broker(CertificateFault certificate) {
  auto started = options_.workshop.broker(options_.world, certificate);
  if (!started) {
    throw std::runtime_error{"cannot start a broker: " + to_string(started.error())};
  }
  return std::move(started.value());
}

EmbeddedServer& CaseBench::own(Role role) {
  auto& server = servers_[role];
  if (!server) {
    server = start_server(role, broker(), {});
  }
  return *server;
}

std::unique_ptr<EmbeddedServer> CaseBench::start_server(Role role,
                                                        const RunningBroker* broker,
                                                        const CseAccess& access) {
  const bool tested = role == options_.purpose.role;
  const std::filesystem::path folder = scratch_.path() / name_of(role);
  std::filesystem::create_directories(folder);
  const std::string binding = binding_of(role);
  auto started = EmbeddedServer::start(
      {.role = role,
       .bindings = {binding},
       .world = options_.world,
       .workshop = options_.workshop,
       .broker = broker,
       .fault = tested ? options_.slots.fault : no_fault(),
       .clock = clock_,
       .random = random_of(role),
       .folder = folder.string(),
       .tap = server_tap(role),
       .certificate = certificate_of(access.impostor),
       .ciphers = access.mandatory_suite
                      ? mandatory_suite(binding, access.channel == Channel::certificate)
                      : std::string{},
       .dialect = client_role() ? dialect_of(sut(options_.purpose.role)) : Dialect{}},
      *transport_);
  if (!started) {
    throw std::runtime_error{"cannot start the embedded " + std::string{name_of(role)} + ": " +
                             to_string(started.error())};
  }
  return std::move(started.value());
}

const ServerAddress& CaseBench::side_server(const CseAccess& access) {
  const auto known = std::ranges::find_if(side_servers_, [&](const SideServer& side) {
    return side.access.impostor == access.impostor &&
           side.access.mandatory_suite == access.mandatory_suite;
  });
  if (known != side_servers_.end()) {
    return known->server->address(options_.binding);
  }
  SideServer& side = side_servers_.emplace_back();
  side.access = access;
  if (options_.binding == "mqtt") {
    side.broker = start_broker(certificate_of(access.impostor));
  }
  side.server = start_server(Role::hcse, side.broker.get(), access);
  return side.server->address(options_.binding);
}

Dialect CaseBench::dialect_of(const SutEndpoint* endpoint) {
  if (endpoint == nullptr) {
    return {};
  }
  return Dialect{endpoint->dialect, [this](Deviation deviation) {
                   if (deviations_.insert(deviation).second) {
                     recorder_.observe(std::string{kDeclaredDeviation}, name_of(deviation));
                   }
                 }};
}

std::string CaseBench::base() const {
  const SutEndpoint* endpoint = sut(options_.purpose.role);
  return endpoint != nullptr && !endpoint->base.empty() ? endpoint->base
                                                        : options_.world.cse.cse_name;
}

void CaseBench::intercept(Role role, Interceptor interceptor) {
  own(role).intercept(std::move(interceptor));
}

void CaseBench::obstruct(Role role, HostileScript script) {
  own(role).obstruct(std::move(script), *transport_);
}

std::vector<std::string> CaseBench::clear_the_way(Role role) {
  return own(role).clear_the_way();
}

onem2m::ResponsePrimitive CaseBench::ask_own(Role role, Who who, onem2m::RequestPrimitive request) {
  const Actor& actor = options_.world.actor(who);
  if (request.from.empty()) {
    request.from = role == Role::tef ? actor.absolute : actor.id;
  }
  if (request.request_id.empty()) {
    request.request_id = tag_ + "-own-" + std::to_string(++requests_);
  }
  onem2m::Association association;
  association.secured = true;
  association.proof = onem2m::PeerProof::pre_shared_key;
  association.peer = actor.psk.identity;
  association.protocol = "TLSv1.2";
  // No listener numbers its sessions from the far end.
  association.session = ~++own_sessions_;
  return own(role).entity().handle(request, association);
}

bool CaseBench::in_real_time() const {
  return sut(options_.purpose.role) != nullptr && !client_role();
}

std::chrono::seconds CaseBench::short_life() const {
  return in_real_time()
             ? std::chrono::ceil<std::chrono::seconds>(kShortestLife * options_.timeout_scale)
             : std::chrono::minutes{1};
}

void CaseBench::pass_time(milliseconds span) {
  clock_.advance(span);
  if (in_real_time()) {
    // A foreign server's clock is waited for, not told.
    transport_->run_until([] { return false; }, span);
  } else if (sut(options_.purpose.role) != nullptr) {
    const auto seconds = std::chrono::ceil<std::chrono::seconds>(span).count();
    static_cast<void>(command("advance", "e2e.advance", {{"seconds", seconds}}));
  }
}

Evidence CaseBench::take_evidence() {
  Evidence evidence = recorder_.take();
  evidence.case_id = options_.case_id;
  evidence.purpose = options_.purpose.id;
  evidence.role = options_.purpose.role;
  evidence.binding = options_.binding;
  evidence.variant = text_of(options_.variant);
  evidence.seed = options_.seed;
  evidence.left_behind = left_of(created_);
  return evidence;
}

}  // namespace plumbline::harness
