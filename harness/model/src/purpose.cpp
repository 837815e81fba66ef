#include "plumbline/harness/purpose.hpp"

namespace plumbline::harness {

std::string text_of(const Variant& variant) {
  std::string text;
  for (const auto& [name, value] : variant) {
    text += (text.empty() ? "" : "-") + value;
  }
  return text.empty() ? "-" : text;
}

}  // namespace plumbline::harness
