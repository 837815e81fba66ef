/// @file
/// Topics of the upper tester (harness/docs/upper-tester.md): our own, beside those of oneM2M,
/// pure.

#pragma once

#include "plumbline/core/result.hpp"

#include <cstdint>
#include <string>
#include <string_view>

namespace plumbline::adapters::mqtt {

/// An answer has the ends and the number of its command.
struct UpperTesterTopic {
  enum class Kind : std::uint8_t { command, answer };
  Kind kind = Kind::command;
  std::string tester;  ///< entity id or Credential-ID: who commands
  std::string entity;  ///< entity id: whose upper tester it is
  std::string number;  ///< of the command, 1 to 64 octets of the tester's choice

  friend bool operator==(const UpperTesterTopic&, const UpperTesterTopic&) = default;
};

/// `prefix` + "/plumbline/ut/req/<tester>/<entity>/<number>", with resp for an answer; ids are
/// written as in make_topic().
///
/// @return Errc::invalid_value naming the level that no topic can hold.
[[nodiscard]] Result<std::string> make_topic(const UpperTesterTopic& topic,
                                             std::string_view prefix);

/// Errc::malformed naming the level that is missing, superfluous or wrong.
[[nodiscard]] Result<UpperTesterTopic> parse_upper_tester_topic(std::string_view text,
                                                                std::string_view prefix);

/// What an upper tester subscribes to. Errc::invalid_value as make_topic().
[[nodiscard]] Result<std::string> command_filter(std::string_view entity, std::string_view prefix);
/// What a tester subscribes to: the answers of any entity. Errc::invalid_value as make_topic().
[[nodiscard]] Result<std::string> answer_filter(std::string_view tester, std::string_view prefix);

}  // namespace plumbline::adapters::mqtt
