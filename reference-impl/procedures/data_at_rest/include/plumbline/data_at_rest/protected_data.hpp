/// @file
/// Protected data as a hosting CSE keeps it.

#pragma once

#include "plumbline/data_at_rest/crypto_params.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace plumbline::data_at_rest {

/// "encrypt" (JWE), "integrity" (JWS), "both" (JWE and JWS, a key each), "aead" (one JWE, one key
/// for both purposes).
enum class Protection : std::uint8_t { encrypt, integrity, both, aead };

/// Of Protection::both in one object: "sign-then-encrypt" (a JWS inside a JWE, TS-0003 clause
/// 8.5.2.4) or "encrypt-then-sign" (a JWE inside a JWS). Children are always the latter.
enum class Order : std::uint8_t { sign_then_encrypt, encrypt_then_sign };

/// "compact", "json", "json-base64": contentSecurity 1 to 3; "children": a resource for each piece
/// (TR-0012 figure 7.3.2.2-2); "part": one value inside JSON content.
enum class Form : std::uint8_t { compact, json, json_base64, children, part };

[[nodiscard]] std::string_view name_of(Protection protection) noexcept;
[[nodiscard]] std::string_view name_of(Order order) noexcept;
[[nodiscard]] std::string_view name_of(Form form) noexcept;
[[nodiscard]] std::optional<Protection> protection_named(std::string_view name) noexcept;
[[nodiscard]] std::optional<Order> order_named(std::string_view name) noexcept;
[[nodiscard]] std::optional<Form> form_named(std::string_view name) noexcept;

/// In the content attribute of one resource.
struct ProtectedContent {
  std::string con;  ///< a JOSE object, or a JSON document with a protected part
  std::string cnf;  ///< m2m:contentInfo
};

enum class ChildKind : std::uint8_t { encrypted_content, authentication_tag, digital_signature };

struct ProtectedChild {
  ChildKind kind{};
  std::string object;  ///< compact JWE, or compact JWS; detached over the encrypted content if any
  CryptoParams params;
};

using ProtectedData = std::variant<ProtectedContent, std::vector<ProtectedChild>>;

/// Resource name, root member and containerDefinition that we give each kind of child.
struct ChildNames {
  std::string_view resource_name;
  std::string_view root;
  std::string_view definition;
};

[[nodiscard]] ChildNames names_of(ChildKind kind) noexcept;

}  // namespace plumbline::data_at_rest
