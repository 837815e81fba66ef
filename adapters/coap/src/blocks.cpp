#include "blocks.hpp"

#include "plumbline/adapters/coap/datagram.hpp"

#include <algorithm>
#include <iterator>
#include <string>
#include <utility>

namespace plumbline::adapters::coap {
namespace {

constexpr unsigned kMaxExponent = 6;
/// The token of a message and the marker of its payload; what Size1 and Block options take.
constexpr std::size_t kReserve = 8 + 1 + 14;

bool is_of_transfer(const Option& option) {
  return option.number == option::kBlock1 || option.number == option::kBlock2 ||
         option.number == option::kSize1 || option.number == option::kSize2;
}

void strip(Message& message) {
  std::erase_if(message.options, is_of_transfer);
}

/// Code and options of a message, but for those of the transfer.
Bytes key_of(const Message& message) {
  Datagram datagram{.message = {.code = message.code, .options = message.options}};
  strip(datagram.message);
  auto octets = to_octets(datagram);
  return octets ? std::move(octets).value() : Bytes{};
}

/// RFC 7252 clause 3.1: one octet, at most two more for the delta, and those of a longer value.
std::size_t most_octets_of(const Option& option) {
  const auto size = option.value.size();
  return 3 + (size < 13 ? 0 : size < 269 ? 1 : 2) + size;
}

/// At most as many octets as a message takes without its payload and what the transfer adds.
std::size_t head_of(const Message& message) {
  std::size_t octets = 4 + kReserve;
  for (const auto& option : message.options) {
    octets += is_of_transfer(option) ? 0 : most_octets_of(option);
  }
  return octets;
}

/// The largest blocks that fit beside the options; nothing when none do.
std::optional<unsigned> exponent_for(const Message& message, std::size_t datagram) {
  const auto used = head_of(message);
  for (unsigned exponent = kMaxExponent + 1; exponent-- > 0;) {
    if (used + Block{.exponent = exponent}.size() <= datagram) {
      return exponent;
    }
  }
  return std::nullopt;
}

bool fits(const Message& message, std::size_t datagram) {
  return head_of(message) + message.payload.size() <= datagram;
}

/// The octets of `block` in `whole`; sets whether there are more.
Bytes cut(const Bytes& whole, Block& block) {
  const auto from = std::min(block.offset(), whole.size());
  const auto to = std::min(from + block.size(), whole.size());
  block.more = to < whole.size();
  return {whole.begin() + static_cast<std::ptrdiff_t>(from),
          whole.begin() + static_cast<std::ptrdiff_t>(to)};
}

void append(Bytes& body, const Bytes& part) {
  body.insert(body.end(), part.begin(), part.end());
}

/// Why `part` is not the block that goes on after `so_far` octets; empty when it is.
std::string fault_of(const Block& block, const Bytes& part, std::size_t so_far) {
  if (block.offset() != so_far) {
    return "block " + std::to_string(block.number) + " where octet " + std::to_string(so_far) +
           " is next";
  }
  if (block.more ? part.size() != block.size() : part.size() > block.size()) {
    return "block " + std::to_string(block.number) + ": of a wrong size";
  }
  return {};
}

}  // namespace

Result<std::optional<Block>> block_of(const Message& message, std::uint16_t number) {
  const auto* const option = find_option(message, number);
  if (option == nullptr) {
    return std::optional<Block>{};
  }
  const auto value = option->value.size() > 3 ? 7 : uint_of(option->value);
  const Block block{.number = value >> 4U, .more = (value & 8U) != 0, .exponent = value & 7U};
  if (block.exponent > kMaxExponent) {
    return fail(Errc::malformed,
                std::string{number == option::kBlock1 ? "Block1" : "Block2"} +
                    ": reserved size or more than three octets");
  }
  return std::optional{block};
}

void set_block(Message& message, std::uint16_t number, const Block& block) {
  std::erase_if(message.options, [=](const Option& option) { return option.number == number; });
  add_uint_option(message, number, block.number << 4U | (block.more ? 8U : 0U) | block.exponent);
}

Message block_fault(unsigned dotted, std::string_view text) {
  const auto octets = as_bytes(text);
  return {.code = code_of(dotted), .payload = {octets.begin(), octets.end()}};
}

// --- client --------------------------------------------------------------------------------------

BlockClient::BlockClient(Message request, BlockLimits limits)
    : request_(std::move(request)),
      limits_(limits) {}

Result<Message> BlockClient::start() {
  if (fits(request_, limits_.datagram)) {
    return request_;
  }
  const auto exponent = exponent_for(request_, limits_.datagram);
  if (!exponent) {
    return fail(Errc::too_large, "options: no datagram has room for them");
  }
  sending_ = Block{.exponent = *exponent};
  return request_block();
}

Message BlockClient::request_block() const {
  auto block = *sending_;
  Message message{.code = request_.code, .options = request_.options};
  message.payload = cut(request_.payload, block);
  set_block(message, option::kBlock1, block);
  if (block.number == 0) {
    add_uint_option(message, option::kSize1, static_cast<std::uint32_t>(request_.payload.size()));
  }
  return message;
}

Result<std::variant<Message, BlockClient::Done>> BlockClient::take(const Message& response) {
  return sending_ && response.code == code_of(231) ? take_continue(response) : take_body(response);
}

/// RFC 7959 clause 2.3: the server may ask for smaller blocks from here on.
Result<std::variant<Message, BlockClient::Done>> BlockClient::take_continue(
    const Message& response) {
  PLUMBLINE_TRY(const auto echoed, block_of(response, option::kBlock1));
  auto block = *sending_;
  static_cast<void>(cut(request_.payload, block));
  if (!echoed || echoed->number != block.number || !block.more) {
    return fail(Errc::malformed, "2.31 Continue that is no answer to the block that was sent");
  }
  const auto next = block.offset() + block.size();
  sending_->exponent = std::min(block.exponent, echoed->exponent);
  sending_->number = static_cast<std::uint32_t>(next / sending_->size());
  return std::variant<Message, Done>{request_block()};
}

Result<std::variant<Message, BlockClient::Done>> BlockClient::take_body(const Message& response) {
  PLUMBLINE_TRY(const auto block, block_of(response, option::kBlock2));
  const bool first = !response_.has_value();
  if (block || !first) {
    const auto so_far = first ? 0 : response_->payload.size();
    const bool continues = block && (first || response.code == response_->code);
    const auto fault = continues ? fault_of(*block, response.payload, so_far)
                                 : "code " + dotted_text(response.code) + " within a response";
    if (!fault.empty()) {
      return fail(Errc::malformed, "Block2: " + fault);
    }
  }
  if (first) {
    response_ = response;
    strip(*response_);
  } else {
    append(response_->payload, response.payload);
  }
  if (response_->payload.size() > limits_.body) {
    return fail(Errc::too_large, "response: body");
  }
  if (!block || !block->more) {
    return std::variant<Message, Done>{Done{std::move(*response_)}};
  }
  Message next{.code = request_.code, .options = request_.options};
  set_block(next,
            option::kBlock2,
            {.number = block->number + 1, .more = false, .exponent = block->exponent});
  return std::variant<Message, Done>{std::move(next)};
}

// --- server --------------------------------------------------------------------------------------

std::variant<Message, BlockServer::Whole> BlockServer::take(const Message& message, Time now) {
  forget(now);
  const auto body = block_of(message, option::kBlock1);
  const auto wanted = block_of(message, option::kBlock2);
  if (!body || !wanted) {
    return block_fault(400, (body ? wanted : body).error().detail);
  }
  if (body.value()) {
    return take_block(message, *body.value(), now);
  }
  if (wanted.value() && wanted.value()->number > 0) {
    return give_block(message, *wanted.value(), now);
  }
  Whole whole{message};
  strip(whole.request);
  return whole;
}

std::variant<Message, BlockServer::Whole> BlockServer::take_block(const Message& message,
                                                                  const Block& block,
                                                                  Time now) {
  auto key = key_of(message);
  auto found = std::ranges::find(incoming_, key, &Transfer::key);
  if (block.number == 0 && found != incoming_.end()) {
    incoming_.erase(found);  // RFC 7959 clause 2.5: it starts anew
    found = incoming_.end();
  }
  const std::size_t so_far = found == incoming_.end() ? 0 : found->message.payload.size();
  if (const auto fault = fault_of(block, message.payload, so_far); !fault.empty()) {
    return block_fault(block.offset() == so_far ? 400 : 408, "Block1: " + fault);
  }
  if (so_far + message.payload.size() > limits_.body) {
    auto answer = block_fault(413, "Block1: body too large");
    add_uint_option(answer, option::kSize1, static_cast<std::uint32_t>(limits_.body));
    return answer;
  }
  if (found == incoming_.end()) {
    Message start{.code = message.code, .options = message.options};
    strip(start);
    keep(incoming_, std::move(key), std::move(start), now);
    found = std::prev(incoming_.end());
  }
  append(found->message.payload, message.payload);
  found->last = now;
  if (block.more) {
    Message answer{.code = code_of(231)};
    set_block(answer, option::kBlock1, block);
    return answer;
  }
  Whole whole{std::move(found->message)};
  incoming_.erase(found);
  return whole;
}

Message BlockServer::give(const Message& message, Message response, Time now) {
  const auto wanted = block_of(message, option::kBlock2);
  const auto body = block_of(message, option::kBlock1);
  if (body && body.value()) {
    set_block(response, option::kBlock1, *body.value());
  }
  const bool whole = fits(response, limits_.datagram);
  const auto most = wanted && wanted.value() ? wanted.value()->size() : response.payload.size();
  if (whole && response.payload.size() <= most) {
    return response;
  }
  const auto exponent = exponent_for(response, limits_.datagram);
  if (!exponent) {
    return block_fault(500, "options: no datagram has room for them");
  }
  Block block{.exponent = *exponent};
  if (wanted && wanted.value()) {
    block.exponent = std::min(block.exponent, wanted.value()->exponent);
  }
  auto& kept = keep(outgoing_, key_of(message), std::move(response), now);
  Message first{.code = kept.message.code, .options = kept.message.options};
  first.payload = cut(kept.message.payload, block);
  set_block(first, option::kBlock2, block);
  add_uint_option(first, option::kSize2, static_cast<std::uint32_t>(kept.message.payload.size()));
  return first;
}

Message BlockServer::give_block(const Message& message, const Block& block, Time now) {
  const auto found = std::ranges::find(outgoing_, key_of(message), &Transfer::key);
  if (found == outgoing_.end() || block.offset() >= found->message.payload.size()) {
    return block_fault(408, "Block2: no response is kept that has this block");
  }
  found->last = now;
  auto part = block;
  Message answer{.code = found->message.code, .options = found->message.options};
  answer.payload = cut(found->message.payload, part);
  set_block(answer, option::kBlock2, part);
  return answer;
}

BlockServer::Transfer& BlockServer::keep(std::list<Transfer>& transfers,
                                         Bytes key,
                                         Message message,
                                         Time now) const {
  std::erase_if(transfers, [&](const Transfer& transfer) { return transfer.key == key; });
  if (transfers.size() == limits_.transfers) {
    transfers.pop_front();
  }
  return transfers.emplace_back(
      Transfer{.key = std::move(key), .message = std::move(message), .last = now});
}

void BlockServer::forget(Time now) {
  const auto old = [&](const Transfer& transfer) { return transfer.last + limits_.idle < now; };
  incoming_.remove_if(old);
  outgoing_.remove_if(old);
}

}  // namespace plumbline::adapters::coap
