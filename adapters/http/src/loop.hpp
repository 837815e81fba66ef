/// @file
/// The event loop that a transport, its clients and its listeners share.

#pragma once

#include "asio.hpp"

#include <algorithm>
#include <memory>
#include <vector>

namespace plumbline::adapters::http {

/// Something with operations on the loop that can end them at once.
class Participant {
 public:
  Participant() = default;
  Participant(const Participant&) = delete;
  Participant& operator=(const Participant&) = delete;
  Participant(Participant&&) = delete;
  Participant& operator=(Participant&&) = delete;
  virtual ~Participant() = default;

  /// Ends every operation; no callback of the user is called from then on.
  virtual void shut_down() = 0;
};

struct Loop {
  asio::io_context context{1};
  std::vector<std::weak_ptr<Participant>> participants;

  void add(std::weak_ptr<Participant> participant) {
    std::erase_if(participants, [](const auto& known) { return known.expired(); });
    participants.push_back(std::move(participant));
  }
};

}  // namespace plumbline::adapters::http
