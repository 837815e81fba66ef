/// @file
/// Octets for a library that reads files only.

#pragma once

#include "plumbline/adapters/process/child_process.hpp"
#include "plumbline/core/bytes.hpp"
#include "plumbline/core/result.hpp"

#include <string>

namespace plumbline::adapters::mqtt {

/// A file without a name on any disk; its pages go when it is closed.
class MemoryFile {
 public:
  /// Errc::io.
  [[nodiscard]] static Result<MemoryFile> holding(ByteView octets);

  /// Where this process can open it.
  [[nodiscard]] std::string path() const;

 private:
  explicit MemoryFile(process::Descriptor descriptor);

  process::Descriptor descriptor_;
};

}  // namespace plumbline::adapters::mqtt
