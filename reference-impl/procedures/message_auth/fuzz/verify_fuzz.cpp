/// @file
/// Gives arbitrary messages to an end that holds a credential of each kind: refused, in bounded
/// time, and never taken.

#include "plumbline/core/bytes.hpp"
#include "plumbline/crypto/random.hpp"
#include "plumbline/message_auth/end_point.hpp"

#include <cstdint>
#include <cstdlib>
#include <string>
#include <utility>
#include <variant>

namespace {

using namespace plumbline;

constexpr const char* kSender = "//sp.example/Cae";
constexpr const char* kReceiver = "//sp.example/cse";

message_auth::Credentials known_credentials() {
  message_auth::Credentials held;
  const Bytes kpsa(32, 1);
  static_cast<void>(held.add(message_auth::shared_credential(
                                 {.id = "k", .owner = kSender, .peer = kReceiver, .kpsa = kpsa})
                                 .value()));
  static_cast<void>(held.add(
      {.id = "s",
       .owner = kSender,
       .peer = "",
       .expires = {},
       .key = jose::Jwk::from_private(crypto::PrivateKey::generate(crypto::KeyKind::ec_p256))}));
  return held;
}

void give(const std::string& message) {
  static const message_auth::Credentials held = known_credentials();
  static const ManualClock clock{TimePoint{} + std::chrono::hours{24}};
  static crypto::SeededRandom random{as_bytes("fuzz"), "message auth"};
  static message_auth::Protector protector{held, clock, random};
  static message_auth::Verifier verifier{
      {.identity = {.sp_id = "//sp.example", .cse_id = "/cse", .cse_name = "cse"}}, held, clock};
  static message_auth::EndPoint end{protector, verifier};
  onem2m::RequestPrimitive request;
  request.operation = onem2m::Operation::notify;
  request.content = Json{{"e2e:ma", {{"env", message}}}};
  const auto receipt = end.accept(request, kReceiver);
  const auto* const response = std::get_if<onem2m::ResponsePrimitive>(&receipt);
  if (response == nullptr || is_success(response->status)) {
    std::abort();
  }
}

}  // namespace

/// The octets are a message, and the header of ones whose other parts are well formed.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* octets, std::size_t size) {
  const ByteView input{octets, size};
  const std::string header = to_base64url(input);
  give(std::string{as_text(input)});
  give(header + ".e30.AAAA");
  give(header + "..AAAAAAAAAAAAAAAA.AAAA.AAAAAAAAAAAAAAAAAAAAAA");
  return 0;
}
