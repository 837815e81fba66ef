/// @file
/// What a role tells its tap.

#pragma once

#include "plumbline/core/json.hpp"
#include "plumbline/harness/tap.hpp"

#include "station.hpp"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>

namespace plumbline::adapters::mqtt {

class RoleTap {
 public:
  RoleTap(harness::Tap* tap, std::shared_ptr<const Station> station);

  struct Message {
    harness::TapKind kind{};
    bool sent = false;
    std::uint64_t exchange = 0;
    const std::string& topic;
    const Bytes& payload;
  };

  /// The payload as octets, the topic as text. `primitive` is a request or a response to show, or
  /// nullptr.
  template <typename Primitive>
  void message(const Message& message, const Primitive* primitive) const {
    if (tap_ != nullptr) {
      record(message, primitive == nullptr ? std::optional<Json>{} : to_json(*primitive));
    }
  }

  [[nodiscard]] bool listens() const noexcept { return tap_ != nullptr; }

  /// The same with the primitive as it is shown; for a tap that listens.
  void record(const Message& message, std::optional<Json> primitive) const;
  void octets(const Message& message) const;
  void event(std::string text) const;

  /// The tap is left alone from here on.
  void detach() noexcept { tap_ = nullptr; }

 private:
  harness::Tap* tap_;
  std::shared_ptr<const Station> station_;
};

}  // namespace plumbline::adapters::mqtt
