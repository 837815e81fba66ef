// ESF: handshakes of Sm beside OpenSSL's DTLS 1.2 alone, and S1 for one target and for many. One
// iteration is one handshake with its export, or one envelope.

#include "plumbline/channel/testing/pki.hpp"
#include "plumbline/crypto/random.hpp"
#include "plumbline/esf/open.hpp"
#include "plumbline/esf/seal.hpp"
#include "plumbline/esf_sm/initiator.hpp"
#include "plumbline/esf_sm/terminator.hpp"

#include "bare_tls.hpp"

#include <benchmark/benchmark.h>

#include <stdexcept>
#include <string>
#include <utility>

namespace plumbline::bench {
namespace {

using channel::Suite;
using crypto::IdentityKind;

const crypto::ExpectedIdentity kInitiator{IdentityKind::ae_id, "//sp.example/cse-a/Cae1"};
const crypto::ExpectedIdentity kTerminator{IdentityKind::fqdn, "cse-b.sp.example"};
constexpr const char* kKeyId = "Kpsa-17";
constexpr int kClass = 1;

/// Both ends, by one suite. The first round trip, for the cookie, is what bare DTLS does without.
class SmSide {
 public:
  explicit SmSide(Suite suite) : suite_(suite) {}

  bool shake_hands() {
    esf_sm::Session session = initiator_.begin();
    esf_sm::Envelope next = session.start().value();
    for (;;) {
      const esf_sm::Received there = terminator_.receive(kInitiator.value, next);
      if (!there.taken || !there.reply) {
        return false;
      }
      const esf_sm::Received here = session.receive(*there.reply);
      if (!here.reply) {
        return here.taken && session.phase() == esf_sm::Phase::payload;
      }
      next = *here.reply;
    }
  }

 private:
  [[nodiscard]] bool by_key() const { return channel::needs_pre_shared_key(suite_); }

  [[nodiscard]] esf_sm::EndPointConfiguration end_point(const crypto::ExpectedIdentity& own) const {
    esf_sm::EndPointConfiguration made{.anchors = {pki_.root.certificate}, .suites = {suite_}};
    if (!by_key()) {
      made.certificate = pki_.issue(own);
    }
    return made;
  }

  [[nodiscard]] esf_sm::InitiatorConfiguration initiating() const {
    return {.end_point = end_point(kInitiator),
            .id = kInitiator.value,
            .target_data_class = kClass,
            .key_id = by_key() ? kKeyId : "",
            .key = crypto::SecretBytes{Bytes(32, 7)},
            .peer = kTerminator};
  }

  [[nodiscard]] std::shared_ptr<const esf_sm::TerminatorConfiguration> terminating() const {
    auto made = std::make_shared<esf_sm::TerminatorConfiguration>(
        esf_sm::TerminatorConfiguration{.end_point = end_point(kTerminator)});
    made->initiators.push_back({.id = kInitiator.value,
                                .certificate = kInitiator,
                                .key_id = kKeyId,
                                .key = crypto::SecretBytes{Bytes(32, 7)}});
    return made;
  }

  Suite suite_;
  channel::testing::Pki pki_;
  ManualClock clock_{channel::testing::kNow};
  esf_sm::Initiator initiator_ = esf_sm::Initiator::make(initiating(), clock_).value();
  esf_sm::Terminator terminator_ = esf_sm::Terminator::make(terminating(), clock_).value();
};

void shake_hands(benchmark::State& state, Suite suite) {
  SmSide side{suite};
  for (auto _ : state) {
    if (!side.shake_hands()) {
      throw std::runtime_error{"ESF-Sm failed"};
    }
  }
}

void shake_bare(benchmark::State& state, BareTls side) {
  for (auto _ : state) {
    if (!side.shake_hands()) {
      throw std::runtime_error{"DTLS failed"};
    }
  }
}

void esf_sm_certificate(benchmark::State& state) {
  shake_hands(state, Suite::ecdhe_ecdsa_aes_128_gcm_sha256);
}

void esf_sm_bare_certificate(benchmark::State& state) {
  const channel::testing::Pki pki;
  shake_bare(state,
             BareTls{BareTls::Wire::datagrams,
                     pki.issue(kInitiator),
                     pki.issue(kTerminator),
                     pki.root.certificate});
}

void esf_sm_key(benchmark::State& state) {
  shake_hands(state, Suite::psk_aes_128_gcm_sha256);
}

void esf_sm_bare_key(benchmark::State& state) {
  shake_bare(state, BareTls::with_key());
}

/// An envelope whose key goes to each target under a key of its own.
class S1Side {
 public:
  S1Side(const std::string& key_set, const std::string& payload_set, std::size_t targets) {
    request_.target_data_class = esf::TargetDataClass::instance;
    request_.source_id = kInitiator.value;
    request_.payload = esf::ps_alg_set_named(payload_set).value();
    for (std::size_t i = 0; i < targets; ++i) {
      const std::string number = std::to_string(i);
      request_.targets.push_back(
          {.id = "//sp.example/cse-b/C" + number,
           .set = esf::ke_alg_set_named(key_set).value(),
           .key_id = "key-" + number,
           .key = jose::Jwk::from_secret(crypto::random_secret(random_, 32))});
    }
    const esf::KeyTarget& last = request_.targets.back();
    target_.ids = {last.id};
    target_.keys.push_back({.use = last.set.establishment, .id = last.key_id, .key = last.key});
    target_.now = channel::testing::kNow;
  }

  esf::Envelope seal() {
    return esf::seal(request_, {.plaintext = content_, .associated_data = {}}, random_).value();
  }

  /// At the last of the targets.
  [[nodiscard]] bool opens(const esf::Envelope& envelope) const {
    return esf::open(envelope, esf::TargetDataClass::instance, target_, {}).has_value();
  }

 private:
  crypto::SystemRandom random_;
  Bytes content_ = Bytes(1024, 'x');
  esf::EstablishRequest request_;
  esf::TargetEndPoint target_;
};

void esf_s1_seal(benchmark::State& state) {
  S1Side side{"A256KW", "A256GCM", static_cast<std::size_t>(state.range(0))};
  for (auto _ : state) {
    benchmark::DoNotOptimize(side.seal());
  }
  state.SetComplexityN(state.range(0));
}

void esf_s1_open(benchmark::State& state) {
  S1Side side{"A256KW", "A256GCM", static_cast<std::size_t>(state.range(0))};
  const esf::Envelope envelope = side.seal();
  for (auto _ : state) {
    if (!side.opens(envelope)) {
      throw std::runtime_error{"S1 failed"};
    }
  }
  state.SetComplexityN(state.range(0));
}

BENCHMARK(esf_sm_certificate);
BENCHMARK(esf_sm_bare_certificate);
BENCHMARK(esf_sm_key);
BENCHMARK(esf_sm_bare_key);
BENCHMARK(esf_s1_seal)->Arg(1)->Arg(10)->Arg(100)->Arg(1000)->Complexity();
BENCHMARK(esf_s1_open)->Arg(1)->Arg(10)->Arg(100)->Arg(1000)->Complexity();

}  // namespace
}  // namespace plumbline::bench
