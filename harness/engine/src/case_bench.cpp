#include "case_bench.hpp"

#include "plumbline/crypto/hash.hpp"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <ranges>
#include <utility>

namespace plumbline::harness {
namespace {

constexpr milliseconds kExchangeDeadline{5000};
constexpr milliseconds kCaseDeadline{60000};

// Short text that stands for `text` in names.
std::string digest_tag(std::string_view text) {
  const Bytes digest = crypto::digest(crypto::HashAlgorithm::sha256, as_bytes(text));
  return to_hex(ByteView{digest}.first(4));
}

const SlotFault& no_fault() {
  static const SlotFault none;
  return none;
}

// What a report says of an exchange without an answer; the same for every run.
std::string_view reason_of(Errc code) {
  switch (code) {
    case Errc::timed_out:
      return "no answer within the deadline";
    case Errc::unreachable:
      return "connection refused or closed";
    case Errc::too_large:
      return "an answer over the size bound";
    default:
      return "an answer that does not parse";
  }
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
      recorder_(Redactor{options_.run_key}, "http", options_.evidence_octets),
      tag_(tag_of(options_)),
      end_(std::chrono::steady_clock::now() +
           std::chrono::duration_cast<milliseconds>(kCaseDeadline * options_.timeout_scale)),
      transport_(options_.workshop.transport()) {
  for (const Actor& actor : options_.world.actors) {
    if (actor.psk.key) {
      withhold(actor.psk.key->expose(), "psk");
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
  servers_.clear();
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
      {.local = std::string{name_of(role)}, .remote = std::string{name_of(options_.purpose.role)}},
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

EmbeddedServer& CaseBench::own(Role role) {
  auto& server = servers_[role];
  if (!server) {
    const bool tested = role == options_.purpose.role;
    const std::filesystem::path folder = scratch_.path() / name_of(role);
    std::filesystem::create_directories(folder);
    auto started = EmbeddedServer::start({.role = role,
                                          .world = options_.world,
                                          .workshop = options_.workshop,
                                          .fault = tested ? options_.slots.fault : no_fault(),
                                          .clock = clock_,
                                          .random = random_of(role),
                                          .folder = folder.string(),
                                          .tap = server_tap(role)},
                                         *transport_);
    if (!started) {
      throw std::runtime_error{"cannot start the embedded " + std::string{name_of(role)} + ": " +
                               to_string(started.error())};
    }
    server = std::move(started.value());
  }
  return *server;
}

Address CaseBench::address_of(Role role, Channel channel) {
  if (const SutEndpoint* endpoint = sut(role)) {
    Address address = endpoint->address;
    if (channel == Channel::plain) {
      address = endpoint->plain.value_or(address);
      address.scheme = "http";
    }
    return address;
  }
  return channel == Channel::plain ? own(role).plain() : own(role).secured();
}

ConnectOptions CaseBench::connect_options(Role role, const PeerOptions& options) {
  const World& world = options_.world;
  const Actor& actor = world.actor(options.who);
  ConnectOptions out;
  out.address = address_of(role, options.channel);
  if (out.address.scheme == "http") {
    return out;
  }
  const std::string& fqdn = role == Role::tef ? world.tef_fqdn : world.cse_fqdn;
  TlsClientOptions tls;
  tls.anchors_pem = {world.pki.authority_pem()};
  tls.server = crypto::ExpectedIdentity{.kind = crypto::IdentityKind::fqdn, .value = fqdn};
  tls.server_name = fqdn;
  const auto certificate = [&](CertificateFault fault) {
    return world.pki.for_entity(actor.absolute, fault);
  };
  switch (options.channel) {
    case Channel::standard:
      tls.credential = actor.psk.key ? Credential{actor.psk} : Credential{actor.certificate};
      break;
    case Channel::certificate:
      tls.credential = actor.certificate;
      break;
    case Channel::tls13:
      tls.credential = actor.certificate;
      tls.min_version = tls.max_version = TlsVersion::tls13;
      break;
    case Channel::wrong_key:
      tls.credential = PskCredential{
          .identity = actor.psk.identity,
          .key = std::make_shared<const crypto::SecretBytes>(secret(32, "wrong psk"))};
      break;
    case Channel::unknown_identity:
      tls.credential = PskCredential{
          .identity = unique("nobody"),
          .key = std::make_shared<const crypto::SecretBytes>(secret(32, "psk of nobody"))};
      break;
    case Channel::expired_certificate:
      tls.credential = certificate(CertificateFault::expired);
      break;
    case Channel::foreign_certificate:
      tls.credential = certificate(CertificateFault::foreign_issuer);
      break;
    case Channel::unauthenticated:
    case Channel::plain:
      break;
  }
  out.tls = std::move(tls);
  return out;
}

Peer& CaseBench::peer(Role role, const PeerOptions& options) {
  const Actor& actor = options_.world.actor(options.who);
  const Lanes lanes{.local = std::string{name_of(options.who)},
                    .remote = std::string{name_of(role)}};
  Tap& tap = recorder_.tap(lanes);
  ConnectOptions connect = connect_options(role, options);
  connect.tap = &tap;
  auto client = transport_->connect(std::move(connect));
  if (!client) {
    throw std::runtime_error{"cannot make a client: " + to_string(client.error())};
  }
  // At the hosting CSE an AE is known by its stem; a TEF wants the absolute form.
  peers_.emplace_back(
      std::move(client.value()), tap, actor, role == Role::tef ? actor.absolute : actor.id);
  lanes_[&peers_.back()] = lanes;
  return peers_.back();
}

milliseconds CaseBench::deadline() const {
  const auto left =
      std::chrono::duration_cast<milliseconds>(end_ - std::chrono::steady_clock::now());
  if (left.count() <= 0) {
    throw StimulusEnded{"the case's deadline passed"};
  }
  return std::min(
      left, std::chrono::duration_cast<milliseconds>(kExchangeDeadline * options_.timeout_scale));
}

// The operation has a deadline of its own; this one only guards against a transport that breaks
// its promise to call back.
void CaseBench::wait_for(const bool& done) {
  if (!transport_->run_until([&done] { return done; }, kCaseDeadline * 2)) {
    throw std::runtime_error{"the transport never called back"};
  }
}

void CaseBench::complete(onem2m::RequestPrimitive& request, const Peer& peer) {
  if (request.from.empty()) {
    request.from = peer.from();
  }
  if (request.request_id.empty()) {
    request.request_id = tag_ + "-" + std::to_string(++requests_);
  }
  request.release_version = options_.world.release_version;
}

void CaseBench::note_failure(std::string_view label, const Lanes& lanes, const Error& error) {
  Message event;
  event.label = label;
  event.text = std::string{reason_of(error.code)} + ": " + error.detail;
  recorder_.note(MessageKind::event, {.local = lanes.remote, .remote = lanes.local}, event);
}

Outcome CaseBench::exchange(std::string_view label, Peer& peer, onem2m::RequestPrimitive request) {
  if (request.to.empty()) {
    throw StimulusEnded{"\"" + std::string{label} +
                        "\" could not be sent: what it is for has no address"};
  }
  complete(request, peer);
  recorder_.label(peer.tap(), std::string{label});
  std::optional<Result<onem2m::ResponsePrimitive>> result;
  bool done = false;
  peer.client().exchange(request, deadline(), [&](Result<onem2m::ResponsePrimitive> answer) {
    result.emplace(std::move(answer));
    done = true;
  });
  wait_for(done);
  Outcome out;
  out.request = recorder_.last(label, MessageKind::request);
  if (*result) {
    out.response = std::move(result->value());
    out.answer = recorder_.last(label, MessageKind::response);
  } else {
    out.failure = reason_of(result->error().code);
    note_failure(label, lanes_.at(&peer), result->error());
  }
  recorder_.label(peer.tap(), {});
  if (request.operation == onem2m::Operation::create && out.succeeded()) {
    out.address = onem2m::created_address(request, *out.response);
    if (sut(options_.purpose.role) != nullptr) {
      created_.push_back(
          {.peer = &peer, .uri = out.address, .label = std::string{label}, .from = request.from});
    }
  }
  return out;
}

Result<Bytes> CaseBench::octets(std::string_view label, Peer& peer, Bytes octets, RawThen then) {
  recorder_.label(peer.tap(), std::string{label});
  std::optional<Result<Bytes>> result;
  bool done = false;
  peer.client().exchange_octets(std::move(octets), then, deadline(), [&](Result<Bytes> answer) {
    result.emplace(std::move(answer));
    done = true;
  });
  wait_for(done);
  if (!*result) {
    note_failure(label, lanes_.at(&peer), result->error());
  }
  recorder_.label(peer.tap(), {});
  return std::move(*result);
}

std::string CaseBench::base() const {
  const SutEndpoint* endpoint = sut(Role::hcse);
  return endpoint != nullptr && !endpoint->base.empty() ? endpoint->base
                                                        : options_.world.cse.cse_name;
}

void CaseBench::intercept(Role role, Interceptor interceptor) {
  own(role).intercept(std::move(interceptor));
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

void CaseBench::pass_time(milliseconds span) {
  clock_.advance(span);
  if (sut(options_.purpose.role) == nullptr) {
    return;
  }
  if (client_role()) {
    const auto seconds = std::chrono::ceil<std::chrono::seconds>(span).count();
    static_cast<void>(command("advance", "e2e.advance", {{"seconds", seconds}}));
    return;
  }
  // A foreign server lives in real time: its clock is waited for, not told.
  transport_->run_until([] { return false; }, span);
}

namespace {

std::size_t count_in(const std::string& text, const std::string& needle) {
  std::size_t count = 0;
  for (std::size_t at = text.find(needle); at != std::string::npos;
       at = text.find(needle, at + 1)) {
    ++count;
  }
  return count;
}

std::size_t count_in_file(const std::filesystem::path& path, ByteView needle) {
  std::ifstream file{path, std::ios::binary};
  const std::string text{std::istreambuf_iterator<char>{file}, {}};
  const std::string base64 = to_base64(needle);
  return count_in(text, std::string{as_text(needle)}) + count_in(text, to_hex(needle)) +
         count_in(text, to_upper_hex(needle)) +
         count_in(text, base64.substr(0, base64.size() - 2)) +
         count_in(text, to_base64url(needle).substr(0, base64.size() - 2));
}

}  // namespace

std::optional<std::size_t> CaseBench::scan_store(ByteView needle) {
  std::filesystem::path place = scratch_.path() / name_of(Role::tef);
  if (const SutEndpoint* endpoint = sut(Role::tef)) {
    if (!endpoint->store_path) {
      return std::nullopt;
    }
    place = *endpoint->store_path;
  }
  std::error_code failed;
  if (std::filesystem::is_regular_file(place, failed)) {
    return count_in_file(place, needle);
  }
  std::size_t files = 0;
  std::size_t count = 0;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(place, failed)) {
    if (entry.is_regular_file(failed)) {
      ++files;
      count += count_in_file(entry.path(), needle);
    }
  }
  return files == 0 ? std::nullopt : std::optional{count};
}

void CaseBench::postamble() {
  recorder_.phase(Phase::postamble);
  for (const Created& created : created_ | std::views::reverse) {
    onem2m::RequestPrimitive request;
    request.operation = onem2m::Operation::remove;
    request.to = created.uri;
    request.from = created.from;
    bool gone = false;
    try {
      const Outcome outcome = exchange("remove", *created.peer, std::move(request));
      gone = outcome.response && (outcome.response->status == onem2m::Status::deleted ||
                                  outcome.response->status == onem2m::Status::not_found);
    } catch (const StimulusEnded&) {
      gone = false;
    }
    if (!gone) {
      left_behind_.push_back(created.uri.empty()
                                 ? "what \"" + created.label + "\" made: its address is not known"
                                 : created.uri);
    }
  }
}

Evidence CaseBench::take_evidence() {
  Evidence evidence = recorder_.take();
  evidence.case_id = options_.case_id;
  evidence.purpose = options_.purpose.id;
  evidence.role = options_.purpose.role;
  evidence.binding = "http";
  evidence.variant = text_of(options_.variant);
  evidence.seed = options_.seed;
  evidence.left_behind = left_behind_;
  return evidence;
}

}  // namespace plumbline::harness
