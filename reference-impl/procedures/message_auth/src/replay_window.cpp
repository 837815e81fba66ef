#include "plumbline/message_auth/replay_window.hpp"

namespace plumbline::message_auth {

bool ReplayWindow::fresh(std::uint64_t sequence) const noexcept {
  if (empty() || sequence > greatest_) {
    return true;
  }
  const std::uint64_t back = greatest_ - sequence;
  return back < kSize && ((seen_ >> back) & 1U) == 0;
}

void ReplayWindow::note(std::uint64_t sequence) noexcept {
  if (empty() || sequence > greatest_) {
    const std::uint64_t ahead = sequence - greatest_;
    seen_ = (ahead < kSize ? seen_ << ahead : 0) | 1U;
    greatest_ = sequence;
    return;
  }
  seen_ |= std::uint64_t{1} << (greatest_ - sequence);
}

}  // namespace plumbline::message_auth
