/// @file
/// Files that a person names.

#pragma once

#include "plumbline/core/result.hpp"

#include <cstddef>
#include <filesystem>
#include <string>

namespace plumbline::harness {

/// Reads a whole file of at most `at_most` octets.
///
/// @return Errc::io or Errc::too_large naming the file.
[[nodiscard]] Result<std::string> read_file(const std::filesystem::path& path, std::size_t at_most);

}  // namespace plumbline::harness
