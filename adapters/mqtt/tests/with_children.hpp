/// @file
/// A transport with the MQTT binding and programs beside it, for tests.

#pragma once

#include "plumbline/adapters/process/child_process.hpp"

#include "at_broker.hpp"

namespace plumbline::adapters::mqtt::testing {

using process::ChildProcess;

class WithChildren : public AtBroker {
 protected:
  /// Reads while this end's loop runs.
  bool read_until(ChildProcess& child,
                  std::string& output,
                  const std::function<bool(bool ended)>& done) {
    constexpr std::size_t kChunk = 65536;
    return wait_until_polling([&] {
      const auto read = child.read(ChildProcess::Stream::output, output, kChunk);
      return done(read == ChildProcess::Read::ended);
    });
  }

  bool wait_until_polling(const std::function<bool()>& done) {
    const auto until = std::chrono::steady_clock::now() + kPatience;
    while (!done()) {
      if (std::chrono::steady_clock::now() > until) {
        return false;
      }
      wait_until([] { return false; }, 5ms);
    }
    return true;
  }
};

}  // namespace plumbline::adapters::mqtt::testing
