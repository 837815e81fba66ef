/// @file
/// An XML document as the primitives of oneM2M need it: elements, attributes, text.

#pragma once

#include <string>
#include <utility>
#include <vector>

namespace plumbline::onem2m::xml {

/// Names are as JSON has them: "m2m:cin" for one in a namespace, whatever prefix the document
/// gave it, "con" for one in none.
struct Element {
  std::string name;
  std::vector<std::pair<std::string, std::string>> attributes;  ///< without declarations
  std::string text;                                             ///< all that stands directly in it
  std::vector<Element> children;
};

}  // namespace plumbline::onem2m::xml
