/// @file
/// Where tests find their data. Not installed.

#pragma once

#include <optional>
#include <string>

namespace plumbline::testing {

/// `relative` below the project's top folder, e.g. "vectors/jose/jwe.json".
[[nodiscard]] std::string project_path(const std::string& relative);

/// `relative` below the folder of third-party vectors; nothing when the folder is not there, so
/// that the project's tests run without it.
[[nodiscard]] std::optional<std::string> third_party_path(const std::string& relative);

/// The whole file; throws std::runtime_error naming the path when it cannot be read.
[[nodiscard]] std::string read_file(const std::string& path);

}  // namespace plumbline::testing
