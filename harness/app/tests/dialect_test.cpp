// A peer that differs on the wire, held to the standard and met in the dialect that it declares.

#include "plumbline/crypto/random.hpp"
#include "plumbline/harness/campaign.hpp"
#include "plumbline/harness/embedded_server.hpp"
#include "plumbline/harness/redactor.hpp"
#include "plumbline/testcases/purposes.hpp"
#include "plumbline/testing/folder.hpp"

#include "workshop.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <memory>
#include <set>
#include <string>
#include <thread>
#include <utility>

namespace plumbline::app {
namespace {

using harness::CaseResult;
using harness::Deviation;
using harness::Verdict;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

/// A hosting CSE on a thread of its own, as a foreign process would be.
class ForeignCse {
 public:
  ForeignCse(const harness::World& world,
             const harness::Workshop& workshop,
             const std::string& binding,
             harness::SlotFault fault)
      : fault_(std::move(fault)),
        transport_(workshop.transport()) {
    if (binding == "mqtt") {
      broker_ = workshop.broker(world, harness::CertificateFault::right).value();
    }
    server_ = harness::EmbeddedServer::start({.role = harness::Role::hcse,
                                              .bindings = {binding},
                                              .world = world,
                                              .workshop = workshop,
                                              .broker = broker_.get(),
                                              .fault = fault_,
                                              .clock = clock_,
                                              .random = random_,
                                              .folder = folder_.path()},
                                             *transport_)
                  .value();
    address = server_->address(binding);
    thread_ = std::jthread{[this](const std::stop_token& stop) {
      while (!stop.stop_requested()) {
        transport_->run_until([&] { return stop.stop_requested(); }, milliseconds{20});
      }
    }};
  }

  ForeignCse(const ForeignCse&) = delete;
  ForeignCse& operator=(const ForeignCse&) = delete;
  ForeignCse(ForeignCse&&) = delete;
  ForeignCse& operator=(ForeignCse&&) = delete;

  ~ForeignCse() {
    thread_.request_stop();
    thread_.join();
  }

  harness::ServerAddress address;

 private:
  harness::SlotFault fault_;
  SystemClock clock_;
  crypto::SystemRandom random_;
  std::unique_ptr<harness::Transport> transport_;
  plumbline::testing::Folder folder_;
  std::unique_ptr<harness::RunningBroker> broker_;
  std::unique_ptr<harness::EmbeddedServer> server_;
  std::jthread thread_;
};

class Dialects : public ::testing::Test {
 protected:
  /// The case ESD-12-HCSE-01 against such a CSE, of which `declared` is known.
  CaseResult meet(const std::string& binding,
                  harness::SlotFault fault,
                  std::set<Deviation> declared) {
    const ForeignCse cse{world_, workshop_, binding, std::move(fault)};
    harness::Slots slots;
    slots.sut[harness::Role::hcse].servers[binding] = cse.address;
    slots.sut[harness::Role::hcse].dialect = std::move(declared);
    const auto purpose = std::ranges::find(purposes_, "ESD-12-HCSE-01", &harness::Purpose::id);
    return harness::run_case(
        {.purpose = &*purpose, .variant = {}, .binding = binding, .id = "case", .not_because = {}},
        {.world = world_,
         .workshop = workshop_,
         .slots = slots,
         .seed = "0123456789abcdef",
         .run_key = harness::new_run_key()});
  }

  harness::World world_ = harness::make_world(SystemClock{}.now());
  harness::Workshop workshop_ = make_workshop();
  std::vector<harness::Purpose> purposes_ = testcases::all_purposes();
};

harness::SlotFault speaking(Deviation deviation) {
  return {.listen = [deviation](harness::ListenOptions& options) {
    options.dialect = harness::Dialect{{deviation}};
  }};
}

harness::SlotFault answering_without_version() {
  return {.reply = [](const harness::IncomingRequest&,
                      onem2m::ResponsePrimitive answer) -> harness::Reply {
    answer.release_version.clear();
    return answer;
  }};
}

TEST_F(Dialects, AreNotToleratedWithoutADeclaration) {
  for (const auto& [binding, fault] : {std::pair{"coap", speaking(Deviation::old_option_numbers)},
                                       std::pair{"mqtt", speaking(Deviation::wrapped_primitives)},
                                       std::pair{"http", answering_without_version()}}) {
    const CaseResult result = meet(binding, fault, {});
    EXPECT_EQ(result.verdict, Verdict::fail) << binding;
    EXPECT_THAT(result.deviations, IsEmpty());
  }
}

TEST_F(Dialects, AreSpokenWhereTheyAreDeclared) {
  for (const auto& [binding, deviation] : {std::pair{"coap", Deviation::old_option_numbers},
                                           std::pair{"mqtt", Deviation::wrapped_primitives}}) {
    const CaseResult result = meet(binding, speaking(deviation), {deviation});
    EXPECT_EQ(result.verdict, Verdict::pass) << binding << ": " << result.reason;
    EXPECT_THAT(result.deviations, ElementsAre(name_of(deviation)));
  }
}

TEST_F(Dialects, AreToleratedAndToldOfWhereTheyAreDeclared) {
  for (const auto* binding : {"http", "coap", "mqtt"}) {
    const CaseResult result =
        meet(binding, answering_without_version(), {Deviation::response_without_rvi});
    EXPECT_EQ(result.verdict, Verdict::pass) << binding << ": " << result.reason;
    EXPECT_THAT(result.deviations, ElementsAre("response-without-rvi"));
  }
}

TEST_F(Dialects, AreNotUsedByAPeerThatNeedsNone) {
  const CaseResult result = meet("http", {}, {Deviation::response_without_rvi});
  EXPECT_EQ(result.verdict, Verdict::pass) << result.reason;
  EXPECT_THAT(result.deviations, IsEmpty());
}

}  // namespace
}  // namespace plumbline::app
