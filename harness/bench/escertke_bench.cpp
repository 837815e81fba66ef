// A key by certificates: a whole ESCertKE between two end-points, beside TLS 1.2 of OpenSSL alone
// with the same suite and certificates. One iteration is one handshake with its export.

#include "plumbline/channel/testing/pki.hpp"
#include "plumbline/crypto/random.hpp"
#include "plumbline/escertke/initiator.hpp"
#include "plumbline/escertke/terminator.hpp"

#include "bare_tls.hpp"

#include <benchmark/benchmark.h>

#include <stdexcept>
#include <variant>

namespace plumbline::bench {
namespace {

using crypto::IdentityKind;

const crypto::ExpectedIdentity kInitiator{IdentityKind::ae_id, "//sp.example/cse-a/Cae1"};
const crypto::ExpectedIdentity kTerminator{IdentityKind::fqdn, "cse-a.sp.example"};

class EscertkeSide {
 public:
  bool establish() {
    auto way = initiator_.begin(
        {.id = "//sp.example/cse-a", .to = "/cse-a/-", .certificate = kTerminator});
    escertke::Step step = way.start();
    bool taken = false;
    while (const auto* const request = std::get_if<onem2m::RequestPrimitive>(&step)) {
      escertke::Receipt receipt = terminator_.accept(*request);
      taken = receipt.established.has_value();
      step = way.receive(std::move(receipt.response));
    }
    return taken && std::get<escertke::Finished>(step).key.has_value();
  }

 private:
  escertke::EndPointConfiguration end_point(const crypto::ExpectedIdentity& identity) const {
    return {.credential = pki_.issue(identity), .anchors = {pki_.root.certificate}};
  }

  channel::testing::Pki pki_;
  ManualClock clock_{channel::testing::kNow};
  crypto::SystemRandom random_;
  escertke::Initiator initiator_ =
      escertke::Initiator::make(
          {.end_point = end_point(kInitiator), .from = kInitiator.value}, clock_, random_)
          .value();
  escertke::Terminator terminator_ =
      escertke::Terminator::make(
          {.end_point = end_point(kTerminator),
           .identity = {.sp_id = "//sp.example", .cse_id = "/cse-a", .cse_name = "cse"},
           .initiators = {{.id = kInitiator.value, .certificate = kInitiator}}},
          clock_)
          .value();
};

void escertke_handshake(benchmark::State& state) {
  EscertkeSide side;
  for (auto _ : state) {
    if (!side.establish()) {
      throw std::runtime_error{"ESCertKE failed"};
    }
  }
}

void escertke_bare_tls(benchmark::State& state) {
  const channel::testing::Pki pki;
  BareTls side{
      BareTls::Wire::stream, pki.issue(kInitiator), pki.issue(kTerminator), pki.root.certificate};
  for (auto _ : state) {
    if (!side.shake_hands()) {
      throw std::runtime_error{"TLS failed"};
    }
  }
}

BENCHMARK(escertke_handshake);
BENCHMARK(escertke_bare_tls);

}  // namespace
}  // namespace plumbline::bench
