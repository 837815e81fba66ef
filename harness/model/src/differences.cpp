#include "plumbline/harness/evidence.hpp"

#include <algorithm>
#include <set>
#include <string_view>

namespace plumbline::harness {
namespace {

// RFC 6901 pointers of what JSON Patch would touch; one entry per place.
void collect(const Json& a, const Json& b, std::set<std::string>& out) {
  for (const Json& step : Json::diff(a, b)) {
    out.insert(step.at("path").get<std::string>());
  }
}

// The association without the identity in it.
std::string_view hop_of(const Message& message) {
  const std::string_view text = message.association;
  return text.substr(0, text.find(" with "));
}

}  // namespace

std::vector<std::string> differences(const Message& a, const Message& b) {
  std::set<std::string> out;
  if (a.primitive.is_object() && b.primitive.is_object()) {
    Json left = a.primitive;
    Json right = b.primitive;
    left.erase("rqi");
    right.erase("rqi");
    collect(left, right, out);
  } else if (a.octets != b.octets) {
    out.insert("octets");
  }
  // Who speaks is one property, although it shows in From and in the peer of the association.
  const bool same_hop =
      out.contains("/fr") ? hop_of(a) == hop_of(b) : a.association == b.association;
  if (!same_hop) {
    out.insert("association");
  }
  return {out.begin(), out.end()};
}

}  // namespace plumbline::harness
