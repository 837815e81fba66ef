#include "plumbline/harness/evidence.hpp"

#include <algorithm>
#include <set>

namespace plumbline::harness {
namespace {

// RFC 6901 pointers of what JSON Patch would touch; one entry per place.
void collect(const Json& a, const Json& b, std::set<std::string>& out) {
  for (const Json& step : Json::diff(a, b)) {
    out.insert(step.at("path").get<std::string>());
  }
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
  if (a.association != b.association) {
    out.insert("association");
  }
  return {out.begin(), out.end()};
}

}  // namespace plumbline::harness
