#include "plumbline/data_at_rest/crypto_params.hpp"
#include "plumbline/data_at_rest/protected_data.hpp"

#include <array>
#include <cstddef>

namespace plumbline::data_at_rest {

namespace {

template <std::size_t kSize>
using Names = std::array<std::string_view, kSize>;

constexpr Names<4> kUses{"conf", "auth", "aead", "master"};
constexpr Names<3> kLevels{"master", "keys", "resource"};
constexpr Names<3> kSources{"exporter", "random", "ke"};
constexpr Names<3> kScopes{"data", "container", "content-instance"};
constexpr Names<4> kProtections{"encrypt", "integrity", "both", "aead"};
constexpr Names<2> kOrders{"sign-then-encrypt", "encrypt-then-sign"};
constexpr Names<5> kForms{"compact", "json", "json-base64", "children", "part"};

constexpr std::array<ChildNames, 3> kChildren{{
    {.resource_name = "encryptedContent",
     .root = "e2e:ec",
     .definition = "urn:plumbline:encryptedContent"},
    {.resource_name = "authenticationTag",
     .root = "e2e:at",
     .definition = "urn:plumbline:authenticationTag"},
    {.resource_name = "digitalSignature",
     .root = "e2e:ds",
     .definition = "urn:plumbline:digitalSignature"},
}};

template <typename Enumeration, std::size_t kSize>
constexpr std::string_view name_in(const Names<kSize>& names, Enumeration value) noexcept {
  return names[static_cast<std::size_t>(value)];
}

template <typename Enumeration, std::size_t kSize>
constexpr std::optional<Enumeration> named_in(const Names<kSize>& names,
                                              std::string_view name) noexcept {
  for (std::size_t i = 0; i < kSize; ++i) {
    if (names[i] == name) {
      return static_cast<Enumeration>(i);
    }
  }
  return std::nullopt;
}

}  // namespace

std::string_view name_of(Use use) noexcept {
  return name_in(kUses, use);
}

std::string_view name_of(Level level) noexcept {
  return name_in(kLevels, level);
}

std::string_view name_of(KeySource source) noexcept {
  return name_in(kSources, source);
}

std::string_view name_of(KeyScope scope) noexcept {
  return name_in(kScopes, scope);
}

std::string_view name_of(Protection protection) noexcept {
  return name_in(kProtections, protection);
}

std::string_view name_of(Order order) noexcept {
  return name_in(kOrders, order);
}

std::string_view name_of(Form form) noexcept {
  return name_in(kForms, form);
}

std::optional<Use> use_named(std::string_view name) noexcept {
  return named_in<Use>(kUses, name);
}

std::optional<Level> level_named(std::string_view name) noexcept {
  return named_in<Level>(kLevels, name);
}

std::optional<KeySource> key_source_named(std::string_view name) noexcept {
  return named_in<KeySource>(kSources, name);
}

std::optional<KeyScope> key_scope_named(std::string_view name) noexcept {
  return named_in<KeyScope>(kScopes, name);
}

std::optional<Protection> protection_named(std::string_view name) noexcept {
  return named_in<Protection>(kProtections, name);
}

std::optional<Order> order_named(std::string_view name) noexcept {
  return named_in<Order>(kOrders, name);
}

std::optional<Form> form_named(std::string_view name) noexcept {
  return named_in<Form>(kForms, name);
}

ChildNames names_of(ChildKind kind) noexcept {
  return kChildren[static_cast<std::size_t>(kind)];
}

}  // namespace plumbline::data_at_rest
