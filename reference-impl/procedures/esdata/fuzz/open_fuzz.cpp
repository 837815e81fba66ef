/// @file
/// Gives arbitrary content, marked in each way, to a target that holds a credential of every kind.

#include "plumbline/core/bytes.hpp"
#include "plumbline/esdata/open.hpp"

#include <cstdint>
#include <string>

namespace {

using namespace plumbline;

esdata::HeldCredential symmetric(int suid) {
  return {.credential = {
              .id = "k", .suid = suid, .key = jose::Jwk::from_secret(crypto::SecretBytes{32})}};
}

std::vector<esdata::HeldCredential> credentials() {
  const auto own = crypto::PrivateKey::generate(crypto::KeyKind::ec_p256);
  return {symmetric(14),
          symmetric(15),
          {.credential = {.id = "c", .suid = 44, .key = jose::Jwk::from_private(own)}},
          {.credential = {.id = "s", .suid = 45, .key = jose::Jwk::from_public(own.public_key())}}};
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const std::vector<esdata::HeldCredential> held = credentials();
  if (size == 0) {
    return 0;
  }
  onem2m::ContentInfo info;
  info.security = static_cast<onem2m::ContentSecurity>(data[0] % 6);
  if (info.security == onem2m::ContentSecurity::none) {
    info.media_type = "application/pkcs7-mime";
    info.encoding = onem2m::ContentEncoding::base64_binary;
  }
  const std::string content{as_text(ByteView{data, size}.subspan(1))};
  static_cast<void>(esdata::open({.content = content, .info = info, .held = held, .demanded = {}}));
  return 0;
}
