/// @file
/// What a verifier remembers of those whose messages it took, within bounds.

#pragma once

#include "plumbline/core/clock.hpp"
#include "plumbline/message_auth/message.hpp"
#include "plumbline/message_auth/replay_window.hpp"

#include <cstddef>
#include <map>
#include <string>
#include <utility>

namespace plumbline::message_auth {

class Senders {
 public:
  explicit Senders(std::size_t most) : most_(most) {}

  /// The window of a sender; an empty one when nothing is remembered.
  [[nodiscard]] ReplayWindow window_of(const MessageHeader& header) const;

  /// Notes a message whose number is fresh. To make room, forgets who sent nothing that was made at
  /// `limit` or later; false when there are too many senders even so.
  [[nodiscard]] bool note(const MessageHeader& header, TimePoint limit);

 private:
  struct Sender {
    ReplayWindow window;
    TimePoint latest;  ///< the greatest ts
  };

  std::size_t most_;
  std::map<std::pair<std::string, std::string>, Sender> senders_;  ///< by kid and src
};

}  // namespace plumbline::message_auth
