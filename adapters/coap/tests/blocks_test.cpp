#include "blocks.hpp"

#include "plumbline/adapters/coap/datagram.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace plumbline::adapters::coap {
namespace {

using testing::HasSubstr;

const BlockServer::Time kNow{};
const BlockLimits kLimits{.datagram = 1400, .body = std::size_t{2} << 20U};

Bytes body_of(std::size_t size) {
  Bytes body(size);
  for (std::size_t i = 0; i < size; ++i) {
    body[i] = static_cast<std::uint8_t>(i * 7 + i / 251);
  }
  return body;
}

Message request_of(std::size_t size) {
  Message request{.code = kPost, .payload = body_of(size)};
  add_option(request, option::kUriPath, "cse");
  add_option(request, 283, "r1");
  return request;
}

std::string text_of(const Message& message) {
  return std::string{as_text(message.payload)};
}

/// Runs one exchange between both ends; `steps` counts the messages of the client.
Result<Message> exchange(BlockClient& client,
                         BlockServer& server,
                         const Message& answer,
                         int& steps) {
  PLUMBLINE_TRY(auto next, client.start());
  for (steps = 1;; ++steps) {
    EXPECT_LE(to_octets({.token = Bytes(8), .message = next}).value().size(), kLimits.datagram);
    auto taken = server.take(next, kNow);
    auto reply = std::holds_alternative<Message>(taken) ? std::get<Message>(taken)
                                                        : server.give(next, answer, kNow);
    EXPECT_LE(to_octets({.token = Bytes(8), .message = reply}).value().size(), kLimits.datagram);
    PLUMBLINE_TRY(auto step, client.take(reply));
    if (auto* const done = std::get_if<BlockClient::Done>(&step)) {
      return std::move(done->response);
    }
    next = std::move(std::get<Message>(step));
  }
}

struct Sizes {
  std::size_t request;
  std::size_t response;
  int steps;
};

class Transfers : public testing::TestWithParam<Sizes> {};

TEST_P(Transfers, CarryBothBodies) {
  BlockClient client{request_of(GetParam().request), kLimits};
  BlockServer server{kLimits};
  const Message answer{.code = code_of(204), .payload = body_of(GetParam().response)};
  int steps = 0;
  const auto got = exchange(client, server, answer, steps);
  ASSERT_TRUE(got) << got.error().detail;
  EXPECT_EQ(got.value(), answer);
  EXPECT_EQ(steps, GetParam().steps);
}

INSTANTIATE_TEST_SUITE_P(Blocks,
                         Transfers,
                         testing::Values(Sizes{0, 0, 1},
                                         Sizes{1024, 1024, 1},
                                         Sizes{2048, 0, 2},
                                         Sizes{0, 2049, 3},
                                         Sizes{2049, 2049, 5},
                                         Sizes{
                                             std::size_t{1} << 20U, std::size_t{1} << 20U, 2047}));

TEST(Blocks, TheWholeRequestArrivesWithoutBlockOptions) {
  const auto request = request_of(3000);
  BlockClient client{request, kLimits};
  BlockServer server{kLimits};
  auto next = client.start().value();
  for (;;) {
    const auto taken = server.take(next, kNow);
    if (const auto* const whole = std::get_if<BlockServer::Whole>(&taken)) {
      EXPECT_EQ(whole->request, request);
      break;
    }
    next = std::get<Message>(client.take(std::get<Message>(taken)).value());
  }
}

TEST(Blocks, TheServerMayAskForSmallerOnes) {
  BlockClient client{request_of(2000), kLimits};
  EXPECT_EQ(block_of(client.start().value(), option::kBlock1).value()->exponent, 6U);
  Message answer{.code = code_of(231)};
  set_block(answer, option::kBlock1, {.number = 0, .more = true, .exponent = 2});
  const auto next = std::get<Message>(client.take(answer).value());
  const auto block = block_of(next, option::kBlock1).value();
  EXPECT_EQ(block->offset(), 1024U);
  EXPECT_EQ(block->size(), 64U);
  EXPECT_EQ(next.payload.size(), 64U);
}

TEST(Blocks, TheClientMayAskForSmallerOnes) {
  BlockServer server{kLimits};
  auto request = request_of(0);
  set_block(request, option::kBlock2, {.number = 0, .more = false, .exponent = 0});
  const auto first = server.give(request, {.code = code_of(205), .payload = body_of(40)}, kNow);
  EXPECT_EQ(first.payload.size(), 16U);
  EXPECT_TRUE(block_of(first, option::kBlock2).value()->more);
}

/// A server's answer to a request with that Block1 and payload.
Message answer_to(BlockServer& server, const Block& block, std::size_t size) {
  auto message = request_of(size);
  set_block(message, option::kBlock1, block);
  const auto taken = server.take(message, kNow);
  return std::holds_alternative<Message>(taken) ? std::get<Message>(taken) : Message{};
}

TEST(Blocks, AGapIsAnswered408) {
  BlockServer server{kLimits};
  EXPECT_EQ(answer_to(server, {.number = 0, .more = true, .exponent = 0}, 16).code, code_of(231));
  const auto answer = answer_to(server, {.number = 2, .more = true, .exponent = 0}, 16);
  EXPECT_EQ(answer.code, code_of(408));
  EXPECT_THAT(text_of(answer), HasSubstr("octet 16 is next"));
}

TEST(Blocks, APartOfNothingIsAnswered408) {
  BlockServer server{kLimits};
  EXPECT_EQ(answer_to(server, {.number = 1, .more = false, .exponent = 0}, 16).code, code_of(408));
  auto request = request_of(0);
  set_block(request, option::kBlock2, {.number = 1, .more = false, .exponent = 0});
  EXPECT_EQ(std::get<Message>(server.take(request, kNow)).code, code_of(408));
}

TEST(Blocks, AWrongSizeIsAnswered400) {
  BlockServer server{kLimits};
  EXPECT_EQ(answer_to(server, {.number = 0, .more = true, .exponent = 0}, 15).code, code_of(400));
  EXPECT_EQ(answer_to(server, {.number = 0, .more = false, .exponent = 0}, 17).code, code_of(400));
  EXPECT_EQ(answer_to(server, {.number = 0, .more = true, .exponent = 7}, 16).code, code_of(400));
}

TEST(Blocks, ABodyOverTheLimitIsAnswered413) {
  BlockServer server{{.datagram = 1400, .body = 40}};
  EXPECT_EQ(answer_to(server, {.number = 0, .more = true, .exponent = 1}, 32).code, code_of(231));
  const auto answer = answer_to(server, {.number = 1, .more = true, .exponent = 1}, 32);
  EXPECT_EQ(answer.code, code_of(413));
  EXPECT_EQ(uint_of(find_option(answer, option::kSize1)->value), 40U);
}

TEST(Blocks, TransfersAreForgottenInTimeAndWhenThereAreTooMany) {
  BlockServer server{kLimits};
  EXPECT_EQ(answer_to(server, {.number = 0, .more = true, .exponent = 0}, 16).code, code_of(231));
  auto message = request_of(16);
  set_block(message, option::kBlock1, {.number = 1, .more = true, .exponent = 0});
  EXPECT_EQ(std::get<Message>(server.take(message, kNow + kLimits.idle * 2)).code, code_of(408));

  EXPECT_EQ(answer_to(server, {.number = 0, .more = true, .exponent = 0}, 16).code, code_of(231));
  for (std::size_t i = 0; i < kLimits.transfers; ++i) {
    auto other = request_of(16);
    add_option(other, 311, std::to_string(i));
    set_block(other, option::kBlock1, {.number = 0, .more = true, .exponent = 0});
    EXPECT_EQ(std::get<Message>(server.take(other, kNow)).code, code_of(231));
  }
  EXPECT_EQ(std::get<Message>(server.take(message, kNow)).code, code_of(408));
}

TEST(Blocks, TheClientRefusesGapsAndBodiesOverTheLimit) {
  const auto take = [](const Block& block, std::size_t size) {
    BlockClient client{request_of(0), {.datagram = 1400, .body = 20}};
    EXPECT_TRUE(client.start());
    Message response{.code = code_of(205), .payload = body_of(size)};
    set_block(response, option::kBlock2, block);
    const auto step = client.take(response);
    return step ? Errc{} : step.error().code;
  };
  EXPECT_EQ(take({.number = 1, .more = true, .exponent = 0}, 16), Errc::malformed);
  EXPECT_EQ(take({.number = 0, .more = true, .exponent = 0}, 15), Errc::malformed);
  EXPECT_EQ(take({.number = 0, .more = true, .exponent = 7}, 16), Errc::malformed);
  EXPECT_EQ(take({.number = 0, .more = true, .exponent = 1}, 32), Errc::too_large);
}

TEST(Blocks, AContinueThatAnswersNothingIsRefused) {
  BlockClient client{request_of(2000), kLimits};
  EXPECT_TRUE(client.start());
  EXPECT_EQ(client.take({.code = code_of(231)}).error().code, Errc::malformed);
}

TEST(Blocks, OptionsThatFillADatagramAreAnError) {
  auto request = request_of(100);
  for (std::uint16_t i = 0; i < 6; ++i) {
    add_option(request, option::kUriQuery, std::string(250, 'x'));
  }
  EXPECT_EQ(BlockClient(request, kLimits).start().error().code, Errc::too_large);
  BlockServer server{kLimits};
  EXPECT_EQ(server.give(request_of(0), request, kNow).code, code_of(500));
}

RC_GTEST_PROP(BlocksProperty, BodiesOfAnySizeArrive, ()) {
  const auto limits =
      BlockLimits{.datagram = *rc::gen::inRange<std::size_t>(64, 1400), .body = 1U << 20U};
  BlockClient client{request_of(*rc::gen::inRange<std::size_t>(0, 4000)), limits};
  BlockServer server{limits};
  const Message answer{.code = code_of(205),
                       .payload = body_of(*rc::gen::inRange<std::size_t>(0, 4000))};
  int steps = 0;
  RC_ASSERT(exchange(client, server, answer, steps).value() == answer);
}

}  // namespace
}  // namespace plumbline::adapters::coap
