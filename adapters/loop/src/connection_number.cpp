#include "plumbline/adapters/loop/connection_number.hpp"

#include <atomic>

namespace plumbline::adapters::loop {

std::uint64_t next_connection_number() noexcept {
  static std::atomic<std::uint64_t> last{0};
  return ++last;
}

}  // namespace plumbline::adapters::loop
