/// @file
/// AEs that take what comes in clear for the answer to a protected request.

#pragma once

#include "plumbline/harness/slot.hpp"

#include <memory>
#include <utility>

namespace plumbline::harness {

class BelievesWhatIsInClear final : public RunningAe {
 public:
  /// @param status of the answer in clear
  BelievesWhatIsInClear(std::unique_ptr<RunningAe> behind, int status)
      : behind_(std::move(behind)),
        status_(status) {}

  void command(const UpperTesterCommand& command,
               milliseconds deadline,
               UpperTesterCallback done) override {
    behind_->command(command,
                     deadline,
                     [done = std::move(done), status = status_](Result<UpperTesterAnswer> answer) {
                       if (answer && answer.value().output.is_object() &&
                           answer.value().output.value("rsc", 0) == status) {
                         answer.value().output = {{"outcome", "answered"}, {"rsc", status}};
                       }
                       done(std::move(answer));
                     });
  }

 private:
  std::unique_ptr<RunningAe> behind_;
  int status_;
};

[[nodiscard]] inline SlotFault believing_what_is_in_clear(int status) {
  return {.ae = [status](std::unique_ptr<RunningAe> behind) {
    return std::make_unique<BelievesWhatIsInClear>(std::move(behind), status);
  }};
}

}  // namespace plumbline::harness
