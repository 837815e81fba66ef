#include "plumbline/testing/paths.hpp"

#include <filesystem>
#include <fstream>
#include <iterator>
#include <stdexcept>

namespace plumbline::testing {

std::string project_path(const std::string& relative) {
  return std::string{PLUMBLINE_SOURCE_DIR} + "/" + relative;
}

std::optional<std::string> third_party_path(const std::string& relative) {
  std::string path = project_path("../shared/data/" + relative);
  if (!std::filesystem::exists(path)) {
    return std::nullopt;
  }
  return path;
}

std::string read_file(const std::string& path) {
  std::ifstream file{path, std::ios::binary};
  if (!file) {
    throw std::runtime_error{"cannot read " + path};
  }
  return {std::istreambuf_iterator<char>{file}, {}};
}

}  // namespace plumbline::testing
