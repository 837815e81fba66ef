#include "two_ends.hpp"

#include <functional>

namespace plumbline::message_auth {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

class VerifierTest : public TwoEnds {
 protected:
  /// A message of that number and time.
  std::string numbered(std::uint64_t sequence, TimePoint time = known_time()) {
    MessageHeader header = known_header();
    header.sequence = sequence;
    header.time = time;
    return sealed(header);
  }

  void expect_taken(const std::string& message) {
    const auto outcome = verify(message);
    EXPECT_TRUE(std::holds_alternative<VerifiedRequest>(outcome))
        << static_cast<int>(cause_of(outcome).value_or(Cause::malformed));
  }

  void expect_refused(const std::string& message, Cause cause) {
    EXPECT_EQ(cause_of(verify(message)), cause);
  }
};

TEST_F(VerifierTest, TellsWhoSentIt) {
  for (const Protection protection :
       {Protection::integrity, Protection::confidentiality, Protection::both}) {
    const auto outcome = verify(made(request_inside(), path(protection)));
    const auto& verified = std::get<VerifiedRequest>(outcome);
    EXPECT_EQ(verified.source, kApplication);
    EXPECT_EQ(verified.destination, kServer);
    EXPECT_EQ(verified.key_id, kKeyId);
    EXPECT_EQ(verified.protection, protection);
    EXPECT_EQ(verified.primitive.to, "/cse-b/-/x");
  }
}

// MA-05
TEST_F(VerifierTest, TakesAMessageOnce) {
  const std::string message = made(request_inside());
  expect_taken(message);
  expect_refused(message, Cause::repeated);
  expect_taken(made(request_inside()));
}

TEST_F(VerifierTest, TakesAnOvertakenMessageWithinTheWindow) {
  expect_taken(numbered(1000));
  expect_taken(numbered(937));
  expect_refused(numbered(936), Cause::repeated);
  expect_refused(numbered(937), Cause::repeated);
}

TEST_F(VerifierTest, TakesATimeWithin300Seconds) {
  expect_taken(numbered(1, known_time() - seconds{300}));
  expect_taken(numbered(2, known_time() + seconds{300}));
  expect_refused(numbered(3, known_time() - seconds{300} - milliseconds{1}), Cause::stale);
  expect_refused(numbered(4, known_time() + seconds{300} + milliseconds{1}), Cause::stale);
}

// Each sender under each credential has a window of its own.
TEST_F(VerifierTest, SendersDoNotDisturbEachOther) {
  Credential other = known_credential();
  other.id = "c2";
  const Bytes kpsa(32, 1);
  other.key = shared_credential({.id = "c2", .owner = "", .peer = "", .kpsa = kpsa}).value().key;
  ASSERT_TRUE(held_.add(other));
  expect_taken(numbered(1000));
  MessageHeader header = known_header();
  header.key_id = "c2";
  header.sequence = 1;
  expect_taken(seal_message({.header = header,
                             .protection = Protection::integrity,
                             .credential = *held_.find("c2"),
                             .plaintext = as_bytes(kRequest)},
                            random_)
                   .value());
  expect_taken(numbered(1001));
}

// Nothing is remembered of what is refused.
TEST_F(VerifierTest, ARefusedMessageChangesNothing) {
  const std::string good = numbered(5);
  std::string forged = numbered(1000);
  forged.back() = forged.back() == 'A' ? 'E' : 'A';
  expect_refused(forged, Cause::not_authentic);
  expect_refused(numbered(1000, known_time() - seconds{301}), Cause::stale);
  MessageHeader header = known_header();
  header.sequence = 1000;
  expect_refused(sealed(header, R"({"rsc":2000})"), Cause::no_primitive);
  expect_refused(sealed(header, R"({"op":2,"to":"x","fr":"/cse-a/Cae2","rqi":"i"})"),
                 Cause::other_originator);
  expect_taken(good);
  expect_taken(numbered(4));
}

// Within each step one failure is like the other, and a peer is told the same of all steps.
TEST_F(VerifierTest, APeerLearnsNoMoreThanThatItIsNotAuthenticated) {
  for (const Cause cause : {Cause::unknown_credential,
                            Cause::expired_credential,
                            Cause::other_protection,
                            Cause::other_parties,
                            Cause::not_authentic,
                            Cause::stale,
                            Cause::repeated,
                            Cause::other_originator}) {
    EXPECT_EQ(status_of(cause), onem2m::Status::originator_not_authenticated);
    EXPECT_EQ(detail_of(cause), detail_of(Cause::not_authentic));
  }
  EXPECT_EQ(status_of(Cause::malformed), onem2m::Status::bad_request);
  EXPECT_EQ(status_of(Cause::no_primitive), onem2m::Status::bad_request);
  EXPECT_EQ(status_of(Cause::too_many_senders), onem2m::Status::target_not_reachable);
  EXPECT_NE(detail_of(Cause::malformed), detail_of(Cause::no_primitive));
}

TEST_F(VerifierTest, OnlyItsReceiverTakesIt) {
  EXPECT_EQ(cause_of(verifier_->verify_request(numbered(1), "//sp.example/cse-c")),
            Cause::other_parties);
}

// MA-07: under the key of a pair neither of both can pass for somebody else.
TEST_F(VerifierTest, PartiesAreThoseOfTheCredential) {
  MessageHeader header = known_header();
  header.source = "//sp.example/cse-a/Cae2";
  expect_refused(sealed(header), Cause::other_parties);
  header = known_header();
  header.source = kServer;
  expect_refused(sealed(header), Cause::other_parties);
  header = known_header();
  header.destination = "//sp.example/cse-c";
  EXPECT_EQ(cause_of(verifier_->verify_request(sealed(header), "//sp.example/cse-c")),
            Cause::other_parties);
}

// A message does not come back as one of the other end.
TEST_F(VerifierTest, AMessageIsNotReflected) {
  EXPECT_EQ(cause_of(verifier_->verify_request(made(request_inside()), std::string{kApplication})),
            Cause::other_parties);
}

TEST_F(VerifierTest, AnExpiredCredentialIsNoCredential) {
  Credential ends = known_credential();
  ends.expires = known_time() + seconds{1};
  ASSERT_TRUE(held_.add(ends));
  expect_taken(numbered(1));
  const std::string message = numbered(2);
  clock_.advance(seconds{1});
  expect_refused(message, Cause::expired_credential);
}

// MA-10: it is fetched once, from an authority.
TEST_F(VerifierTest, AsksForACredentialThatItLacks) {
  const std::string message = numbered(1);
  held_.remove(kKeyId);
  const auto outcome = verify(message);
  ASSERT_TRUE(std::holds_alternative<CredentialNeeded>(outcome));
  EXPECT_EQ(std::get<CredentialNeeded>(outcome).id, kKeyId);
  EXPECT_EQ(cause_of(verifier_->verify_request(message, std::string{kServer}, Lookup::done)),
            Cause::unknown_credential);
  ASSERT_TRUE(held_.add(known_credential()));
  expect_taken(message);
}

TEST_F(VerifierTest, AsksNobodyElse) {
  const std::string message = numbered(1);
  held_.remove(kKeyId);
  configuration_.authorities = {"other.example"};
  start_verifier();
  expect_refused(message, Cause::unknown_credential);
}

TEST_F(VerifierTest, MayDemandAProtection) {
  configuration_.demanded = Protection::both;
  start_verifier();
  expect_refused(made(request_inside(), path(Protection::integrity)), Cause::other_protection);
  expect_refused(made(request_inside(), path(Protection::confidentiality)),
                 Cause::other_protection);
  expect_taken(made(request_inside(), path(Protection::both)));
}

// MA-04: From inside is who the credential is of.
TEST_F(VerifierTest, FromInsideIsTheSource) {
  onem2m::RequestPrimitive request = request_inside();
  request.from = "//sp.example/cse-a/Cae1";
  expect_taken(made(request));
  request.from = "/cse-a/Cae2";
  expect_refused(made(request), Cause::other_originator);
  request.from = "";
  expect_refused(made(request), Cause::other_originator);
}

TEST_F(VerifierTest, TheKindOfPrimitiveIsThatOfItsContentType) {
  MessageHeader header = known_header();
  header.content_type = "vnd.onem2m-prsp+json";
  expect_refused(sealed(header), Cause::no_primitive);
  header.content_type = "jose";
  expect_refused(sealed(header), Cause::no_primitive);
  expect_refused("e30.e30.AAAA", Cause::malformed);
}

TEST_F(VerifierTest, RemembersSoManySendersUntilTheirMessagesAreStale) {
  configuration_.senders = 1;
  start_verifier();
  Credential other = known_credential();
  const Bytes kpsa(32, 1);
  other = shared_credential({.id = "c2",
                             .owner = "//sp.example/cse-a/Cae2",
                             .peer = std::string{kServer},
                             .kpsa = kpsa})
              .value();
  ASSERT_TRUE(held_.add(other));
  onem2m::RequestPrimitive request = request_inside();
  request.from = "/cse-a/Cae2";
  Path along = path();
  along.source = other.owner;
  const std::string first = numbered(1);
  expect_taken(first);
  expect_refused(made(request, along), Cause::too_many_senders);
  clock_.advance(seconds{300});
  expect_refused(made(request, along), Cause::too_many_senders);
  clock_.advance(milliseconds{1});
  expect_taken(made(request, along));
  expect_refused(first, Cause::stale);
}

class ResponseTest : public TwoEnds {
 protected:
  static onem2m::ResponsePrimitive response() {
    onem2m::ResponsePrimitive made;
    made.request_id = "i1";
    return made;
  }

