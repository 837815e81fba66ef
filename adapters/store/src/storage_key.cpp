#include "plumbline/adapters/store/storage_key.hpp"

#include "plumbline/entities/tef/record_sealer.hpp"

#include <cstddef>
#include <fstream>
#include <string_view>

namespace plumbline::adapters::store {

namespace {

/// Hex of a key with a line end, and one octet more that tells a longer file.
constexpr std::size_t kMostOctets = 2 * entities::kStorageKeySize + 3;

std::string_view without_line_end(std::string_view text) {
  if (text.ends_with('\n')) {
    text.remove_suffix(1);
  }
  if (text.ends_with('\r')) {
    text.remove_suffix(1);
  }
  return text;
}

}  // namespace

Result<crypto::SecretBytes> read_storage_key(const std::string& path) {
  std::ifstream file{path, std::ios::binary};
  crypto::SecretBytes buffer{kMostOctets};
  file.read(static_cast<char*>(static_cast<void*>(buffer.expose_mutable().data())), kMostOctets);
  if (!file.is_open() || file.bad()) {
    return fail(Errc::io, path + ": cannot be read");
  }
  const ByteView content = buffer.expose().first(static_cast<std::size_t>(file.gcount()));
  crypto::SecretBytes key;
  if (content.size() == entities::kStorageKeySize) {
    key = crypto::SecretBytes{content};
  } else if (auto octets = from_hex(without_line_end(as_text(content)));
             octets && octets.value().size() == entities::kStorageKeySize) {
    key = crypto::SecretBytes{ByteView{octets.value()}};
    crypto::detail::wipe(octets.value());
  }
  if (key.empty()) {
    return fail(Errc::malformed, path + ": holds no storage key (32 octets, or 64 hex digits)");
  }
  return key;
}

}  // namespace plumbline::adapters::store
