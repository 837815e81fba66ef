/// @file
/// A place for the files of one test. Not installed.

#pragma once

#include <filesystem>
#include <string>
#include <string_view>

namespace plumbline::testing {

/// An empty folder that no other test and no other process uses, as tests run beside each other;
/// gone with the object.
class Folder {
 public:
  /// Throws std::runtime_error when it cannot be made.
  Folder();

  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  Folder(Folder&&) = delete;
  Folder& operator=(Folder&&) = delete;

  ~Folder();

  /// Of the folder itself.
  [[nodiscard]] const std::filesystem::path& path() const { return path_; }

  /// Of a file in it, there or not.
  [[nodiscard]] std::string path(std::string_view name) const { return path_ / name; }

  /// Writes the whole file and gives its path.
  std::string write(std::string_view name, std::string_view octets) const;

  /// The whole file; throws std::runtime_error naming the path when it cannot be read.
  [[nodiscard]] std::string read(std::string_view name) const;

 private:
  std::filesystem::path path_;
};

}  // namespace plumbline::testing
