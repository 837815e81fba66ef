/// @file
/// Gives arbitrary ESPrim Objects to a receiver that knows a key: refused, in bounded time, and
/// never taken.

#include "plumbline/core/bytes.hpp"
#include "plumbline/crypto/random.hpp"
#include "plumbline/esprim/receiver.hpp"
#include "plumbline/onem2m/security_info.hpp"

#include <cstdint>
#include <cstdlib>
#include <string>
#include <utility>
#include <variant>

namespace {

using namespace plumbline;

esprim::PairwiseKeys known_keys() {
  esprim::PairwiseKeys keys;
  static_cast<void>(
      keys.add({.id = "k", .peer = "//sp.example/Cae", .key = crypto::SecretBytes{32}}));
  return keys;
}

void give(std::string object) {
  static const esprim::PairwiseKeys keys = known_keys();
  static const ManualClock clock{TimePoint{} + std::chrono::hours{24}};
  static crypto::SeededRandom random{as_bytes("fuzz"), "esprim"};
  static esprim::Receiver receiver{
      {.identity = {.sp_id = "//sp.example", .cse_id = "/cse", .cse_name = "cse"}},
      keys,
      clock,
      random};
  onem2m::RequestPrimitive request;
  request.operation = onem2m::Operation::notify;
  request.from = "Cae";
  request.content = onem2m::to_content(
      {.type = onem2m::SecurityInfoType::esprim_object, .value = std::move(object)});
  const auto receipt = receiver.accept(request);
  const auto* const response = std::get_if<onem2m::ResponsePrimitive>(&receipt);
  if (response == nullptr || is_success(response->status)) {
    std::abort();
  }
}

}  // namespace

/// The octets are an object, and the header of one whose other parts are well formed.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* octets, std::size_t size) {
  const ByteView input{octets, size};
  const std::string text{as_text(input)};
  for (const auto issuer : {esprim::Issuer::originator, esprim::Issuer::receiver}) {
    const auto object = esprim::parse_rand_object(text, issuer, TimePoint{});
    if (object && esprim::parse_rand_object(to_text(object.value()), issuer, TimePoint{}).value() !=
                      object.value()) {
      std::abort();
    }
  }
  give(text);
  give(to_base64url(input) + "..AAAAAAAAAAAAAAAA.AAAA.AAAAAAAAAAAAAAAAAAAAAA");
  return 0;
}