  Outcome<onem2m::ResponsePrimitive> verify_response(const std::string& message,
                                                     std::string request_id = "i1") {
    return verifier_->verify_response(message,
                                      {.receiver = std::string{kApplication},
                                       .responder = std::string{kServer},
                                       .request_id = std::move(request_id)});
  }

  std::string made_response(const onem2m::ResponsePrimitive& from) {
    return protector_.protect(from, path_back()).value();
  }
};

TEST_F(ResponseTest, AnswersItsRequest) {
  const std::string message = made_response(response());
  EXPECT_EQ(cause_of(verify_response(message, "i2")), Cause::other_answer);
  const auto outcome = verify_response(message);
  EXPECT_EQ(std::get<VerifiedResponse>(outcome).source, kServer);
  EXPECT_EQ(cause_of(verify_response(message)), Cause::repeated);
}

TEST_F(ResponseTest, IsOfTheResponder) {
  const auto outcome = verifier_->verify_response(made_response(response()),
                                                  {.receiver = std::string{kApplication},
                                                   .responder = "//sp.example/cse-c",
                                                   .request_id = "i1"});
  EXPECT_EQ(cause_of(outcome), Cause::other_answer);
}

TEST_F(ResponseTest, MayNameItsOriginator) {
  onem2m::ResponsePrimitive named = response();
  named.from = "/cse-b";
  EXPECT_TRUE(std::holds_alternative<VerifiedResponse>(verify_response(made_response(named))));
  named.from = "/cse-c";
  EXPECT_EQ(cause_of(verify_response(made_response(named))), Cause::other_originator);
}

TEST_F(ResponseTest, IsNoRequest) {
  EXPECT_EQ(cause_of(verify_response(made(request_inside(), path_back()))), Cause::no_primitive);
}

TEST_F(ResponseTest, AsksForACredentialThatItLacks) {
  const std::string message = made_response(response());
  held_.remove(kKeyId);
  EXPECT_TRUE(std::holds_alternative<CredentialNeeded>(verify_response(message)));
}

}  // namespace
}  // namespace plumbline::message_auth
