/// @file
/// A transport with the MQTT binding and programs beside it, for tests.

#pragma once

#include "plumbline/adapters/process/child_process.hpp"

#include "at_broker.hpp"

namespace plumbline::adapters::mqtt::testing {

using process::ChildProcess;

class WithChildren : public AtBroker {
 protected:
  /// A program of mosquitto's at the broker.
  [[nodiscard]] std::unique_ptr<ChildProcess> start_mosquitto(
      const char* program, const std::vector<std::string>& options) {
    // Lines of output as they come, not when there are many.
    std::vector<std::string> words{"stdbuf",
                                   "-oL",
                                   program,
                                   "-h",
                                   "127.0.0.1",
                                   "-p",
                                   std::to_string(broker->plain().port),
                                   "-q",
                                   "1"};
    words.insert(words.end(), options.begin(), options.end());
    auto started = ChildProcess::start(words, "");
    EXPECT_TRUE(started);
    return started ? std::move(started).value() : nullptr;
  }

  /// Lets mosquitto_pub publish; returns once it has ended.
  void publish_with_mosquitto(const std::string& topic,
                              const std::string& payload,
                              const std::vector<std::string>& more = {}) {
    std::vector<std::string> words{"-t", topic, "-m", payload};
    words.insert(words.end(), more.begin(), more.end());
    const auto program = start_mosquitto("mosquitto_pub", words);
    ASSERT_TRUE(program);
    std::string output;
    EXPECT_TRUE(read_until(*program, output, [&](bool ended) { return ended; })) << output;
  }

  /// Gets what is published there, `count` times; returns once the broker knows.
  std::unique_ptr<ChildProcess> subscribe_with_mosquitto(const std::string& topic,
                                                         int count,
                                                         std::string& output) {
    auto program =
        start_mosquitto("mosquitto_sub", {"-d", "-C", std::to_string(count), "-t", topic});
    EXPECT_TRUE(program != nullptr &&
                read_until(*program,
                           output,
                           [&](bool) { return output.find("SUBACK") != std::string::npos; }))
        << output;
    return program;
  }

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
