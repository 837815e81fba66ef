#include "plumbline/harness/catalogue.hpp"

#include "plumbline/core/json_reader.hpp"

#include <algorithm>
#include <utility>

namespace plumbline::harness {
namespace {

Result<Requirement> read_requirement(const Json& value, const std::string& where) {
  JsonReader reader{value, where};
  Requirement out{.id = reader.string("id"),
                  .group = reader.string("group"),
                  .document = {},
                  .clause = {},
                  .roles = {},
                  .level = reader.string("level"),
                  .text = reader.string("text")};
  JsonReader source{reader.object("source"), where + ".source"};
  out.document = source.string("document");
  out.clause = source.string("clause");
  for (const Json& role : reader.array("roles")) {
    if (!role.is_string()) {
      reader.refuse("roles", "holds something that is no string");
      break;
    }
    out.roles.push_back(role.get<std::string>());
  }
  PLUMBLINE_TRY(reader.finish_lenient());
  PLUMBLINE_TRY(source.finish_lenient());
  return out;
}

}  // namespace

bool answers_for(Role role, std::string_view who) noexcept {
  const bool cse = role == Role::hcse;
  const bool end_point = role == Role::ae_src || role == Role::ae_cli || cse;
  return who == name_of(role) || (end_point && who == "EEP") || (cse && who == "CSE");
}

Result<Catalogue> Catalogue::from_json(const Json& value) {
  JsonReader reader{value, "requirements"};
  Catalogue catalogue;
  for (const Json& entry : reader.array("requirements")) {
    const std::string where = "requirements[" + std::to_string(catalogue.all().size()) + "]";
    PLUMBLINE_TRY(auto requirement, read_requirement(entry, where));
    if (catalogue.find(requirement.id) != nullptr) {
      return fail(Errc::invalid_value, where + ": id " + requirement.id + " stands twice");
    }
    catalogue.requirements_.push_back(std::move(requirement));
  }
  PLUMBLINE_TRY(reader.finish_lenient());
  return catalogue;
}

const Requirement* Catalogue::find(std::string_view id) const {
  const auto at = std::ranges::find(requirements_, id, &Requirement::id);
  return at == requirements_.end() ? nullptr : &*at;
}

}  // namespace plumbline::harness
