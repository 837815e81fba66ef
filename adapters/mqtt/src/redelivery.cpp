#include "redelivery.hpp"

#include <utility>

namespace plumbline::adapters::mqtt {

RedeliveryWindow::Lookup RedeliveryWindow::admit(const Request& request, TimePoint now) {
  forget_old(now);
  const auto [known, is_new] = known_.try_emplace(request);
  if (!is_new) {
    return {.seen = known->second == nullptr ? Seen::in_service : Seen::answered,
            .answer = known->second};
  }
  order_.push_back({.request = &known->first, .since = now});
  return {};
}

void RedeliveryWindow::answered(const Request& request, Answer answer) {
  const auto known = known_.find(request);
  if (known == known_.end() || known->second != nullptr) {
    return;
  }
  octets_ += answer->size();
  known->second = std::move(answer);
}

void RedeliveryWindow::forget_old(TimePoint now) {
  while (!order_.empty() && (order_.size() >= bounds_.requests || octets_ > bounds_.octets ||
                             now - order_.front().since > bounds_.age)) {
    forget_oldest();
  }
}

void RedeliveryWindow::forget_oldest() {
  const auto known = known_.find(*order_.front().request);
  order_.pop_front();
  if (known->second != nullptr) {
    octets_ -= known->second->size();
  }
  known_.erase(known);
}

}  // namespace plumbline::adapters::mqtt
