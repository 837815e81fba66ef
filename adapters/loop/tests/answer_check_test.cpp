#include "answer_check.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <optional>
#include <set>
#include <utility>
#include <vector>

namespace plumbline::adapters::loop {
namespace {

using harness::Deviation;
using harness::TapKind;
using harness::TapMessage;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

/// Answers at once with what it was given, and shows both to its tap.
class Scripted final : public harness::Client {
 public:
  Scripted(harness::Tap* tap, onem2m::ResponsePrimitive answer)
      : tap_(tap),
        answer_(std::move(answer)) {}

  void exchange(const onem2m::RequestPrimitive& request,
                harness::milliseconds /*deadline*/,
                harness::ExchangeCallback done) override {
    show(TapKind::request, to_json(request));
    show(TapKind::response, to_json(answer_));
    done(answer_);
  }

  void exchange_octets(Bytes octets,
                       harness::RawThen /*then*/,
                       harness::milliseconds /*deadline*/,
                       harness::OctetsCallback done) override {
    done(std::move(octets));
  }

  void command(const harness::UpperTesterCommand& /*command*/,
               harness::milliseconds /*deadline*/,
               harness::UpperTesterCallback done) override {
    done(harness::UpperTesterAnswer{});
  }

  [[nodiscard]] Bytes encode(const onem2m::RequestPrimitive& /*request*/) const override {
    return {};
  }

  [[nodiscard]] onem2m::Association association() const override { return {}; }

  void disconnect() override {}

 private:
  void show(TapKind kind, Json primitive) {
    if (tap_ != nullptr) {
      TapMessage message;
      message.kind = kind;
      message.exchange = 1;
      message.primitive = std::move(primitive);
      tap_->record(std::move(message));
    }
  }

  harness::Tap* tap_;
  onem2m::ResponsePrimitive answer_;
};

class Collected final : public harness::Tap {
 public:
  void record(TapMessage message) override { messages.push_back(std::move(message)); }

  std::vector<TapMessage> messages;
};

class AnswerCheck : public ::testing::Test {
 protected:
  /// What came of a request that is answered by `answer`.
  Result<onem2m::ResponsePrimitive> ask(onem2m::ResponsePrimitive answer,
                                        std::set<Deviation> declared = {}) {
    harness::ConnectOptions options;
    options.address = {.scheme = scheme, .host = "127.0.0.1", .port = 1, .path = {}};
    options.tap = tap;
    options.dialect = harness::Dialect{std::move(declared),
                                       [this](Deviation deviation) { used.insert(deviation); }};
    const auto client = make_checked_client(std::move(options), [&](harness::ConnectOptions with) {
      return Result<std::unique_ptr<harness::Client>>{std::make_unique<Scripted>(with.tap, answer)};
    });
    onem2m::RequestPrimitive request;
    request.request_id = "r1";
    std::optional<Result<onem2m::ResponsePrimitive>> out;
    client.value()->exchange(
        request, harness::milliseconds{1}, [&](Result<onem2m::ResponsePrimitive> got) {
          out.emplace(std::move(got));
        });
    return std::move(*out);
  }

  static onem2m::ResponsePrimitive answer(std::string request_id, std::string release_version) {
    onem2m::ResponsePrimitive out;
    out.request_id = std::move(request_id);
    out.release_version = std::move(release_version);
    return out;
  }

  std::string scheme = "http";
  Collected collected;
  harness::Tap* tap = &collected;
  std::set<Deviation> used;
};

TEST_F(AnswerCheck, PassesOnWhatAnswersTheRequest) {
  EXPECT_TRUE(ask(answer("r1", "3")));
  ASSERT_EQ(collected.messages.size(), 2U);
  EXPECT_TRUE(collected.messages.back().primitive);
  EXPECT_THAT(used, IsEmpty());
}

TEST_F(AnswerCheck, RefusesWhatLacksAParameterAndShowsNoPrimitive) {
  for (const auto& wrong : {answer("", "3"), answer("r1", ""), answer("r2", "3")}) {
    collected.messages.clear();
    const auto got = ask(wrong);
    ASSERT_FALSE(got);
    EXPECT_EQ(got.error().code, Errc::malformed);
    ASSERT_EQ(collected.messages.size(), 2U);
    EXPECT_FALSE(collected.messages.back().primitive);
  }
}

TEST_F(AnswerCheck, TakesWhatIsDeclared) {
  EXPECT_TRUE(ask(answer("r1", ""), {Deviation::response_without_rvi}));
  EXPECT_TRUE(collected.messages.back().primitive);
  EXPECT_THAT(used, ElementsAre(Deviation::response_without_rvi));
}

TEST_F(AnswerCheck, ChecksWithoutATap) {
  tap = nullptr;
  EXPECT_TRUE(ask(answer("r1", "3")));
  EXPECT_FALSE(ask(answer("r1", "")));
}

TEST_F(AnswerCheck, TellsOfTheFormThatTheBindingUses) {
  const std::set<Deviation> forms{Deviation::old_option_numbers, Deviation::wrapped_primitives};
  EXPECT_TRUE(ask(answer("r1", "3"), forms));
  EXPECT_THAT(used, IsEmpty());
  scheme = "coap";
  EXPECT_TRUE(ask(answer("r1", "3"), forms));
  EXPECT_THAT(used, ElementsAre(Deviation::old_option_numbers));
  used.clear();
  scheme = "mqtt";
  EXPECT_TRUE(ask(answer("r1", "3"), forms));
  EXPECT_THAT(used, ElementsAre(Deviation::wrapped_primitives));
}

TEST(TellUses, TellsOfRequestsInADeclaredForm) {
  std::set<Deviation> used;
  const harness::Dialect dialect{{Deviation::old_option_numbers},
                                 [&](Deviation deviation) { used.insert(deviation); }};
  int handled = 0;
  const auto handler =
      tell_uses([&](const harness::IncomingRequest&, const harness::Replier&) { ++handled; },
                "coap",
                dialect);
  handler({}, [](harness::Reply) {});
  EXPECT_EQ(handled, 1);
  EXPECT_THAT(used, ElementsAre(Deviation::old_option_numbers));
}

}  // namespace
}  // namespace plumbline::adapters::loop
