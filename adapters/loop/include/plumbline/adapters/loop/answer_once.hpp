/// @file
/// A callback that answers exactly once, whatever its holder does with it.

#pragma once

#include <functional>
#include <memory>
#include <utility>

namespace plumbline::adapters::loop {

/// A function to hand out: the first answer given to it or to a copy goes to `deliver`. When the
/// last copy goes without one, `otherwise` does.
template <typename Answer>
[[nodiscard]] std::function<void(Answer)> answer_once(std::function<void(Answer)> deliver,
                                                      Answer otherwise) {
  class Slot {
   public:
    Slot(std::function<void(Answer)> deliver_to, Answer without)
        : deliver_(std::move(deliver_to)),
          otherwise_(std::move(without)) {}

    Slot(const Slot&) = delete;
    Slot& operator=(const Slot&) = delete;
    Slot(Slot&&) = delete;
    Slot& operator=(Slot&&) = delete;

    ~Slot() { give(std::move(otherwise_)); }

    void give(Answer answer) {
      if (const auto deliver_now = std::exchange(deliver_, nullptr)) {
        deliver_now(std::move(answer));
      }
    }

   private:
    std::function<void(Answer)> deliver_;
    Answer otherwise_;
  };

  auto slot = std::make_shared<Slot>(std::move(deliver), std::move(otherwise));
  return [slot = std::move(slot)](Answer answer) { slot->give(std::move(answer)); };
}

}  // namespace plumbline::adapters::loop
