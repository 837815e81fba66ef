/// @file
/// What `run`, `preflight` and `mutants` have in common: a world, slots, a seed.

#pragma once

#include "plumbline/core/clock.hpp"
#include "plumbline/core/result.hpp"
#include "plumbline/harness/campaign.hpp"
#include "plumbline/harness/codec.hpp"
#include "plumbline/harness/sut_description.hpp"

#include "tools.hpp"

#include <memory>
#include <optional>
#include <regex>
#include <set>
#include <string>
#include <vector>

namespace plumbline::app {

struct SetupOptions {
  std::string sut_file;               ///< empty: the embedded reference
  std::string seed;                   ///< empty: a new one
  std::vector<std::string> bindings;  ///< empty: HTTP; of a SUT all that its file gives
  /// Empty: JSON; of a SUT also what its ICS claims.
  std::vector<std::string> serializations;
  double timeout_scale = 1.0;
};

/// Owns everything that a CampaignContext refers to.
class CampaignSetup {
 public:
  /// Errc::invalid_value for the seed; the errors of load_sut().
  [[nodiscard]] static Result<std::unique_ptr<CampaignSetup>> make(const SetupOptions& options,
                                                                   const Tools& tools);

  [[nodiscard]] const harness::CampaignContext& context() const { return *context_; }

  [[nodiscard]] harness::CampaignContext& context() { return *context_; }

  /// The SUT file, when there is one.
  [[nodiscard]] const harness::SutDescription* sut() const { return sut_ ? &*sut_ : nullptr; }

  /// Roles and options that the SUT claims; everything for the embedded reference.
  [[nodiscard]] harness::Selection selection() const;
  [[nodiscard]] harness::SutInfo info() const;

 private:
  CampaignSetup(std::optional<harness::SutDescription> sut,
                std::string seed,
                const SetupOptions& options,
                const Tools& tools);

  std::optional<harness::SutDescription> sut_;
  std::set<std::string> bindings_;
  std::vector<std::string> serializations_;
  harness::World reference_world_;
  harness::Slots slots_;
  std::optional<harness::CampaignContext> context_;
};

/// What --filter asks for; everything when `text` is empty. Errc::invalid_value saying what is
/// wrong in the expression.
[[nodiscard]] Result<std::regex> filter_of(const std::string& text);

/// What --seed says: 16 hex digits; new ones when `text` is empty. Errc::invalid_value.
[[nodiscard]] Result<std::string> seed_of(const std::string& text);

/// The codec behind a shell command, or the reference when `program` is empty. Errc::io when it
/// does not start.
[[nodiscard]] Result<harness::Codec> codec_of(const std::string& program, const Tools& tools);

/// Runs the SUT's reset command to its end, when it has one. Errc::io naming its exit status.
[[nodiscard]] Result<void> reset_sut(const harness::SutDescription* sut);

/// Prints "plumbline: <message>" to stderr and returns `exit_code`.
int complain(const Error& error, int exit_code);

}  // namespace plumbline::app
