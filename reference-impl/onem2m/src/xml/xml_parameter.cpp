#include "plumbline/onem2m/xml_parameter.hpp"

#include "document.hpp"

#include <algorithm>

namespace plumbline::onem2m {

std::string xml_parameter(ByteView octets, std::string_view name, const JsonLimits& limits) {
  const auto root = xml::parse_document(octets, limits);
  if (!root) {
    return {};
  }
  const auto& children = root.value().children;
  const auto found = std::ranges::find(children, name, &xml::Element::name);
  return found == children.end() ? std::string{} : found->text;
}

}  // namespace plumbline::onem2m
