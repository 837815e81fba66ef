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

const std::vector<std::string>& all_serializations() {
  static const std::vector<std::string> all{"json", "xml", "cbor"};
  return all;
}

std::string serialization_of(const Variant& variant) {
  const auto found = variant.find(kSerialization);
  return found == variant.end() ? "json" : found->second;
}

std::optional<std::string> option_for(std::string_view serialization) {
  return serialization == "json" ? std::nullopt
                                 : std::optional{std::string{serialization} + "-serialization"};
}

std::vector<Variant> variants_of(const Purpose& purpose,
                                 const std::vector<std::string>& serializations) {
  const std::vector<Variant> single{{}};
  std::vector<Variant> out;
  for (const Variant& variant : purpose.variants.empty() ? single : purpose.variants) {
    if (purpose.role == Role::codec || variant.contains(kSerialization)) {
      out.push_back(variant);
      continue;
    }
    for (const std::string& serialization : serializations) {
      out.push_back(variant);
      if (serialization != "json") {
        out.back().emplace(kSerialization, serialization);
      }
    }
  }
  return out;
}

std::string text_of(const Variant& variant) {
  std::string text;
  for (const auto& [name, value] : variant) {
    text += (text.empty() ? "" : "-") + value;
  }
  return text.empty() ? "-" : text;
}

}  // namespace plumbline::harness
