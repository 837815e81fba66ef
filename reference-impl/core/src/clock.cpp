#include "plumbline/core/clock.hpp"

namespace plumbline {

TimePoint SystemClock::now() const {
  return std::chrono::floor<milliseconds>(std::chrono::system_clock::now());
}

}  // namespace plumbline
