#include "plumbline/adapters/loop/binding.hpp"
#include "plumbline/adapters/loop/loop.hpp"

#include <gmock/gmock.h>

#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace plumbline::adapters::loop {
namespace {

constexpr harness::milliseconds kPatience{10000};
constexpr harness::milliseconds kNever{3'600'000};

/// Notes what it was asked for, and refuses.
class NotingBinding final : public Binding {
 public:
  NotingBinding(std::string name, std::vector<std::string>& asked)
      : name_(std::move(name)),
        asked_(asked) {}

  [[nodiscard]] std::string_view name() const override { return name_; }

  [[nodiscard]] Result<std::unique_ptr<harness::Listener>> listen(
      harness::ListenOptions options) override {
    asked_.push_back(name_ + " listens on " + options.host);
    return fail(Errc::io);
  }

  [[nodiscard]] Result<std::unique_ptr<harness::Client>> connect(
      harness::ConnectOptions options) override {
    asked_.push_back(name_ + " connects to " + to_uri(options.address));
    return fail(Errc::io);
  }

 private:
  std::string name_;
  std::vector<std::string>& asked_;
};

class LoopTransportTest : public ::testing::Test {
 protected:
  [[nodiscard]] BindingFactory noting(std::string name) {
    return [this, name = std::move(name)](const std::shared_ptr<Loop>& loop) {
      loop_ = loop;
      return std::make_unique<NotingBinding>(name, asked_);
    };
  }

  [[nodiscard]] Errc connect(std::string_view uri, bool with_tls) {
    harness::ConnectOptions options;
    options.address = harness::parse_address(uri).value();
    if (with_tls) {
      options.tls.emplace();
    }
    return transport_->connect(std::move(options)).error().code;
  }

  std::vector<std::string> asked_;
  std::shared_ptr<Loop> loop_;
  std::unique_ptr<harness::Transport> transport_ = make_transport({noting("http"), noting("coap")});
};

TEST_F(LoopTransportTest, ConnectsByTheBindingOfTheScheme) {
  EXPECT_EQ(connect("http://127.0.0.1:1", false), Errc::io);
  EXPECT_EQ(connect("https://127.0.0.1:2", true), Errc::io);
  EXPECT_THAT(asked_,
              ::testing::ElementsAre("http connects to http://127.0.0.1:1",
                                     "http connects to https://127.0.0.1:2"));
}

TEST_F(LoopTransportTest, ListensByTheNameOfTheBinding) {
  harness::ListenOptions options;
  options.binding = "coap";
  EXPECT_EQ(transport_->listen(std::move(options)).error().code, Errc::io);
  EXPECT_THAT(asked_, ::testing::ElementsAre("coap listens on 127.0.0.1"));
}

TEST_F(LoopTransportTest, RefusesABindingThatIsNotThere) {
  harness::ListenOptions options;
  options.binding = "mqtt";
  const auto refused = transport_->listen(std::move(options));
  EXPECT_EQ(refused.error().code, Errc::unsupported);
  EXPECT_THAT(refused.error().detail, ::testing::HasSubstr("'mqtt'"));
  EXPECT_THAT(asked_, ::testing::IsEmpty());
}

TEST_F(LoopTransportTest, WantsTlsOptionsExactlyForASecuredScheme) {
  EXPECT_EQ(connect("https://127.0.0.1:2", false), Errc::malformed);
  EXPECT_EQ(connect("http://127.0.0.1:1", true), Errc::malformed);
  EXPECT_THAT(asked_, ::testing::IsEmpty());
}

TEST_F(LoopTransportTest, CallsTasksInTheOrderOfTheirTime) {
  std::vector<int> called;
  transport_->after(harness::milliseconds{2}, [&] { called.push_back(2); });
  transport_->after(harness::milliseconds{1}, [&] { called.push_back(1); });
  EXPECT_TRUE(transport_->run_until([&] { return called.size() == 2; }, kPatience));
  EXPECT_THAT(called, ::testing::ElementsAre(1, 2));
}

TEST_F(LoopTransportTest, GivesUpWhenTheTimeHasPassed) {
  EXPECT_FALSE(transport_->run_until([] { return false; }, harness::milliseconds{1}));
}

/// Waits on the loop until it is told to end.
struct Waiting final : Participant {
  explicit Waiting(Loop& loop) : timer(loop.context(), kNever) {
    timer.async_wait([this](error_code error) { ended = error; });
  }

  void shut_down() override { timer.cancel(); }

  Timer timer;
  std::optional<error_code> ended;
};

TEST_F(LoopTransportTest, EndsWhateverIsUnderWayWithItself) {
  bool called = false;
  const auto waiting = std::make_shared<Waiting>(*loop_);
  loop_->add(waiting);
  transport_->after(kNever, [&] { called = true; });
  transport_.reset();
  ASSERT_TRUE(waiting->ended);
  EXPECT_TRUE(*waiting->ended);
  EXPECT_FALSE(called);
}

}  // namespace
}  // namespace plumbline::adapters::loop
