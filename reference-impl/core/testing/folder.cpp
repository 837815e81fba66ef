#include "plumbline/testing/folder.hpp"

#include "plumbline/testing/paths.hpp"

#include <cstdlib>
#include <fstream>
#include <stdexcept>

namespace plumbline::testing {

Folder::Folder() {
  std::string name = std::filesystem::temp_directory_path() / "plumbline-test-XXXXXX";
  if (::mkdtemp(name.data()) == nullptr) {
    throw std::runtime_error{"cannot make the folder " + name};
  }
  path_ = name;
}

Folder::~Folder() {
  std::error_code ignored;
  std::filesystem::remove_all(path_, ignored);
}

std::string Folder::write(std::string_view name, std::string_view octets) const {
  std::string file = path(name);
  std::ofstream{file, std::ios::binary} << octets;
  return file;
}

std::string Folder::read(std::string_view name) const {
  return read_file(path(name));
}

}  // namespace plumbline::testing
