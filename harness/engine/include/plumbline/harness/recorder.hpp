/// @file
/// Turns what passes the taps of one case into evidence.

#pragma once

#include "plumbline/harness/evidence.hpp"
#include "plumbline/harness/redactor.hpp"
#include "plumbline/harness/tap.hpp"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace plumbline::harness {

/// Both ends of the connections that one tap listens to, as lanes of the diagram.
struct Lanes {
  std::string local;
  std::string remote;
  std::string binding;  ///< "http"; empty where none is between them
};

class Recorder {
 public:
  Recorder(Redactor redactor, std::size_t octets_at_most);
  ~Recorder();
  Recorder(const Recorder&) = delete;
  Recorder& operator=(const Recorder&) = delete;
  Recorder(Recorder&&) = delete;
  Recorder& operator=(Recorder&&) = delete;

  /// Names the lane of a peer by its association; an empty answer leaves Lanes::remote.
  using NameLane = std::function<std::string(const onem2m::Association&)>;

  /// A tap whose messages run between `lanes`; lives as long as the recorder.
  [[nodiscard]] Tap& tap(Lanes lanes, NameLane remote = {});

  /// Phase and label of what is recorded from now on; an empty label for traffic of others.
  void phase(Phase phase) { phase_ = phase; }

  [[nodiscard]] Phase phase() const noexcept { return phase_; }

  /// Messages of the taps made for `lanes` carry `label` until it is changed.
  void label(Tap& tap, std::string label);

  /// Records something that no tap sees: an upper tester command, why there was no answer.
  /// @return its number
  int note(MessageKind kind, const Lanes& lanes, Message message);

  void observe(std::string name, Json value, int message = 0);

  [[nodiscard]] Redactor& redactor() noexcept { return redactor_; }

  /// Number of the last message of that kind under `label`; 0 when there is none.
  [[nodiscard]] int last(std::string_view label, MessageKind kind) const;

  /// Gives the evidence away, redacted once more: a secret may have become known after a message
  /// that holds it.
  [[nodiscard]] Evidence take();

 private:
  class LaneTap;

  [[nodiscard]] std::int64_t since_start(std::chrono::steady_clock::time_point at) const;
  void record(const Lanes& lanes, const std::string& label, TapMessage message);

  Redactor redactor_;
  std::size_t octets_left_;
  std::chrono::steady_clock::time_point start_ = std::chrono::steady_clock::now();
  Phase phase_ = Phase::preamble;
  Evidence evidence_;
  std::vector<std::unique_ptr<LaneTap>> taps_;
  std::map<std::pair<std::uint64_t, std::uint64_t>, int> requests_;  ///< by connection and exchange
};

}  // namespace plumbline::harness
