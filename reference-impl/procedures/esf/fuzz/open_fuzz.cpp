/// @file
/// Gives arbitrary envelopes to a target that holds a key of every kind.

#include "plumbline/core/bytes.hpp"
#include "plumbline/esf/open.hpp"
#include "plumbline/esf/target_data.hpp"

#include <cstdint>

namespace {

using namespace plumbline;

esf::TargetEndPoint target() {
  const auto own = jose::Jwk::from_private(crypto::PrivateKey::generate(crypto::KeyKind::ec_p256));
  const auto shared = jose::Jwk::from_secret(crypto::SecretBytes{32});
  esf::TargetEndPoint made;
  made.ids = {"t"};
  for (const auto use : {esf::KeyEstablishment::trusted_third_party,
                         esf::KeyEstablishment::provisioned_key,
                         esf::KeyEstablishment::key_encryption}) {
    made.keys.push_back({.use = use, .id = "k", .key = shared, .source = {}});
  }
  made.keys.push_back(
      {.use = esf::KeyEstablishment::key_agreement, .id = "k", .key = own, .source = {}});
  return made;
}

/// Lets every check pass that stands before the cryptography.
class Lenient final : public esf::TargetPolicy {
  bool accepts_class(esf::TargetDataClass /*expected*/,
                     esf::TargetDataClass /*told*/) const override {
    return true;
  }

  bool is_covered(std::string_view /*told*/, std::string_view /*computed*/) const override {
    return true;
  }

  bool is_signed_for(std::string_view /*told*/, std::string_view /*computed*/) const override {
    return true;
  }

  bool belongs(const Json& /*header*/, const esf::S1Context& /*context*/) const override {
    return true;
  }

  Result<void> verify_certificate(const esf::CertificateCheck& /*check*/) const override {
    return success();
  }
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const esf::TargetEndPoint end_point = target();
  const auto envelope = esf::parse_envelope(as_text(ByteView{data, size}));
  if (envelope) {
    const auto opened =
        esf::open(envelope.value(), esf::TargetDataClass::instance, end_point, Lenient{});
    if (opened) {
      const auto treated = Json{{"m2m:cin", {{"con", ""}}}};
      static_cast<void>(esf::restore_instance(treated, opened.value().data.plaintext));
    }
  }
  return 0;
}
