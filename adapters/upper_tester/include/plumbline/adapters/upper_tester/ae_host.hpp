/// @file
/// Runs an AE over the Transport port: upper tester commands in, exchanges with CSE and TEF out.

#pragma once

#include "plumbline/entities/ae/ae.hpp"
#include "plumbline/harness/transport.hpp"

#include <chrono>
#include <cstddef>
#include <functional>
#include <memory>

namespace plumbline::adapters::upper_tester {

struct AeHostOptions {
  harness::Tap* tap = nullptr;  ///< of the connections to CSE and TEF; must outlive the host
  harness::Bounds bounds{};
  milliseconds exchange_deadline{3000};  ///< of one exchange with CSE or TEF
  std::size_t waiting_commands = 64;     ///< further ones are answered 5207 at once
};

/// One AE on the event loop of one Transport. Commands are carried out one at a time, in the order
/// of their arrival; each gets exactly one answer.
class AeHost {
 public:
  using Answer = std::function<void(harness::UpperTesterAnswer)>;

  /// `transport` and `ae` must outlive the host.
  AeHost(harness::Transport& transport, entities::Ae& ae, AeHostOptions options = {});
  /// Commands that are still in progress are not answered any more.
  ~AeHost();
  AeHost(const AeHost&) = delete;
  AeHost& operator=(const AeHost&) = delete;
  AeHost(AeHost&&) = delete;
  AeHost& operator=(AeHost&&) = delete;

  void submit(harness::UpperTesterCommand command, Answer answer);

  /// submit() as ListenOptions::upper_tester wants it; harmless once the host is gone.
  [[nodiscard]] harness::UpperTesterHandler handler();

 private:
  struct State;
  std::shared_ptr<State> state_;
};

}  // namespace plumbline::adapters::upper_tester
