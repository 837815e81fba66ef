/// @file
/// Kinds of psAlgSets by their names.

#pragma once

#include "plumbline/core/json.hpp"

#include <string>

namespace plumbline::harness {

/// The set that the input or output of an operation names.
inline std::string set_of(const Json& in_or_out) {
  return text_at(in_or_out, "ps_alg_set");
}

inline bool is_mic(const std::string& set) {
  return set == "HS256";
}

inline bool is_aead_with_signature(const std::string& set) {
  return set.find(':') != std::string::npos;
}

inline bool is_aead(const std::string& set) {
  return set.starts_with('A') && !is_aead_with_signature(set);
}

inline bool is_signature(const std::string& set) {
  return set.starts_with("ES") || set.starts_with("RS");
}

}  // namespace plumbline::harness
