#include "plumbline/core/quoted_name.hpp"

#include "plumbline/core/json.hpp"

namespace plumbline {

std::string quoted_name(std::string_view name) {
  constexpr std::size_t kShown = 64;
  std::string shown{name.substr(0, kShown)};
  if (name.size() > kShown) {
    shown += "...";
  }
  return json_text(Json(std::move(shown)));
}

}  // namespace plumbline
