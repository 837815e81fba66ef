/// @file
/// M2M identifiers and resource addressing.

#pragma once

#include "plumbline/core/result.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace plumbline::onem2m {

/// Who a CSE or a function is: all forms of its address follow from this.
struct NodeIdentity {
  std::string sp_id;     ///< M2M-SP-ID, "//sp.example"
  std::string cse_id;    ///< SP-relative CSE-ID, "/cse-a"
  std::string cse_name;  ///< resource name of the CSEBase, "cse"
};

/// Target of a request at one CSE.
struct Target {
  bool local = false;                 ///< addresses this CSE
  std::vector<std::string> segments;  ///< below the CSEBase; "-" and the CSEBase name are removed
  std::string receiver;               ///< SP-relative or absolute CSE-ID when not local
};

/// Resolves `to` (CSE-relative "cse/a/b", "-/a", "<resource id>", SP-relative "/cse-a/…", absolute
/// "//sp/cse-a/…") as `self` sees it.
///
/// @source TS-0001 clauses 7.2, 9.3.1; facts of addressing: '-' stands for the CSEBase
/// @return Errc::malformed for an empty target, an empty or "." / ".." segment, a forbidden
///         character, or more than 32 segments of 255 octets.
[[nodiscard]] Result<Target> resolve_target(std::string_view to, const NodeIdentity& self);

/// True when `id` is an AE-ID stem ("C…" or "S…"), SP-relative AE-ID, CSE-ID, or the absolute form
/// of one, of unreserved characters.
/// @source TS-0004 clause 6.2.3
[[nodiscard]] bool is_entity_id(std::string_view id);

/// Absolute form of an entity id: "Cae" registered at /cse-a → "//sp.example/cse-a/Cae";
/// "/cse-b" → "//sp.example/cse-b"; "S…" → "//sp.example/S…"; absolute ids stay.
[[nodiscard]] std::string absolute_id(std::string_view id, const NodeIdentity& registrar);

/// SP-relative form of an absolute id: "//sp.example/cse-a/Cae" → "/cse-a/Cae"; others stay.
[[nodiscard]] std::string_view sp_relative_id(std::string_view id) noexcept;

/// Same entity under any mixture of forms.
[[nodiscard]] bool same_entity(std::string_view a,
                               std::string_view b,
                               const NodeIdentity& registrar);

}  // namespace plumbline::onem2m
