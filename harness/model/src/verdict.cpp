#include "plumbline/harness/verdict.hpp"

#include <array>
#include <cstddef>

namespace plumbline::harness {
namespace {

// Names in the order of the enumerators.
constexpr std::array<std::string_view, 6> kVerdicts{
    "none", "pass", "inconclusive", "fail", "error", "not_applicable"};
constexpr std::array<std::string_view, 7> kCulprits{
    "none", "SUT", "SUT configuration", "ICS", "tester", "environment", "contested clause"};
constexpr std::array<std::string_view, 6> kRoles{
    "AE-src", "AE-cli", "HCSE", "TEF", "CODEC", "TCSE"};
constexpr std::array<std::string_view, 5> kPhases{
    "preamble", "twin", "stimulus", "effect", "postamble"};

template <typename Enum, std::size_t kSize>
std::optional<Enum> named(const std::array<std::string_view, kSize>& names, std::string_view name) {
  for (std::size_t i = 0; i < kSize; ++i) {
    if (names.at(i) == name) {
      return static_cast<Enum>(i);
    }
  }
  return std::nullopt;
}

}  // namespace

std::string_view name_of(Verdict verdict) noexcept {
  return kVerdicts[static_cast<std::size_t>(verdict)];
}

std::string_view name_of(Culprit culprit) noexcept {
  return kCulprits[static_cast<std::size_t>(culprit)];
}

std::string_view name_of(Role role) noexcept {
  return kRoles[static_cast<std::size_t>(role)];
}

std::string_view name_of(Phase phase) noexcept {
  return kPhases[static_cast<std::size_t>(phase)];
}

std::optional<Verdict> verdict_named(std::string_view name) noexcept {
  return named<Verdict>(kVerdicts, name);
}

std::optional<Culprit> culprit_named(std::string_view name) noexcept {
  return named<Culprit>(kCulprits, name);
}

std::optional<Role> role_named(std::string_view name) noexcept {
  return named<Role>(kRoles, name);
}

std::optional<Phase> phase_named(std::string_view name) noexcept {
  return named<Phase>(kPhases, name);
}

}  // namespace plumbline::harness
