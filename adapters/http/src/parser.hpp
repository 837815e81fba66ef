/// @file
/// Takes one HTTP message out of a stream of octets.

#pragma once

#include "plumbline/adapters/http/message.hpp"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>

namespace plumbline::adapters::http {

struct ParserLimits {
  std::size_t header_octets = 16384;
  std::size_t body_octets = std::size_t{4} << 20U;
};

enum class ParserState : std::uint8_t {
  incomplete,
  complete,
  malformed,
  header_too_large,
  body_too_large,
};

/// `Message` is Request or Response. What an attacker could read two ways is malformed: both
/// Content-Length and Transfer-Encoding, a transfer coding other than chunked, no Host or several.
template <typename Message>
class Parser {
 public:
  explicit Parser(const ParserLimits& limits);
  ~Parser();
  Parser(Parser&&) noexcept;
  Parser& operator=(Parser&&) noexcept;
  Parser(const Parser&) = delete;
  Parser& operator=(const Parser&) = delete;

  /// Takes what it can from the front of `octets` and returns how much. What was not taken is to be
  /// presented again with more behind it. To be called while the message is incomplete.
  std::size_t put(ByteView octets);
  /// The stream has ended: completes a response whose end is the end of the connection.
  void put_end();

  [[nodiscard]] ParserState state() const noexcept;
  /// Why it is not well formed.
  [[nodiscard]] const std::string& fault() const noexcept;
  /// The sender waits for "100 Continue" (RFC 7231 clause 5.1.1) before it sends the body.
  [[nodiscard]] bool awaits_continue() const noexcept;
  /// As far as it was read.
  [[nodiscard]] Message& message() noexcept;

 private:
  class Machine;
  std::unique_ptr<Machine> machine_;
};

extern template class Parser<Request>;
extern template class Parser<Response>;

}  // namespace plumbline::adapters::http
