#include "plumbline/harness/hostile_transit.hpp"

#include "misdeeds.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

namespace plumbline::harness {

namespace {

/// In the order of the enumerators.
constexpr std::array<std::string_view, 11> kNames{"drop",
                                                  "delay",
                                                  "reorder",
                                                  "replay",
                                                  "truncate",
                                                  "flip",
                                                  "retarget",
                                                  "strip_protection",
                                                  "downgrade",
                                                  "edit_parameter",
                                                  "swap"};

/// Misdeeds that keep a message, or a copy of it, for later.
bool holds(Misdeed misdeed) {
  return misdeed == Misdeed::delay || misdeed == Misdeed::reorder || misdeed == Misdeed::replay ||
         misdeed == Misdeed::swap;
}

}  // namespace

std::string_view name_of(Misdeed misdeed) noexcept {
  return kNames[static_cast<std::size_t>(misdeed)];
}

std::optional<Misdeed> misdeed_named(std::string_view name) noexcept {
  const auto* const at = std::ranges::find(kNames, name);
  return at == kNames.end() ? std::nullopt
                            : std::optional{static_cast<Misdeed>(at - kNames.begin())};
}

Direction direction_of(const Passing& passing) noexcept {
  return std::holds_alternative<onem2m::RequestPrimitive>(passing.message) ? Direction::request
                                                                           : Direction::response;
}

/// The steps for the message that comes now; they leave the script.
std::vector<HostileStep> HostileTransit::take_steps(Direction direction) {
  const std::size_t nth = counts_.at(static_cast<std::size_t>(direction))++;
  const auto others = std::ranges::stable_partition(script_, [&](const HostileStep& step) {
    return step.direction != direction || step.nth != nth;
  });
  std::vector<HostileStep> taken(others.begin(), others.end());
  script_.erase(others.begin(), others.end());
  return taken;
}

/// `passing` and what waited for it: swapped, it goes behind; reordered or replayed, before.
std::vector<Passing> HostileTransit::with_held(Passing passing) {
  const Direction direction = direction_of(passing);
  std::vector<Passing> before;
  std::vector<Passing> after;
  std::erase_if(held_, [&](Held& held) {
    if (held.misdeed == Misdeed::delay || direction_of(held.passing) != direction) {
      return false;
    }
    if (held.misdeed == Misdeed::swap) {
      exchange_contents(held.passing, passing);
    }
    (held.misdeed == Misdeed::swap ? before : after).push_back(std::move(held.passing));
    return true;
  });
  before.push_back(std::move(passing));
  std::ranges::move(after, std::back_inserter(before));
  return before;
}

std::vector<Passing> HostileTransit::pass(Passing passing) {
  std::vector<HostileStep> unable;
  bool goes_on = true;
  std::vector<Held> kept;
  for (HostileStep& step : take_steps(direction_of(passing))) {
    if (holds(step.misdeed)) {
      kept.push_back({.passing = passing, .misdeed = step.misdeed});
      goes_on = goes_on && step.misdeed == Misdeed::replay;
    } else if (step.misdeed == Misdeed::drop) {
      goes_on = false;
    } else if (!edit(passing, step)) {
      unable.push_back(std::move(step));
    }
  }
  std::vector<Passing> on = goes_on ? with_held(std::move(passing)) : std::vector<Passing>{};
  std::ranges::move(kept, std::back_inserter(held_));
  std::ranges::move(unable, std::back_inserter(script_));
  return on;
}

std::vector<Passing> HostileTransit::release() {
  std::vector<Passing> on;
  for (Held& held : std::exchange(held_, {})) {
    on.push_back(std::move(held.passing));
  }
  return on;
}

}  // namespace plumbline::harness
