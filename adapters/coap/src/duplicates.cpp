#include "duplicates.hpp"

#include <algorithm>
#include <utility>

namespace plumbline::adapters::coap {

const Duplicates::Entry* Duplicates::find(const Datagram& datagram) const noexcept {
  const auto found = std::ranges::find_if(entries_, [&](const Entry& entry) {
    return entry.message_id == datagram.message_id && entry.token == datagram.token;
  });
  return found == entries_.end() ? nullptr : &*found;
}

void Duplicates::remember(const Datagram& datagram, std::optional<Message> answer) {
  if (entries_.size() == kMost) {
    entries_.pop_front();
  }
  entries_.push_back(
      {.message_id = datagram.message_id, .token = datagram.token, .answer = std::move(answer)});
}

}  // namespace plumbline::adapters::coap
