#include "plumbline/esdata/protection.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace plumbline::esdata {

namespace {

using Name = std::pair<SecurityClass, std::string_view>;

constexpr std::array<Name, 3> kClasses{{{SecurityClass::encryption_only, "encryption-only"},
                                        {SecurityClass::signature_only, "signature-only"},
                                        {SecurityClass::nested, "nested"}}};

}  // namespace

std::string_view name_of(SecurityClass security_class) noexcept {
  return std::ranges::find(kClasses, security_class, &Name::first)->second;
}

std::optional<SecurityClass> security_class_named(std::string_view name) noexcept {
  const auto* const found = std::ranges::find(kClasses, name, &Name::second);
  return found == kClasses.end() ? std::nullopt : std::optional{found->first};
}

std::string_view name_of(SourceAuthentication authentication) noexcept {
  switch (authentication) {
    case SourceAuthentication::symmetric:
      return "authenticated";
    case SourceAuthentication::non_repudiable:
      return "non-repudiable";
    default:
      return "unauthenticated";
  }
}

}  // namespace plumbline::esdata
