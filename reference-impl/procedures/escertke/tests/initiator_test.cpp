#include "world.hpp"

namespace plumbline::escertke {
namespace {

using channel::MessageType;

class InitiatorTest : public EscertkeWorld {
 protected:
  /// Runs against message 2 changed.
  Finished run_with_second(const std::function<Bytes(const Bytes&)>& change) {
    change_message(2, [&](Bytes& flight) { flight = change(flight); });
    Finished finished = run();
    EXPECT_EQ(sent.size(), 1U) << "message 3 was sent";
    sent.clear();
    return finished;
  }

  void expect_error(const Finished& finished, Errc code) {
    ASSERT_TRUE(finished.key.has_error());
    EXPECT_EQ(name_of(finished.key.error().code), name_of(code)) << to_string(finished.key.error());
    EXPECT_FALSE(finished.refused);
    EXPECT_TRUE(published.empty());
  }
};

TEST_F(InitiatorTest, EachMissingMessageEndsIt) {
  for (const auto missing : {MessageType::server_hello,
                             MessageType::certificate,
                             MessageType::server_key_exchange,
                             MessageType::certificate_request,
                             MessageType::server_hello_done}) {
    expect_error(run_with_second([&](const Bytes& second) {
                   return rebuilt(second, [&](const channel::FlightMessage& message) {
                     return message.type == missing ? Bytes{}
                                                    : record_with(message.type, message.body);
                   });
                 }),
                 Errc::invalid_value);
  }
}

TEST_F(InitiatorTest, AnExtraMessageEndsIt) {
  for (const auto extra : {MessageType::hello_request,
                           MessageType::certificate_status,
                           MessageType::new_session_ticket}) {
    expect_error(run_with_second(
                     [&](const Bytes& second) { return concat({record_with(extra, {}), second}); }),
                 Errc::invalid_value);
    expect_error(run_with_second(
                     [&](const Bytes& second) { return concat({second, record_with(extra, {})}); }),
                 Errc::invalid_value);
  }
}

TEST_F(InitiatorTest, AMessageOfAnotherHandshakeEndsIt) {
  const Bytes other = flight_in(terminator->accept(first_message()).response.content).value();
  const auto finished = run_with_second([&](const Bytes& second) {
    return with_message_of(second, other, MessageType::server_key_exchange);
  });
  expect_error(finished, Errc::unreachable);
}

TEST_F(InitiatorTest, AnAlertOrGarbageEndsIt) {
  expect_error(
      run_with_second([](const Bytes& /*second*/) { return Bytes{21, 3, 3, 0, 2, 2, 40}; }),
      Errc::invalid_value);
  expect_error(run_with_second([](const Bytes& /*second*/) { return Bytes{1, 2, 3}; }),
               Errc::malformed);
  expect_error(run_with_second(
                   [](const Bytes& second) { return Bytes(second.begin(), second.begin() + 100); }),
               Errc::malformed);
}

TEST_F(InitiatorTest, AnAnswerWithoutMessageEndsIt) {
  on_the_way_back = [](Response& response) { response.content.reset(); };
  expect_error(run(), Errc::malformed);
}

TEST_F(InitiatorTest, AStatusThatRefusesEndsIt) {
  on_the_way_back = [](Response& response) { response.status = Status::internal_server_error; };
  expect_refused(run(), Status::internal_server_error);
}

TEST_F(InitiatorTest, NoAnswerEndsIt) {
  Initiation initiation = initiator->begin(peer);
  static_cast<void>(initiation.start());
  expect_error(std::get<Finished>(initiation.receive(fail(Errc::unreachable, "no connection"))),
               Errc::unreachable);
}

TEST_F(InitiatorTest, ALateAnswerEndsIt) {
  on_the_way_back = [this](Response& /*response*/) { clock.advance(std::chrono::seconds{60}); };
  expect_error(run(), Errc::timed_out);
}

TEST_F(InitiatorTest, MessagesReorderedEndIt) {
  Initiation one = initiator->begin(peer);
  Initiation other = initiator->begin(peer);
  const Response second = terminator->accept(std::get<Request>(one.start())).response;
  static_cast<void>(other.start());
  // The answer to another initiation: its ServerKeyExchange signs other random octets.
  expect_error(std::get<Finished>(other.receive(second)), Errc::unreachable);
  const Request third = std::get<Request>(one.receive(second));
  // Message 2 once more, in place of message 4.
  expect_error(std::get<Finished>(one.receive(second)), Errc::invalid_value);
  EXPECT_TRUE(terminator->accept(third).established);
}

TEST_F(InitiatorTest, ThePeerNeedsAnAbsoluteIdThatFitsIntoTheServerName) {
  const auto started_with = [this](std::string id) {
    peer.id = std::move(id);
    Initiation initiation = initiator->begin(peer);
    return std::get<Finished>(initiation.start());
  };
  expect_error(started_with("/cse-b"), Errc::malformed);
  expect_error(started_with("//sp.example/" + std::string(255, 'b')), Errc::invalid_length);
}

TEST_F(InitiatorTest, AFaultyOneKeepsAHalfMadeKey) {
  change_message(4, [](Bytes& flight) { flight.back() ^= 1U; });
  EXPECT_TRUE(run().key.has_error());
  start_initiator(std::make_unique<HalfMade<InitiatorPolicy>>());
  change_message(4, [](Bytes& flight) { flight.back() ^= 1U; });
  const Finished finished = run();
  ASSERT_TRUE(finished.key);
  EXPECT_EQ(finished.key.value().id, published.back().id);
}

TEST_F(InitiatorTest, AFaultyOneExportsUnderAnotherLabel) {
  struct WrongLabel : InitiatorPolicy {
    Result<keys::ExportedKey> export_key(const channel::TlsEndpoint& endpoint) const override {
      PLUMBLINE_TRY(const auto octets,
                    endpoint.export_keying_material(keys::kConnectionLabel, keys::kExportedSize));
      return keys::split_exported(octets.expose());
    }
  };

  start_initiator(std::make_unique<WrongLabel>());
  const Finished finished = run();
  ASSERT_TRUE(finished.key);
  EXPECT_NE(finished.key.value().id, published.at(0).id);
}

}  // namespace
}  // namespace plumbline::escertke
