#include "memory_file.hpp"

#include <sys/mman.h>
#include <unistd.h>

#include <utility>

namespace plumbline::adapters::mqtt {

Result<MemoryFile> MemoryFile::holding(ByteView octets) {
  process::Descriptor descriptor{::memfd_create("plumbline", MFD_CLOEXEC)};
  for (auto rest = octets; !rest.empty();) {
    const auto written = ::write(descriptor.number(), rest.data(), rest.size());
    if (written <= 0) {
      return fail(Errc::io, "file in memory: cannot write");
    }
    rest = rest.subspan(static_cast<std::size_t>(written));
  }
  return MemoryFile{std::move(descriptor)};
}

MemoryFile::MemoryFile(process::Descriptor descriptor) : descriptor_(std::move(descriptor)) {}

std::string MemoryFile::path() const {
  return "/proc/self/fd/" + std::to_string(descriptor_.number());
}

}  // namespace plumbline::adapters::mqtt
