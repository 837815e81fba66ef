// Whether a secret stands in what a TEF stores (AR-05).

#include "case_bench.hpp"

#include <fstream>
#include <iterator>
#include <string>

namespace plumbline::harness {
namespace {

std::size_t count_in(const std::string& text, const std::string& needle) {
  std::size_t count = 0;
  for (std::size_t at = text.find(needle); at != std::string::npos;
       at = text.find(needle, at + 1)) {
    ++count;
  }
  return count;
}

std::size_t count_in_file(const std::filesystem::path& path, ByteView needle) {
  std::ifstream file{path, std::ios::binary};
  const std::string text{std::istreambuf_iterator<char>{file}, {}};
  const std::string base64 = to_base64(needle);
  return count_in(text, std::string{as_text(needle)}) + count_in(text, to_hex(needle)) +
         count_in(text, to_upper_hex(needle)) +
         count_in(text, base64.substr(0, base64.size() - 2)) +
         count_in(text, to_base64url(needle).substr(0, base64.size() - 2));
}

}  // namespace

std::optional<std::size_t> CaseBench::scan_store(ByteView needle) {
  std::filesystem::path place = scratch_.path() / name_of(Role::tef);
  if (const SutEndpoint* endpoint = sut(Role::tef)) {
    if (!endpoint->store_path) {
      return std::nullopt;
    }
    place = *endpoint->store_path;
  }
  std::error_code failed;
  if (std::filesystem::is_regular_file(place, failed)) {
    return count_in_file(place, needle);
  }
  std::size_t files = 0;
  std::size_t count = 0;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(place, failed)) {
    if (entry.is_regular_file(failed)) {
      ++files;
      count += count_in_file(entry.path(), needle);
    }
  }
  return files == 0 ? std::nullopt : std::optional{count};
}

}  // namespace plumbline::harness
