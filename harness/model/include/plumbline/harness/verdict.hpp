/// @file
/// Verdicts, culprits and roles, under the names that reports and files use.

#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace plumbline::harness {

/// ISO/IEC 9646 verdicts in rising order of gravity, then ours. A case starts with none; nothing
/// turns pass by default.
enum class Verdict : std::uint8_t { none, pass, inconclusive, fail, error, not_applicable };

/// Who a non-pass is to be taken up with.
enum class Culprit : std::uint8_t {
  none,
  sut,
  sut_configuration,
  ics,
  tester,
  environment,
  contested_clause,
};

/// Part that a system under test plays; the Who column of the requirements.
enum class Role : std::uint8_t { ae_src, ae_cli, hcse, tef, codec, tcse };

/// Stage of a case that a message or observation belongs to.
enum class Phase : std::uint8_t { preamble, twin, stimulus, effect, postamble };

[[nodiscard]] std::string_view name_of(Verdict verdict) noexcept;  ///< "pass", "not_applicable" …
[[nodiscard]] std::string_view name_of(Culprit culprit) noexcept;  ///< "SUT", "SUT configuration" …
[[nodiscard]] std::string_view name_of(Role role) noexcept;        ///< "AE-src", "HCSE", "TCSE" …
[[nodiscard]] std::string_view name_of(Phase phase) noexcept;      ///< "preamble" …

[[nodiscard]] std::optional<Verdict> verdict_named(std::string_view name) noexcept;
[[nodiscard]] std::optional<Culprit> culprit_named(std::string_view name) noexcept;
[[nodiscard]] std::optional<Role> role_named(std::string_view name) noexcept;
[[nodiscard]] std::optional<Phase> phase_named(std::string_view name) noexcept;

}  // namespace plumbline::harness
