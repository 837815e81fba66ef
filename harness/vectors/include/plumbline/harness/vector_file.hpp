/// @file
/// Known answers in files of Wycheproof's shape, schema vectors/schemas/vectors.schema.json.

#pragma once

#include "plumbline/core/json.hpp"
#include "plumbline/core/result.hpp"

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace plumbline::harness {

struct VectorTest {
  int id = 0;  ///< tcId, unique in its file
  std::string comment;
  std::vector<std::string> flags;
  Json in;
  std::optional<Json> out;            ///< of a valid test
  std::optional<Json> intermediates;  ///< what a reader needs to follow the computation
  bool valid = false;
  std::optional<std::string> errc;  ///< of an invalid test: name of the Errc of the reference
};

struct VectorGroup {
  std::string comment;
  std::vector<VectorTest> tests;
};

/// Tests of one operation of the exec protocol.
struct VectorFile {
  std::string name;  ///< "derive/group-key.json"
  std::string operation;
  std::string document;  ///< "TR-0012"
  std::string clause;
  std::map<std::string, std::string> flags;  ///< each flag explained once
  std::vector<std::string> confirmed_by;     ///< independent implementations that agree
  std::vector<VectorGroup> groups;
};

/// Reads one file.
///
/// @return Errc::malformed or Errc::invalid_value naming file and member: for unknown, missing and
///         duplicate members, a tcId twice, a flag without explanation or without use, an outcome
///         that does not go with `result`.
[[nodiscard]] Result<VectorFile> parse_vector_file(std::string_view name, std::string_view text);

/// All *.json below `folder` but those under schemas/, in the order of their names.
///
/// @return Errc::not_found for a folder without any, Errc::io, else as parse_vector_file.
[[nodiscard]] Result<std::vector<VectorFile>> load_vectors(const std::string& folder);

/// The files that this program was built with.
[[nodiscard]] Result<std::vector<VectorFile>> embedded_vectors();

}  // namespace plumbline::harness
