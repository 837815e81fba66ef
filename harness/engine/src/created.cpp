#include "created.hpp"

#include "plumbline/onem2m/identifier.hpp"

#include <algorithm>

namespace plumbline::harness {
namespace {

bool is_at_or_below(std::string_view address, std::string_view top) {
  return address.starts_with(top) && (address.size() == top.size() || address[top.size()] == '/');
}

}  // namespace

bool lies_at(std::string_view address, std::string_view cse) {
  return is_at_or_below(onem2m::sp_relative_id(address), cse);
}

std::vector<std::string> left_of(const std::vector<Created>& created) {
  std::vector<std::string> gone;
  std::vector<std::string> left;
  for (const Created& made : created) {  // a parent before its children
    const bool went = std::ranges::any_of(
        gone, [&](const std::string& top) { return is_at_or_below(made.parent, top); });
    if (!made.removed && !went) {
      left.push_back(made.uri.empty() ? "what \"" + made.label + "\" made: its address is not known"
                                      : made.uri);
    } else if (!made.uri.empty()) {
      gone.push_back(made.uri);
    }
  }
  return left;
}

}  // namespace plumbline::harness
