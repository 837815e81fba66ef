#include "senders.hpp"

#include <algorithm>

namespace plumbline::message_auth {

ReplayWindow Senders::window_of(const MessageHeader& header) const {
  const auto found = senders_.find({header.key_id, header.source});
  return found == senders_.end() ? ReplayWindow{} : found->second.window;
}

bool Senders::note(const MessageHeader& header, TimePoint limit) {
  std::pair key{header.key_id, header.source};
  auto found = senders_.find(key);
  if (found == senders_.end()) {
    if (senders_.size() >= most_) {
      std::erase_if(senders_, [&](const auto& entry) { return entry.second.latest < limit; });
    }
    if (senders_.size() >= most_) {
      return false;
    }
    found = senders_.emplace(std::move(key), Sender{.window = {}, .latest = header.time}).first;
  }
  found->second.window.note(header.sequence);
  found->second.latest = std::max(found->second.latest, header.time);
  return true;
}

}  // namespace plumbline::message_auth
