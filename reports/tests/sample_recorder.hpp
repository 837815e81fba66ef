#pragma once

#include "plumbline/core/json.hpp"
#include "plumbline/harness/evidence.hpp"

#include <cstddef>
#include <cstdint>
#include <random>
#include <string>
#include <string_view>

namespace plumbline::reports::sample {

/// Writes an exchange down as the tap would, with HTTP octets for each primitive.
class Recorder {
 public:
  Recorder(std::string case_id, std::string purpose, harness::Role role, std::uint32_t seed);

  void phase(harness::Phase phase) { phase_ = phase; }

  /// Records a request; returns its number.
  int request(std::string_view from, std::string_view to, Json primitive);
  /// Records the answer to request `number`; returns its own number.
  int answer(int number, int rsc, const Json& content = nullptr);
  /// Time that passes for everyone.
  void event(std::string_view text, std::int64_t microseconds);
  /// A connection that is set up; its protection is that of the messages on it.
  void connect(std::string_view from, std::string_view to);
  void observe(std::string_view name, Json value, int message);
  void withhold(std::string token, std::string what);

  /// A JWE in compact form whose parts look random, as long as one around `octets` of content.
  [[nodiscard]] std::string jwe(std::size_t octets);
  [[nodiscard]] std::string base64url(std::size_t characters);

  [[nodiscard]] harness::Evidence& evidence() noexcept { return evidence_; }

 private:
  harness::Message& append(harness::MessageKind kind, std::string_view from, std::string_view to);

  harness::Evidence evidence_;
  harness::Phase phase_ = harness::Phase::preamble;
  std::int64_t now_us_ = 0;
  std::mt19937 random_;
};

}  // namespace plumbline::reports::sample
