#include "plumbline/harness/purpose.hpp"

namespace plumbline::harness {

std::vector<std::string> bindings_of(const Purpose& purpose) {
  if (!purpose.bindings.empty()) {
    return purpose.bindings;
  }
  switch (purpose.role) {
    case Role::codec:
      return {std::string{kExecBinding}};
    case Role::tef:
      return {"http", "coap"};
    case Role::hcse:
    case Role::tcse:
    case Role::ae_src:
    case Role::ae_cli:
      break;
  }
  return {"http", "coap", "mqtt"};
}

std::string text_of(const Variant& variant) {
  std::string text;
  for (const auto& [name, value] : variant) {
    text += (text.empty() ? "" : "-") + value;
  }
  return text.empty() ? "-" : text;
}

}  // namespace plumbline::harness
