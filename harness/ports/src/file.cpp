#include "plumbline/harness/file.hpp"

#include <fstream>
#include <iterator>
#include <system_error>

namespace plumbline::harness {

Result<std::string> read_file(const std::filesystem::path& path, std::size_t at_most) {
  std::error_code failed;
  const auto size = std::filesystem::file_size(path, failed);
  if (failed) {
    return fail(Errc::io, "cannot read " + path.string() + ": " + failed.message());
  }
  if (size > at_most) {
    return fail(Errc::too_large,
                path.string() + " is larger than " + std::to_string(at_most) + " octets");
  }
  std::ifstream file{path, std::ios::binary};
  if (!file) {
    return fail(Errc::io, "cannot open " + path.string());
  }
  return std::string{std::istreambuf_iterator<char>{file}, {}};
}

}  // namespace plumbline::harness
