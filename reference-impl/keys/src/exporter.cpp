#include "plumbline/keys/exporter.hpp"

#include "plumbline/crypto/hmac.hpp"

#include <algorithm>

namespace plumbline::keys {
namespace {

constexpr std::size_t kIdSize = 16;
constexpr std::size_t kMasterSecretSize = 48;
constexpr std::size_t kRandomSize = 32;
constexpr std::size_t kLargestOutput = 65535;
constexpr auto kPrfHash = crypto::HashAlgorithm::sha256;

Result<void> check_sizes(const ExporterInput& input, std::size_t size) {
  if (input.label.empty()) {
    return fail(Errc::invalid_length, "exporter label is empty");
  }
  if (input.master_secret.size() != kMasterSecretSize) {
    return fail(Errc::invalid_length, "master_secret is not 48 octets");
  }
  if (input.client_random.size() != kRandomSize || input.server_random.size() != kRandomSize) {
    return fail(Errc::invalid_length, "client_random or server_random is not 32 octets");
  }
  if (size == 0 || size > kLargestOutput) {
    return fail(Errc::invalid_length, "exporter output size outside 1 to 65535");
  }
  return success();
}

}  // namespace

Result<ExportedKey> split_exported(ByteView octets) {
  if (octets.size() != kExportedSize) {
    return fail(Errc::invalid_length, "exported material is not 48 octets");
  }
  return ExportedKey{.id = to_upper_hex(octets.first(kIdSize)),
                     .key = crypto::SecretBytes{octets.subspan(kIdSize)}};
}

Result<crypto::SecretBytes> export_keying_material(const ExporterInput& input, std::size_t size) {
  PLUMBLINE_TRY(check_sizes(input, size));
  const ByteView label = as_bytes(input.label);
  crypto::SecretBytes output{size};
  auto rest = output.expose_mutable();
  // RFC 5246 clause 5: A(i) = HMAC(secret, A(i-1)), A(0) = seed = label || both randoms.
  auto a = crypto::hmac(
      kPrfHash, input.master_secret, {label, input.client_random, input.server_random});
  while (true) {
    const auto block = crypto::hmac(kPrfHash,
                                    input.master_secret,
                                    {a.expose(), label, input.client_random, input.server_random});
    const std::size_t taken = std::min(rest.size(), block.size());
    std::ranges::copy(block.expose().first(taken), rest.begin());
    rest = rest.subspan(taken);
    if (rest.empty()) {
      return output;
    }
    a = crypto::hmac(kPrfHash, input.master_secret, {a.expose()});
  }
}

Result<ExportedKey> derive_exported_key(const ExporterInput& input) {
  PLUMBLINE_TRY(const auto octets, export_keying_material(input, kExportedSize));
  return split_exported(octets.expose());
}

}  // namespace plumbline::keys
