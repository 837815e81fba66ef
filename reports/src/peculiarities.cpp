#include "peculiarities.hpp"

#include "text.hpp"

#include <fmt/format.h>

namespace plumbline::reports {

std::string line_of(const harness::BindingDifference& difference) {
  const std::string variant = difference.variant == "-" ? "" : " " + difference.variant;
  return fmt::format("{}{}: {}", difference.purpose, variant, text_of(difference));
}

std::string line_of(const harness::DeclaredDeviation& declared) {
  const std::string need = declared.cases == 0
                               ? "never needed"
                               : fmt::format("needed by {}", plural(declared.cases, "case"));
  return fmt::format("{} {}: {}", declared.role, declared.name, need);
}

}  // namespace plumbline::reports
