/// @file
/// An initiating and a terminating end-point, and what goes between them.

#pragma once

#include "plumbline/channel/testing/pki.hpp"
#include "plumbline/core/clock.hpp"
#include "plumbline/crypto/random.hpp"
#include "plumbline/escertke/initiator.hpp"
#include "plumbline/escertke/terminator.hpp"

#include <gmock/gmock.h>

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace plumbline::escertke {

inline constexpr const char* kInitiatorId = "//sp.example/cse-a/Cae1";
inline constexpr const char* kTerminatorId = "//sp.example/cse-b";

class EscertkeWorld : public ::testing::Test {
 protected:
  using Request = onem2m::RequestPrimitive;
  using Response = onem2m::ResponsePrimitive;
  using Status = onem2m::Status;
  using Kind = crypto::IdentityKind;

  void SetUp() override {
    prove_initiator({Kind::ae_id, kInitiatorId});
    prove_terminator({Kind::cse_id, "cse-b.sp.example"});
    start();
  }

  /// Gives the initiator a certificate, which the terminator expects.
  void prove_initiator(const crypto::ExpectedIdentity& identity) {
    initiating.end_point = {.credential = pki.issue(identity), .anchors = {pki.root.certificate}};
    initiating.from = "/cse-a/Cae1";
    terminating.initiators = {{.id = kInitiatorId, .certificate = identity}};
  }

  void prove_terminator(const crypto::ExpectedIdentity& identity) {
    terminating.end_point = {.credential = pki.issue(identity), .anchors = {pki.root.certificate}};
    terminating.identity = {.sp_id = "//sp.example", .cse_id = "/cse-b", .cse_name = "cse"};
    peer = {.id = kTerminatorId, .to = "/cse-b/-", .certificate = identity};
  }

  void start() {
    start_initiator();
    start_terminator();
  }

  void start_initiator(std::unique_ptr<InitiatorPolicy> policy = {}) {
    initiator.emplace(Initiator::make(initiating, clock, random, std::move(policy)).value());
  }

  void start_terminator(std::unique_ptr<TerminatorPolicy> policy = {}) {
    terminator.emplace(Terminator::make(terminating, clock, std::move(policy)).value());
  }

  /// The terminator, and what happens to a message on its way there and back.
  Result<Response> deliver(Request request) {
    if (on_the_way) {
      on_the_way(request);
    }
    sent.push_back(request);
    Receipt receipt = terminator->accept(request);
    if (receipt.established) {
      published.push_back(*std::move(receipt.established));
    }
    if (on_the_way_back) {
      on_the_way_back(receipt.response);
    }
    answers.push_back(receipt.response);
    return receipt.response;
  }

  /// A whole run, up to where it ends.
  Finished run() {
    Initiation initiation = initiator->begin(peer);
    Step step = initiation.start();
    while (auto* const request = std::get_if<Request>(&step)) {
      step = initiation.receive(deliver(std::move(*request)));
    }
    return std::get<Finished>(std::move(step));
  }

  /// A message 1 of the initiator.
  Request first_message() {
    Initiation initiation = initiator->begin(peer);
    return std::get<Request>(initiation.start());
  }

  /// A message 3 that belongs to the terminator's state of now.
  Request third_message() {
    Initiation initiation = initiator->begin(peer);
    const Request first = std::get<Request>(initiation.start());
    return std::get<Request>(initiation.receive(terminator->accept(first).response));
  }

  /// Changes the TLS records of the n-th message (1 to 4) of a run.
  void change_message(std::size_t number, std::function<void(Bytes&)> change) {
    if (number % 2 == 1) {
      on_the_way = at_turn<Request>(number / 2, std::move(change));
    } else {
      on_the_way_back = at_turn<Response>(number / 2 - 1, std::move(change));
    }
  }

  /// Changes the TLS records of one primitive, counted from 0.
  template <typename Primitive>
  static std::function<void(Primitive&)> at_turn(std::size_t turn,
                                                 std::function<void(Bytes&)> change) {
    return [turn, change = std::move(change), seen = std::size_t{0}](Primitive& primitive) mutable {
      if (seen++ == turn) {
        Bytes flight = flight_in(primitive.content).value();
        change(flight);
        primitive.content = to_content(flight);
      }
    };
  }

  static void expect_refused(const Finished& finished, Status status) {
    ASSERT_TRUE(finished.key.has_error());
    EXPECT_EQ(finished.key.error().code, Errc::not_permitted) << to_string(finished.key.error());
    ASSERT_TRUE(finished.refused);
    EXPECT_EQ(onem2m::name_of(*finished.refused), onem2m::name_of(status));
  }

  void expect_status(const Request& request, Status status) {
    const Receipt receipt = terminator->accept(request);
    EXPECT_EQ(onem2m::name_of(receipt.response.status), onem2m::name_of(status))
        << json_text(*receipt.response.content);
    EXPECT_EQ(receipt.established.has_value(), false);
  }

  const channel::testing::Pki pki;
  ManualClock clock{channel::testing::kNow};
  crypto::SeededRandom random{as_bytes("seed"), "escertke"};
  // Filled by SetUp(): a credential has no default.
  InitiatorConfiguration initiating{
      .end_point = {.credential = pki.issue({Kind::ae_id, kInitiatorId})}, .from = {}};
  TerminatorConfiguration terminating{
      .end_point = {.credential = pki.issue({Kind::cse_id, "cse-b.sp.example"})}};
  TerminatingEndPoint peer;
  std::optional<Initiator> initiator;
  std::optional<Terminator> terminator;
  std::function<void(Request&)> on_the_way;
  std::function<void(Response&)> on_the_way_back;
  std::vector<Request> sent;
  std::vector<Response> answers;
  std::vector<EstablishedKey> published;  ///< by the terminator
};

/// Cut into TLS records.
inline std::vector<Bytes> records_of(ByteView flight) {
  std::vector<Bytes> records;
  while (!flight.empty()) {
    const std::size_t size = 5 + (std::size_t{flight[3]} << 8U | flight[4]);
    records.emplace_back(flight.begin(), flight.begin() + static_cast<std::ptrdiff_t>(size));
    flight = flight.subspan(size);
  }
  return records;
}

/// A handshake message in a record of its own, in clear.
inline Bytes record_with(channel::MessageType type, ByteView body) {
  const auto octet = [](std::size_t number) { return static_cast<std::uint8_t>(number); };
  const std::size_t size = body.size() + 4;
  const Bytes head{22,
                   3,
                   3,
                   octet(size >> 8U),
                   octet(size),
                   octet(static_cast<std::size_t>(type)),
                   0,
                   octet(body.size() >> 8U),
                   octet(body.size())};
  return concat({head, body});
}

/// The flight again, message by message, each in clear in a record of its own; `keep` decides.
/// What is encrypted stays as it is, at the end.
inline Bytes rebuilt(ByteView flight,
                     const std::function<Bytes(const channel::FlightMessage&)>& map) {
  Bytes out;
  const auto messages = channel::read_flight(flight);
  for (const auto& message : messages.value()) {
    if (message.type == channel::MessageType::change_cipher_spec) {
      break;
    }
    const Bytes record = map(message);
    out.insert(out.end(), record.begin(), record.end());
  }
  bool encrypted = false;
  for (const Bytes& record : records_of(flight)) {
    encrypted = encrypted || record[0] == 20;
    if (encrypted) {
      out.insert(out.end(), record.begin(), record.end());
    }
  }
  return out;
}

/// The flight with that message from another one in place of its own.
inline Bytes with_message_of(ByteView flight, ByteView other, channel::MessageType type) {
  Bytes taken;
  static_cast<void>(rebuilt(other, [&](const channel::FlightMessage& message) {
    if (message.type == type) {
      taken = record_with(type, message.body);
    }
    return Bytes{};
  }));
  return rebuilt(flight, [&](const channel::FlightMessage& message) {
    return message.type == type ? taken : record_with(message.type, message.body);
  });
}

/// An end that takes a key whatever comes last.
template <typename Base>
struct HalfMade : Base {
  [[nodiscard]] bool may_establish(const Result<void>& /*last_message*/,
                                   const channel::TlsEndpoint& /*endpoint*/) const override {
    return true;
  }

  [[nodiscard]] Result<keys::ExportedKey> export_key(
      const channel::TlsEndpoint& endpoint) const override {
    PLUMBLINE_TRY(const auto octets,
                  endpoint.export_unverified(keys::kEsCertKeLabel, keys::kExportedSize));
    return keys::split_exported(octets.expose());
  }
};

}  // namespace plumbline::escertke
