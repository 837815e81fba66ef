/// @file
/// The vector files as parts of the program; defined by the build.

#pragma once

#include <string_view>
#include <vector>

namespace plumbline::harness {

struct EmbeddedFile {
  std::string_view name;  ///< "derive/group-key.json"
  std::string_view text;
};

[[nodiscard]] std::vector<EmbeddedFile> embedded_files();

}  // namespace plumbline::harness
