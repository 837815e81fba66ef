#include "plumbline/core/bytes.hpp"
#include "plumbline/xmlsec/nested.hpp"

#include <array>
#include <cstdint>
#include <cstdlib>
#include <string_view>

using plumbline::as_bytes;
using plumbline::as_text;
namespace crypto = plumbline::crypto;
namespace xmlsec = plumbline::xmlsec;

namespace {

void require(bool holds) {
  if (!holds) {
    std::abort();
  }
}

/// The keys of the seed corpus: 16 and 32 octets, and the EC key of RFC 7518 appendix C.
const std::array<xmlsec::Key, 3>& keys() {
  static const auto kEc = [] {
    const auto octets = [](std::string_view text) {
      return plumbline::from_base64url(text).value();
    };
    return crypto::PrivateKey::from_ec(
               crypto::KeyKind::ec_p256,
               {.x = octets("weNJy2HscCSM6AEDTDg04biOvhFhyyWvOHQfeF_PxMQ"),
                .y = octets("e8lnCO-AlStT-NJVX-crhB7QRYhiix03illJOVAOyck")},
               crypto::SecretBytes{octets("VEmDZpDXXK8p8N0Cndsxs924q6nS1RXFASRl6BfUqdw")})
        .value();
  }();
  static const std::array<xmlsec::Key, 3> kKeys{
      xmlsec::Key::from_secret(crypto::SecretBytes{as_bytes("0123456789abcdef")}, {.name = "k16"}),
      xmlsec::Key::from_secret(crypto::SecretBytes{as_bytes("0123456789abcdef0123456789abcdef")},
                               {.name = "k32"}),
      xmlsec::Key::from_private(kEc, {.name = "ec"})};
  return kKeys;
}

constexpr plumbline::XmlLimits kLimits{.octets = 1U << 16U, .nodes = 4096};

}  // namespace

/// Whatever opens or verifies has content; whatever does not says why.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text = as_text({data, size});
  const auto opened = xmlsec::decrypt(text, keys(), {.limits = kLimits, .recipients = 4});
  require(opened || !opened.error().detail.empty());
  const auto verified = xmlsec::verify(text, keys(), {.limits = kLimits, .references = 4});
  require(verified ? !verified.value().references.empty() : !verified.error().detail.empty());
  if (verified) {
    // What was verified is XML that can be signed again, to the same octets.
    const auto again =
        xmlsec::sign({.input = verified.value().references.front().octets, .key = keys().data()});
    require(!again || xmlsec::verify(again.value(), keys()).value().content ==
                          verified.value().references.front().octets);
  }
  return 0;
}
