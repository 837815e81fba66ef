/// @file
/// Gives arbitrary flights to a terminator, with and without a handshake that is under way: refused
/// or answered, and never with a key.

#include "plumbline/channel/testing/pki.hpp"
#include "plumbline/crypto/random.hpp"
#include "plumbline/escertke/initiator.hpp"
#include "plumbline/escertke/terminator.hpp"

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <utility>
#include <variant>

namespace {

using namespace plumbline;

constexpr const char* kInitiatorId = "//sp.example/cse-a/Cae1";

struct Ends {
  escertke::EndPointConfiguration end_point(const crypto::ExpectedIdentity& identity) const {
    return {.credential = pki.issue(identity), .anchors = {pki.root.certificate}};
  }

  const channel::testing::Pki pki;
  const crypto::ExpectedIdentity ae{crypto::IdentityKind::ae_id, kInitiatorId};
  const crypto::ExpectedIdentity cse{crypto::IdentityKind::cse_id, "cse-b.sp.example"};
  const ManualClock clock{channel::testing::kNow};
  crypto::SeededRandom random{as_bytes("fuzz"), "escertke"};
  escertke::Initiator initiator =
      escertke::Initiator::make({.end_point = end_point(ae), .from = kInitiatorId}, clock, random)
          .value();
  escertke::Terminator terminator =
      escertke::Terminator::make(
          {.end_point = end_point(cse),
           .identity = {.sp_id = "//sp.example", .cse_id = "/cse-b", .cse_name = "cse"},
           .initiators = {{.id = kInitiatorId, .certificate = ae}}},
          clock)
          .value();
};

void expect_no_key(const escertke::Receipt& receipt) {
  if (receipt.established) {
    std::abort();
  }
}

}  // namespace

/// The octets are message 1; message 3; and what stands for the last octets of a right message 3.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* octets, std::size_t size) {
  static Ends ends;
  const ByteView input{octets, size};
  auto initiation =
      ends.initiator.begin({.id = "//sp.example/cse-b", .to = "/cse-b/-", .certificate = ends.cse});
  const auto first = std::get<onem2m::RequestPrimitive>(initiation.start());
  auto request = first;
  request.content = escertke::to_content(input);
  expect_no_key(ends.terminator.accept(request));
  auto second = ends.terminator.accept(first);
  expect_no_key(ends.terminator.accept(request));
  second = ends.terminator.accept(first);
  const auto third = std::get<onem2m::RequestPrimitive>(initiation.receive(second.response));
  Bytes flight = escertke::flight_in(third.content).value();
  const auto tail = flight.end() - static_cast<std::ptrdiff_t>(std::min(flight.size(), size));
  if (!std::equal(tail, flight.end(), input.begin(), input.end())) {
    flight.erase(tail, flight.end());
    flight.insert(flight.end(), input.begin(), input.end());
    request.content = escertke::to_content(flight);
    expect_no_key(ends.terminator.accept(request));
  }
  if (ends.terminator.pending() > 1) {
    std::abort();
  }
  return 0;
}
