#include "plumbline/harness/coverage.hpp"

#include <algorithm>
#include <set>
#include <string_view>

namespace plumbline::harness {
namespace {

// Names of the mutants that assertion `target` ("AR-13-TEF-01/A2") kills.
std::vector<std::string> killed_by(const Json& matrix, const std::string& target) {
  std::vector<std::string> out;
  for (const auto& [name, row] : matrix.items()) {
    const Json& kills = row.at("kills");
    if (std::ranges::find(kills, Json(target)) != kills.end()) {
      out.push_back(name);
    }
  }
  return out;
}

// Mutants killed by the assertions that `purpose` makes for `requirement`.
std::set<std::string> killed_for(const Purpose& purpose,
                                 const std::string& requirement,
                                 const Json& matrix) {
  std::set<std::string> out;
  for (const AssertionSpec& assertion : purpose.assertions) {
    if (assertion.kind == AssertionKind::primary && assertion.requirement == requirement) {
      out.merge([&] {
        const auto names = killed_by(matrix, purpose.id + "/" + assertion.id);
        return std::set<std::string>{names.begin(), names.end()};
      }());
    }
  }
  return out;
}

Coverage coverage_of(const Requirement& requirement,
                     const std::vector<Purpose>& purposes,
                     const Json& matrix) {
  Coverage row{.id = requirement.id};
  std::set<std::string> mutants;
  std::set<Role> roles;
  for (const Purpose& purpose : purposes) {
    const auto killed = killed_for(purpose, requirement.id, matrix);
    if (std::ranges::find(purpose.requirements, requirement.id) != purpose.requirements.end()) {
      row.purposes.push_back(purpose.id);
    }
    if (!killed.empty()) {
      roles.insert(purpose.role);
      mutants.insert(killed.begin(), killed.end());
    }
  }
  row.mutants.assign(mutants.begin(), mutants.end());
  std::ranges::copy_if(
      requirement.roles, std::back_inserter(row.missing_roles), [&](const std::string& who) {
        return std::ranges::none_of(roles, [&](Role role) { return answers_for(role, who); });
      });
  row.covered = row.missing_roles.empty();
  return row;
}

}  // namespace

std::vector<Coverage> coverage_of(const Catalogue& catalogue,
                                  const std::vector<Purpose>& purposes,
                                  const Json& matrix) {
  std::vector<Coverage> rows;
  for (const Requirement& requirement : catalogue.all()) {
    rows.push_back(coverage_of(requirement, purposes, matrix));
  }
  return rows;
}

Json to_json(const std::vector<Coverage>& rows) {
  Json out = Json::array();
  for (const Coverage& row : rows) {
    out.push_back({{"id", row.id},
                   {"covered", row.covered},
                   {"purposes", row.purposes},
                   {"mutants", row.mutants},
                   {"missing_roles", row.missing_roles}});
  }
  return {{"requirements", std::move(out)}};
}

}  // namespace plumbline::harness
