/// @file
/// A transit CSE that is hostile, by a script: a fixture of the tester. It stands between the
/// reference transit CSE and the wire, knows neither, and does to the messages that pass what a
/// node on the way can do without any key.

#pragma once

#include "plumbline/onem2m/primitive.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace plumbline::harness {

/// What is done to a message. The protected object is the first JOSE compact serialization in its
/// content.
enum class Misdeed : std::uint8_t {
  drop,              ///< it never goes on
  delay,             ///< it goes on when release() says so
  reorder,           ///< it goes on after the next message of its direction
  replay,            ///< it goes on, and again after the next message of its direction
  truncate,          ///< the protected object, else the first text of the content, loses its half
  flip,              ///< one character within that text is another one
  retarget,          ///< To is `value` (requests)
  strip_protection,  ///< payload or ciphertext in the object's place, as if it had never been one
  downgrade,         ///< the object's header names a weaker algorithm: "none", or a smaller `enc`
  edit_parameter,    ///< attribute `name` of the content, else parameter `name`, is `value`
  swap,              ///< it and the next message of its direction have each other's content
};

/// "drop", "delay" … as in scripts and reports.
[[nodiscard]] std::string_view name_of(Misdeed misdeed) noexcept;
[[nodiscard]] std::optional<Misdeed> misdeed_named(std::string_view name) noexcept;

enum class Direction : std::uint8_t { request, response };

/// One line of a script: what is done to the message number `nth` (from 0) of a direction.
struct HostileStep {
  Misdeed misdeed{};
  Direction direction = Direction::request;
  std::size_t nth = 0;
  std::string name{};   ///< edit_parameter
  std::string value{};  ///< retarget, edit_parameter

  [[nodiscard]] bool operator==(const HostileStep&) const = default;
};

/// What a hostile node does, and to which messages.
struct HostileScript {
  std::vector<HostileStep> steps;
  /// The requests that pass the node, and their answers with them; the others go by it. Empty: all.
  std::function<bool(const onem2m::RequestPrimitive&)> about;
  /// What comes by while the node holds a message back: a request, and the answer to it.
  std::optional<onem2m::RequestPrimitive> other;
};

/// A message on its way, and the exchange that it belongs to.
struct Passing {
  std::uint64_t exchange = 0;
  std::variant<onem2m::RequestPrimitive, onem2m::ResponsePrimitive> message;
};

[[nodiscard]] Direction direction_of(const Passing& passing) noexcept;

/// Pure: what goes on depends on the script and on what passed before, on no clock and no chance.
class HostileTransit {
 public:
  explicit HostileTransit(std::vector<HostileStep> script) : script_(std::move(script)) {}

  /// What goes on now that `passing` came, in this order; it may be nothing.
  [[nodiscard]] std::vector<Passing> pass(Passing passing);

  /// All that is still held back, in the order in which it came. The driver calls this when it has
  /// waited as long as its test purpose wants, and at the end.
  [[nodiscard]] std::vector<Passing> release();

  /// Steps that did not happen: their message never came, or had nothing to do it to. A case that
  /// ends with such a step has shown nothing.
  [[nodiscard]] const std::vector<HostileStep>& pending() const noexcept { return script_; }

 private:
  struct Held {
    Passing passing;
    Misdeed misdeed;
  };

  [[nodiscard]] std::vector<HostileStep> take_steps(Direction direction);
  [[nodiscard]] std::vector<Passing> with_held(Passing passing);

  std::vector<HostileStep> script_;
  std::vector<Held> held_;
  std::array<std::size_t, 2> counts_{};  ///< messages that came, by direction
};

}  // namespace plumbline::harness
