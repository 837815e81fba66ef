#include "credential_identifier.hpp"

#include <algorithm>
#include <cctype>
#include <cstddef>

namespace plumbline::entities {

bool equal_without_case(std::string_view a, std::string_view b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](unsigned char x, unsigned char y) {
    return std::tolower(x) == std::tolower(y);
  });
}

std::string_view bare_target(std::string_view to, std::string_view fqdn) {
  if (to == "/-" || to.starts_with("/-/")) {
    to.remove_prefix(1);
  }
  const std::size_t at = to.find('@');
  if (at != std::string_view::npos && equal_without_case(to.substr(at + 1), fqdn)) {
    to = to.substr(0, at);
  }
  return to;
}

std::string canonical_id(std::string id) {
  const auto is_hex = [](unsigned char c) { return std::isxdigit(c) != 0; };
  if (std::all_of(id.begin(), id.end(), is_hex)) {
    std::transform(id.begin(), id.end(), id.begin(), [](unsigned char c) {
      return static_cast<char>(std::toupper(c));
    });
  }
  return id;
}

}  // namespace plumbline::entities
