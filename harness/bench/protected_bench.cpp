// Protected primitives and data: an exchange in ESPrim Objects with a CSE beside the same one in
// clear; ESData of each class beside the JOSE object that it is. One iteration is one exchange, or
// one payload sealed and opened.

#include "plumbline/core/clock.hpp"
#include "plumbline/crypto/random.hpp"
#include "plumbline/entities/cse/hosting_cse.hpp"
#include "plumbline/esdata/open.hpp"
#include "plumbline/esdata/seal.hpp"
#include "plumbline/esprim/originator.hpp"

#include <benchmark/benchmark.h>

#include <memory>
#include <stdexcept>
#include <string>
#include <utility>
#include <variant>

namespace plumbline::bench {
namespace {

constexpr const char* kAe = "//sp.example/cse-a/Cone";
constexpr const char* kCse = "//sp.example/cse-a";

std::shared_ptr<esprim::PairwiseKeys> keys_with(const char* peer) {
  auto keys = std::make_shared<esprim::PairwiseKeys>();
  keys->add({.id = "k1", .peer = peer, .key = crypto::SecretBytes{Bytes(32, 7)}, .expires = {}})
      .value();
  return keys;
}

/// A CSE that needs no association, and an AE that retrieves its base.
class Exchange {
 public:
  onem2m::ResponsePrimitive in_clear() { return cse_.handle(request(), {}); }

  onem2m::ResponsePrimitive protect() {
    auto way = originator_.begin({.id = kCse, .to = "/cse-a/-", .sec_info = "cse"}, request());
    esprim::Step step = way.start();
    while (auto* const outer = std::get_if<onem2m::RequestPrimitive>(&step)) {
      step = way.receive(cse_.handle(*outer, {}));
    }
    return std::get<esprim::Finished>(std::move(step)).inner.value();
  }

 private:
  static entities::CseConfiguration configuration() {
    entities::CseConfiguration made;
    made.identity = {.sp_id = "//sp.example", .cse_id = "/cse-a", .cse_name = "cse"};
    made.admin = "CAdmin";
    made.security_required = false;
    made.pairwise_keys = keys_with(kAe);
    return made;
  }

  onem2m::RequestPrimitive request() {
    onem2m::RequestPrimitive made;
    made.operation = onem2m::Operation::retrieve;
    made.from = "Cone";
    made.to = "cse";
    made.request_id = std::to_string(++number_);
    return made;
  }

  SystemClock clock_;
  crypto::SystemRandom random_;
  entities::HostingCse cse_{configuration(), {.clock = clock_, .random = random_}};
  std::shared_ptr<esprim::PairwiseKeys> keys_ = keys_with(kCse);
  esprim::Originator originator_{{.from = "Cone"}, *keys_, clock_, random_};
  std::uint64_t number_ = 0;
};

void require_ok(const onem2m::ResponsePrimitive& answer) {
  if (answer.status != onem2m::Status::ok) {
    throw std::runtime_error{"not answered with 2000"};
  }
}

void protected_exchange(benchmark::State& state) {
  Exchange exchange;
  for (auto _ : state) {
    require_ok(exchange.protect());
  }
}

void protected_exchange_in_clear(benchmark::State& state) {
  Exchange exchange;
  for (auto _ : state) {
    require_ok(exchange.in_clear());
  }
}

esdata::Credential symmetric(int suid, const char* id) {
  return {.id = id,
          .suid = suid,
          .key = jose::Jwk::from_secret(
              crypto::SecretBytes{Bytes(32, static_cast<std::uint8_t>(suid))})};
}

/// One payload through seal and open, with what both ends hold.
struct Data {
  esdata::SecurityClass security_class{};
  jose::JweAlg alg{};

  std::size_t carry(ByteView payload, RandomSource& random) const {
    esdata::SealRequest request{.security_class = security_class, .plaintext = payload};
    std::vector<esdata::HeldCredential> held;
    if (security_class != esdata::SecurityClass::signature_only) {
      request.targets = {{.credential = symmetric(14, "enc"), .alg = alg}};
      held.push_back({.credential = symmetric(14, "enc")});
    }
    if (security_class == esdata::SecurityClass::signature_only) {
      request.signers = {{.credential = symmetric(15, "mic"), .alg = jose::JwsAlg::hs256}};
      held.push_back({.credential = symmetric(15, "mic")});
    }
    const auto envelope = esdata::seal(request, random).value();
    return esdata::open(
               {.content = envelope.content, .info = envelope.info, .held = held, .demanded = {}})
        .value()
        .plaintext.size();
  }
};

template <Data kData>
void protected_data(benchmark::State& state) {
  const Bytes payload(static_cast<std::size_t>(state.range(0)), std::uint8_t{'x'});
  crypto::SystemRandom random;
  for (auto _ : state) {
    if (kData.carry(payload, random) != payload.size()) {
      throw std::runtime_error{"another payload"};
    }
  }
}

void sizes(benchmark::internal::Benchmark* benchmark) {
  benchmark->ArgName("octets")->Arg(64)->Arg(1024)->Arg(65536);
}

constexpr Data kDirect{esdata::SecurityClass::encryption_only, jose::JweAlg::dir};
constexpr Data kWrapped{esdata::SecurityClass::encryption_only, jose::JweAlg::a256kw};
constexpr Data kMic{esdata::SecurityClass::signature_only, jose::JweAlg::dir};

BENCHMARK(protected_exchange);
BENCHMARK(protected_exchange_in_clear);
BENCHMARK_TEMPLATE(protected_data, kDirect)->Apply(sizes);
BENCHMARK_TEMPLATE(protected_data, kWrapped)->Apply(sizes);
BENCHMARK_TEMPLATE(protected_data, kMic)->Apply(sizes);

}  // namespace
}  // namespace plumbline::bench
