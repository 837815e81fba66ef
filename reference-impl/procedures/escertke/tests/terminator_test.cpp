#include "world.hpp"

#include <algorithm>
#include <iterator>

namespace plumbline::escertke {
namespace {

using channel::MessageType;

class TerminatorTest : public EscertkeWorld {
 protected:
  static Request with_flight(Request request, const Bytes& flight) {
    request.content = to_content(flight);
    return request;
  }

  static Bytes flight_of(const Request& request) { return flight_in(request.content).value(); }

  /// Sends message 3, its TLS records changed, in a handshake of its own.
  void expect_refused_third(const std::function<Bytes(const Bytes&)>& change, Status status) {
    const Request third = third_message();
    expect_status(with_flight(third, change(flight_of(third))), status);
    EXPECT_EQ(terminator->pending(), 0U);
    // What is over is over: the right message does not go on with it.
    expect_status(third, Status::bad_request);
  }

  /// The handshake that the others differ from in one property.
  void expect_success() {
    const Receipt receipt = terminator->accept(third_message());
    EXPECT_EQ(onem2m::name_of(receipt.response.status), onem2m::name_of(Status::ok));
    EXPECT_TRUE(receipt.established);
  }
};

TEST_F(TerminatorTest, Message3WithoutMessage1IsRefused) {
  const Request third = third_message();
  start_terminator();
  expect_status(third, Status::bad_request);
  expect_success();
}

TEST_F(TerminatorTest, ARepeatedMessage3IsRefused) {
  const Request third = third_message();
  EXPECT_TRUE(terminator->accept(third).established);
  expect_status(third, Status::bad_request);
}

TEST_F(TerminatorTest, Message3OfAnotherOriginatorIsRefused) {
  Request third = third_message();
  third.from = "/cse-a/Cae2";
  expect_status(third, Status::bad_request);
  EXPECT_EQ(terminator->pending(), 1U);
  third.from = kInitiatorId;  // the same one in another form
  EXPECT_TRUE(terminator->accept(third).established);
}

TEST_F(TerminatorTest, ANewMessage1ReplacesAnUnfinishedHandshake) {
  const Request third = third_message();
  const Request other = third_message();
  EXPECT_EQ(terminator->pending(), 1U);
  expect_status(third, Status::originator_not_authenticated);
  EXPECT_EQ(terminator->pending(), 0U);
  expect_status(other, Status::bad_request);
  expect_success();
}

TEST_F(TerminatorTest, ARepeatedMessage1StartsAnew) {
  const Request first = first_message();
  EXPECT_EQ(terminator->accept(first).response.status, Status::ok);
  EXPECT_EQ(terminator->accept(first).response.status, Status::ok);
  EXPECT_EQ(terminator->pending(), 1U);
}

TEST_F(TerminatorTest, AHandshakeTimesOut) {
  const Request in_time = third_message();
  clock.advance(std::chrono::milliseconds{59999});
  EXPECT_TRUE(terminator->accept(in_time).established);
  const Request late = third_message();
  clock.advance(std::chrono::seconds{60});
  EXPECT_EQ(terminator->pending(), 0U);
  expect_status(late, Status::bad_request);
}

TEST_F(TerminatorTest, AnUnknownOriginatorIsRefused) {
  Request first = first_message();
  first.from = "/cse-a/Cae2";
  expect_status(first, Status::originator_not_authenticated);
  EXPECT_EQ(terminator->pending(), 0U);
  first.from.clear();
  expect_status(first, Status::bad_request);
}

TEST_F(TerminatorTest, UnfinishedHandshakesAreBounded) {
  terminating.most_pending = 1;
  terminating.initiators.push_back(
      {.id = "//sp.example/cse-a/Cae2", .certificate = terminating.initiators[0].certificate});
  start_terminator();
  Request first = first_message();
  EXPECT_EQ(terminator->accept(first).response.status, Status::ok);
  first.from = "/cse-a/Cae2";
  expect_status(first, Status::target_not_reachable);
  clock.advance(std::chrono::seconds{60});
  EXPECT_EQ(terminator->accept(first).response.status, Status::ok);
}

TEST_F(TerminatorTest, WhatIsNoMessageIsRefused) {
  Request request = first_message();
  request.content = Json::parse(R"({"m2m:seci":{"sit":6,"eckm":"%"}})");
  expect_status(request, Status::bad_request);
  expect_status(with_flight(request, {}), Status::bad_request);
  expect_status(with_flight(request, Bytes{1, 2, 3, 4, 5, 6}), Status::bad_request);
  request.content.reset();
  expect_status(request, Status::bad_request);
  request = first_message();
  request.operation = onem2m::Operation::update;
  expect_status(request, Status::bad_request);
}

TEST_F(TerminatorTest, GarbageEndsTheHandshakeOfItsOriginator) {
  expect_refused_third([](const Bytes& /*flight*/) { return Bytes{1, 2, 3}; }, Status::bad_request);
}

TEST_F(TerminatorTest, ATruncatedMessageIsRefused) {
  Request first = first_message();
  Bytes flight = flight_of(first);
  flight.pop_back();
  expect_status(with_flight(first, flight), Status::bad_request);
  expect_refused_third(
      [](Bytes third) {
        third.pop_back();
        return third;
      },
      Status::bad_request);
}

TEST_F(TerminatorTest, AnExtraMessageIsRefused) {
  const Request first = first_message();
  const Bytes hello = flight_of(first);
  expect_status(with_flight(first, concat({hello, hello})), Status::originator_not_authenticated);
  const Bytes data{23, 3, 3, 0, 1, 0};
  expect_status(with_flight(first, concat({hello, data})), Status::originator_not_authenticated);
  expect_refused_third([&](const Bytes& third) { return concat({third, data}); },
                       Status::originator_not_authenticated);
  expect_refused_third([](const Bytes& third) { return concat({third, records_of(third).back()}); },
                       Status::originator_not_authenticated);
  expect_success();
}

TEST_F(TerminatorTest, EachMissingMessageIsRefused) {
  for (const auto missing : {MessageType::certificate,
                             MessageType::client_key_exchange,
                             MessageType::certificate_verify}) {
    expect_refused_third(
        [&](const Bytes& third) {
          return rebuilt(third, [&](const channel::FlightMessage& message) {
            return message.type == missing ? Bytes{} : record_with(message.type, message.body);
          });
        },
        Status::originator_not_authenticated);
  }
  for (const int missing : {20, 22}) {  // ChangeCipherSpec, Finished
    expect_refused_third(
        [&](const Bytes& third) {
          auto records = records_of(third);
          const auto last = std::find_if(records.rbegin(),
                                         records.rend(),
                                         [&](const Bytes& record) { return record[0] == missing; });
          records.erase(std::next(last).base());
          Bytes rest;
          for (const Bytes& record : records) {
            rest.insert(rest.end(), record.begin(), record.end());
          }
          return rest;
        },
        // Without ChangeCipherSpec the Finished reads as a message in clear, and that one is cut.
        missing == 20 ? Status::bad_request : Status::originator_not_authenticated);
  }
}

TEST_F(TerminatorTest, MessagesInRecordsOfTheirOwnAreTheSameFlight) {
  const Request third = third_message();
  const Bytes split = rebuilt(flight_of(third), [](const channel::FlightMessage& message) {
    return record_with(message.type, message.body);
  });
  EXPECT_TRUE(terminator->accept(with_flight(third, split)).established);
}

TEST_F(TerminatorTest, MessagesOutOfOrderAreRefused) {
  expect_refused_third(
      [](const Bytes& third) {
        Bytes held;
        return rebuilt(third, [&](const channel::FlightMessage& message) {
          Bytes record = record_with(message.type, message.body);
          if (message.type == MessageType::client_key_exchange) {
            held = std::move(record);
            return Bytes{};
          }
          return concat({record, std::exchange(held, {})});
        });
      },
      Status::originator_not_authenticated);
}

TEST_F(TerminatorTest, MessagesOfTwoHandshakesDoNotMix) {
  const Bytes other = flight_of(third_message());
  expect_refused_third(
      [&](const Bytes& third) {
        return with_message_of(third, other, MessageType::certificate_verify);
      },
      Status::originator_not_authenticated);
}

TEST_F(TerminatorTest, AnInitiatorWithoutCertificateIsRefused) {
  expect_refused_third(
      [](const Bytes& third) {
        return rebuilt(third, [](const channel::FlightMessage& message) {
          // An empty list of certificates.
          return record_with(message.type,
                             message.type == MessageType::certificate ? ByteView{Bytes{0, 0, 0}}
                                                                      : ByteView{message.body});
        });
      },
      Status::originator_not_authenticated);
}

TEST_F(TerminatorTest, AnAlertEndsTheHandshake) {
  expect_refused_third([](const Bytes& /*third*/) { return Bytes{21, 3, 3, 0, 2, 2, 42}; },
                       Status::originator_not_authenticated);
}

TEST_F(TerminatorTest, AWrongKeyOfTheCertificateIsRefused) {
  // The CertificateVerify of another key: a signature of the same form.
  expect_refused_third(
      [](const Bytes& third) {
        return rebuilt(third, [](const channel::FlightMessage& message) {
          Bytes body = message.body;
          if (message.type == MessageType::certificate_verify) {
            body.back() ^= 1U;
          }
          return record_with(message.type, body);
        });
      },
      Status::originator_not_authenticated);
}

TEST_F(TerminatorTest, AFaultyOneTakesAnyIdentity) {
  struct AnyIdentity : TerminatorPolicy {
    Result<void> verify_peer(const PeerProof& /*proof*/) const override { return success(); }
  };

  initiating.end_point.credential = pki.issue({Kind::ae_id, "//sp.example/cse-a/Cae2"});
  start();
  EXPECT_TRUE(run().key.has_error());
  start_terminator(std::make_unique<AnyIdentity>());
  EXPECT_TRUE(run().key);
}

TEST_F(TerminatorTest, AFaultyOneTakesMessage3OfAnybodyAtAnyTime) {
  struct Credulous : TerminatorPolicy {
    bool timed_out(TimePoint /*began*/,
                   TimePoint /*now*/,
                   const EndPointConfiguration& /*configuration*/) const override {
      return false;
    }

    bool belongs(std::string_view /*from*/, std::string_view /*initiator*/) const override {
      return true;
    }
  };

  start_terminator(std::make_unique<Credulous>());
  Request third = third_message();
  third.from = "/cse-a/Cae2";
  clock.advance(std::chrono::minutes{2});
  const Receipt receipt = terminator->accept(third);
  ASSERT_TRUE(receipt.established);
  EXPECT_EQ(receipt.established->peer, "//sp.example/cse-a/Cae2");
}

TEST_F(TerminatorTest, AFaultyOneKeepsAHalfMadeKey) {
  const auto with_wrong_finished = [this] {
    Request third = third_message();
    Bytes flight = flight_of(third);
    flight.back() ^= 1U;
    return terminator->accept(with_flight(third, flight));
  };
  EXPECT_FALSE(with_wrong_finished().established);
  start_terminator(std::make_unique<HalfMade<TerminatorPolicy>>());
  const Receipt receipt = with_wrong_finished();
  EXPECT_NE(receipt.response.status, Status::ok);
  EXPECT_TRUE(receipt.established);
}

TEST_F(TerminatorTest, NeedsAKeyOfItsCertificate) {
  terminating.end_point.credential.key = crypto::PrivateKey::generate(crypto::KeyKind::ec_p256);
  EXPECT_EQ(Terminator::make(terminating, clock).error().code, Errc::key_mismatch);
}

}  // namespace
}  // namespace plumbline::escertke
