/// @file
/// Messages of one peer that were answered, so that none is acted on twice.

#pragma once

#include "plumbline/adapters/coap/datagram.hpp"

#include <cstddef>
#include <deque>
#include <optional>

namespace plumbline::adapters::coap {

/// RFC 7252 clause 4.5: a message that arrives again is answered again and not processed again.
class Duplicates {
 public:
  struct Entry {
    std::uint16_t message_id;
    Bytes token;
    std::optional<Message>
        answer;  ///< nothing: an acknowledgement, its response came or comes later
  };

  /// The entry of a message that is known, or nullptr.
  [[nodiscard]] const Entry* find(const Datagram& datagram) const noexcept;
  void remember(const Datagram& datagram, std::optional<Message> answer);

 private:
  static constexpr std::size_t kMost = 32;

  std::deque<Entry> entries_;
};

}  // namespace plumbline::adapters::coap
