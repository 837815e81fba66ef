#include "two_ends.hpp"

#include <set>

namespace plumbline::message_auth {
namespace {

class ProtectorTest : public TwoEnds {
 protected:
  MessageHeader header_of(const std::string& message) {
    return read_message(message).value().header;
  }
};

// MA-05: sequence numbers rise with each message.
TEST_F(ProtectorTest, NumbersAndDatesWhatItMakes) {
  const MessageHeader first = header_of(made(request_inside()));
  EXPECT_EQ(first.sequence, 1861920000000U);
  EXPECT_EQ(first.time, known_time());
  EXPECT_EQ(first.key_id, kKeyId);
  EXPECT_EQ(first.content_type, "vnd.onem2m-preq+json");
  clock_.advance(std::chrono::seconds{5});
  const MessageHeader second = header_of(made(request_inside(), path(Protection::both)));
  EXPECT_EQ(second.sequence, first.sequence + 1);
  EXPECT_EQ(second.time, known_time() + std::chrono::seconds{5});
}

TEST_F(ProtectorTest, EachSourceCountsForItself) {
  clock_.advance(std::chrono::milliseconds{1});
  const auto first = header_of(made(request_inside(), path_back())).sequence;
  EXPECT_EQ(header_of(made(request_inside(), path())).sequence, first);
  EXPECT_EQ(header_of(made(request_inside(), path())).sequence, first + 1);
}

// A source that lost its state goes on above.
TEST_F(ProtectorTest, GoesOnAboveAfterARestart) {
  const auto before = header_of(made(request_inside())).sequence;
  clock_.advance(std::chrono::seconds{1});
  Protector restarted{held_, clock_, random_};
  EXPECT_GT(header_of(restarted.protect(request_inside(), path()).value()).sequence, before);
}

// MA-06
TEST_F(ProtectorTest, EachMessageHasAFreshIv) {
  std::set<std::string> ivs;
  for (int i = 0; i < 100; ++i) {
    const std::string message = made(request_inside(), path(Protection::confidentiality));
    const std::size_t begin = message.find("..") + 2;
    ivs.insert(message.substr(begin, message.find('.', begin) - begin));
  }
  EXPECT_EQ(ivs.size(), 100U);
}

TEST_F(ProtectorTest, NeedsAValidCredentialOfThatPath) {
  Path other = path();
  other.destination = "//sp.example/cse-c";
  EXPECT_EQ(protector_.protect(request_inside(), other).error().code, Errc::key_not_found);
  EXPECT_EQ(protector_.protect(request_inside(), path(Protection::signature)).error().code,
            Errc::key_not_found);
  Credential ends = known_credential();
  ends.expires = known_time();
  ASSERT_TRUE(held_.add(ends));
  EXPECT_EQ(protector_.protect(request_inside(), path()).error().code, Errc::key_not_found);
}

TEST_F(ProtectorTest, StopsAtTheLastNumber) {
  class AtTheEnd final : public ProtectorPolicy {
    [[nodiscard]] std::uint64_t first_sequence(TimePoint /*now*/) const override {
      return kLastSequence;
    }
  };

  Protector ending{held_, clock_, random_, std::make_unique<AtTheEnd>()};
  EXPECT_TRUE(ending.protect(request_inside(), path()));
  EXPECT_EQ(ending.protect(request_inside(), path()).error().code, Errc::too_large);
  EXPECT_EQ(ending.protect(request_inside(), path()).error().code, Errc::too_large);
}

TEST_F(ProtectorTest, CarriesEachSerialization) {
  for (const auto serialization :
       {onem2m::Serialization::json, onem2m::Serialization::xml, onem2m::Serialization::cbor}) {
    Path along = path(Protection::both);
    along.serialization = serialization;
    const auto outcome = verify(made(request_inside(), along));
    EXPECT_EQ(std::get<VerifiedRequest>(outcome).primitive.request_id, "i1");
  }
}

}  // namespace
}  // namespace plumbline::message_auth
