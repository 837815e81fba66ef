/// @file
/// Bodies larger than a datagram, cut into blocks and put together again, pure (RFC 7959). The CoAP
/// library could do this, too, but loses a body whose sender does not announce its size, takes any
/// announced size for granted and does not see a gap.

#pragma once

#include "plumbline/adapters/coap/message.hpp"
#include "plumbline/core/result.hpp"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <list>
#include <optional>
#include <string_view>
#include <variant>

namespace plumbline::adapters::coap {

/// Value of an option Block1 or Block2 (RFC 7959 clause 2.2).
struct Block {
  std::uint32_t number = 0;
  bool more = false;
  unsigned exponent = 6;  ///< 0 to 6; a block has 2^(exponent + 4) octets

  [[nodiscard]] std::size_t size() const noexcept { return std::size_t{16} << exponent; }

  [[nodiscard]] std::size_t offset() const noexcept { return number * size(); }
};

/// Errc::malformed naming the option for the reserved size exponent 7.
[[nodiscard]] Result<std::optional<Block>> block_of(const Message& message, std::uint16_t number);

void set_block(Message& message, std::uint16_t number, const Block& block);

/// What both ends keep to.
struct BlockLimits {
  std::size_t datagram = 1152;               ///< octets of one message, RFC 7252 clause 4.6
  std::size_t body = std::size_t{4} << 20U;  ///< octets of a body that is received
  std::size_t transfers = 4;                 ///< kept of one peer, in each direction
  std::chrono::milliseconds idle{60000};     ///< after which a transfer is forgotten
};

/// A response that shows what is wrong with a request's blocks.
[[nodiscard]] Message block_fault(unsigned dotted, std::string_view text);

/// One request and its response, at the client.
class BlockClient {
 public:
  struct Done {
    Message response;
  };

  BlockClient(Message request, BlockLimits limits);

  [[nodiscard]] const Message& request() const noexcept { return request_; }

  /// Whether nothing of the request has been answered yet.
  [[nodiscard]] bool is_first() const noexcept {
    return !response_ && (!sending_ || sending_->number == 0);
  }

  /// The first message. Errc::too_large when the options leave no room in a datagram.
  [[nodiscard]] Result<Message> start();

  /// What a response brings about: a message to send, or the whole response, or
  /// Errc::malformed for a gap or a block of a wrong size, Errc::too_large for a body over the
  /// limit.
  [[nodiscard]] Result<std::variant<Message, Done>> take(const Message& response);

 private:
  [[nodiscard]] Message request_block() const;
  [[nodiscard]] Result<std::variant<Message, Done>> take_continue(const Message& response);
  [[nodiscard]] Result<std::variant<Message, Done>> take_body(const Message& response);

  Message request_;
  BlockLimits limits_;
  std::optional<Block> sending_;  ///< the block that is under way, when the body is cut
  std::optional<Message> response_;
};

/// The transfers with one peer, at the server.
class BlockServer {
 public:
  using Time = std::chrono::steady_clock::time_point;

  struct Whole {
    Message request;  ///< without block options
  };

  explicit BlockServer(BlockLimits limits) : limits_(limits) {}

  /// What a message brings about: the answer to a block, or a whole request. Faults are
  /// answers: 4.00 for a wrong size, 4.08 for a gap or a part of nothing, 4.13 for a body over the
  /// limit.
  [[nodiscard]] std::variant<Message, Whole> take(const Message& message, Time now);

  /// What to send of `response` as answer to `message`, the last that arrived of its request; the
  /// rest is kept until it is asked for.
  [[nodiscard]] Message give(const Message& message, Message response, Time now);

 private:
  struct Transfer {
    Bytes key;  ///< all that is equal in messages of one request
    Message message;
    Time last;
  };

  [[nodiscard]] std::variant<Message, Whole> take_block(const Message& message,
                                                        const Block& block,
                                                        Time now);
  [[nodiscard]] Message give_block(const Message& message, const Block& block, Time now);
  Transfer& keep(std::list<Transfer>& transfers, Bytes key, Message message, Time now) const;
  void forget(Time now);

  BlockLimits limits_;
  std::list<Transfer> incoming_;
  std::list<Transfer> outgoing_;
};

}  // namespace plumbline::adapters::coap
