// Protected primitives: an exchange in ESPrim Objects with a CSE beside the same one in clear. One
// iteration is one exchange.

#include "plumbline/core/clock.hpp"
#include "plumbline/crypto/random.hpp"
#include "plumbline/entities/cse/hosting_cse.hpp"
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

BENCHMARK(protected_exchange);
BENCHMARK(protected_exchange_in_clear);

}  // namespace
}  // namespace plumbline::bench
