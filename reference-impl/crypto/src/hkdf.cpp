#include "plumbline/crypto/hkdf.hpp"

#include "plumbline/crypto/hmac.hpp"

#include <algorithm>
#include <cstdint>

namespace plumbline::crypto {

SecretBytes hkdf_extract(HashAlgorithm hash, ByteView salt, ByteView secret) {
  // HMAC pads its key with zero octets, so no salt and HashLen zero octets are the same key.
  return hmac(hash, salt, {secret});
}

Result<SecretBytes> hkdf_expand(const HkdfExpandInput& input) {
  const std::size_t block_size = size_of(input.hash);
  if (input.pseudorandom_key.size() < block_size) {
    return fail(Errc::invalid_length, "HKDF pseudorandom key shorter than the hash");
  }
  if (input.output_size == 0 || input.output_size > 255 * block_size) {
    return fail(Errc::invalid_length, "HKDF output size outside 1 to 255 hash lengths");
  }
  SecretBytes output{input.output_size};
  auto rest = output.expose_mutable();
  SecretBytes previous;
  for (std::uint8_t counter = 1; !rest.empty(); ++counter) {
    previous =
        hmac(input.hash, input.pseudorandom_key, {previous.expose(), input.info, {&counter, 1}});
    const std::size_t taken = std::min(rest.size(), block_size);
    std::ranges::copy(previous.expose().first(taken), rest.begin());
    rest = rest.subspan(taken);
  }
  return output;
}

}  // namespace plumbline::crypto
