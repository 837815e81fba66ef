/// @file
/// The SUT file: who the system under test is, what it claims, how it is reached.

#pragma once

#include "plumbline/core/clock.hpp"
#include "plumbline/core/json.hpp"
#include "plumbline/core/result.hpp"
#include "plumbline/harness/campaign.hpp"
#include "plumbline/harness/result.hpp"
#include "plumbline/harness/slot.hpp"
#include "plumbline/harness/world.hpp"

#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace plumbline::harness {

/// A SUT file, checked and with its credentials loaded.
struct SutDescription {
  SutInfo info;
  std::set<Role> roles;                        ///< ICS: roles that it fills
  std::set<std::string, std::less<>> options;  ///< ICS: options that it supports
  std::map<Role, SutEndpoint> endpoints;       ///< IXIT, one for each role
  World world;                                 ///< IXIT: names, originators, credentials
  std::vector<std::string> reset_command;      ///< brings the SUT back to its initial state
  std::vector<std::string> deviations;         ///< ways in which it is known to differ, printed
  double timeout_scale = 1.0;
  /// Only when saving: options that could be claimed and the purposes that ask for each, as a
  /// comment for whoever completes the file.
  Json possible_options = nullptr;
};

/// Reads the text of a SUT file; files it names are looked for in `folder`.
///
/// @source schema harness/sut/schemas/sut.schema.json
/// @return Errc::malformed, Errc::invalid_value naming the member, Errc::io naming a file that
///         cannot be read.
[[nodiscard]] Result<SutDescription> parse_sut(std::string_view text,
                                               const std::string& folder,
                                               TimePoint now);

/// Reads a SUT file.
[[nodiscard]] Result<SutDescription> load_sut(const std::string& path, TimePoint now);

/// The JSON Schema of SUT files.
[[nodiscard]] std::string_view sut_schema() noexcept;

/// Writes `description` as a SUT file at `path`, and the credentials it names in a folder beside it
/// that only the owner can read. Errc::io naming what could not be written.
[[nodiscard]] Result<void> save_sut(const SutDescription& description, const std::string& path);

}  // namespace plumbline::harness
