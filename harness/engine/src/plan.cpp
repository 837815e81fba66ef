#include "plumbline/harness/campaign.hpp"

#include <algorithm>
#include <regex>

namespace plumbline::harness {
namespace {

bool matches(const std::regex& filter, const PlannedCase& planned) {
  const auto found = [&](const std::string& text) { return std::regex_search(text, filter); };
  return found(planned.id) || std::ranges::any_of(planned.purpose->requirements, found);
}

// The binding behind the one under test; empty where a purpose has none.
std::string far_binding(const Variant& variant) {
  const auto far = variant.find("far");
  return far == variant.end() ? std::string{} : far->second;
}

bool claims(const Selection& selection, const std::string& option) {
  return !selection.options || selection.options->contains(option);
}

std::string why_not(const Purpose& purpose,
                    const std::string& binding,
                    const Variant& variant,
                    const Selection& selection) {
  const std::string far = far_binding(variant);
  if (!selection.roles.empty()) {
    const auto role = selection.roles.find(purpose.role);
    if (role == selection.roles.end()) {
      return "the SUT does not fill the role " + std::string{name_of(purpose.role)};
    }
    if (!role->second.contains(binding)) {
      return "the SUT file gives no address over " + binding;
    }
    if (!far.empty() && !role->second.contains(far)) {
      return "the SUT file gives no address over " + far;
    }
  }
  std::vector<std::string> needed = purpose.options;
  if (auto option = option_for(serialization_of(variant))) {
    needed.push_back(*std::move(option));
  }
  const auto missing = std::ranges::find_if_not(
      needed, [&](const std::string& option) { return claims(selection, option); });
  return missing == needed.end() ? std::string{} : "the ICS does not claim the option " + *missing;
}

void add_cases(const Purpose& purpose,
               const std::string& binding,
               const Selection& selection,
               std::vector<PlannedCase>& out) {
  for (const Variant& variant : variants_of(purpose, selection.serializations)) {
    const std::string far = far_binding(variant);
    if (!far.empty() && !selection.bindings.contains(far)) {
      continue;
    }
    out.push_back({.purpose = &purpose,
                   .variant = variant,
                   .binding = binding,
                   .id = purpose.id + "." + binding + "." + text_of(variant),
                   .not_because = why_not(purpose, binding, variant, selection)});
  }
}

}  // namespace

Result<std::vector<PlannedCase>> plan(const std::vector<Purpose>& purposes,
                                      const Selection& selection) {
  std::vector<PlannedCase> out;
  for (const Purpose& purpose : purposes) {
    for (const std::string& binding : bindings_of(purpose)) {
      if (binding == kExecBinding || selection.bindings.contains(binding)) {
        add_cases(purpose, binding, selection, out);
      }
    }
  }
  try {
    const std::regex filter{selection.filter};
    std::erase_if(out, [&](const PlannedCase& planned) {
      return !matches(filter, planned) ||
             (!selection.only.empty() && !selection.only.contains(planned.id));
    });
  } catch (const std::regex_error& fault) {
    return fail(Errc::invalid_value,
                "--filter '" + selection.filter + "' is no regular expression: " + fault.what());
  }
  if (out.empty()) {
    return fail(Errc::invalid_value, "no test case matches the selection");
  }
  return out;
}

}  // namespace plumbline::harness
