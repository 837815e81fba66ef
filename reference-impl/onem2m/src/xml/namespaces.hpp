/// @file
/// XML namespaces and the prefixes that JSON member names have for them.

#pragma once

#include <array>
#include <string_view>

namespace plumbline::onem2m::xml {

struct Namespace {
  std::string_view prefix;
  std::string_view uri;
};

/// TS-0004 clause 6.1 (m2m, sec), XML Schema part 1 clause 2.6 (xsi), and what is ours (e2e).
inline constexpr auto kNamespaces = std::to_array<Namespace>({
    {"m2m", "http://www.onem2m.org/xml/protocols"},
    {"sec", "http://www.onem2m.org/xml/securityProtocols"},
    {"e2e", "urn:plumbline:e2e"},
    {"xsi", "http://www.w3.org/2001/XMLSchema-instance"},
});

}  // namespace plumbline::onem2m::xml
