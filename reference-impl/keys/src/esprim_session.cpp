#include "plumbline/keys/esprim_session.hpp"

#include "plumbline/core/json.hpp"
#include "plumbline/crypto/hmac.hpp"

#include <algorithm>
#include <array>
#include <span>

namespace plumbline::keys {
namespace {

constexpr std::array<std::string_view, 5> kReceiverMembers{"esri", "esrv", "esrx", "esks", "espa"};
// esks: the older schema of Release 2
constexpr std::array<std::string_view, 6> kOriginatorMembers{
    "esri", "esrv", "esrx", "esk", "esks", "espa"};

/// The octets of a random object that enter the formula.
Result<std::string> octets_of(std::string_view text,
                              std::span<const std::string_view> members,
                              RandomObjectForm form) {
  PLUMBLINE_TRY(const Json object, parse_json(text));
  if (!object.is_object()) {
    return fail(Errc::malformed, "random object is not a JSON object");
  }
  for (const auto& member : object.items()) {
    if (std::ranges::find(members, member.key()) == members.end()) {
      return fail(Errc::invalid_value, "random object has the unknown member " + member.key());
    }
  }
  return form == RandomObjectForm::canonical ? canonical_json(object) : std::string{text};
}

}  // namespace

Result<crypto::SecretBytes> derive_esprim_session(const EsprimSessionInput& input) {
  constexpr std::string_view kLabel = "oneM2M HMAC-SHA256 sessionESPrimKey derivation algorithm";
  if (input.pairwise_key.empty()) {
    return fail(Errc::invalid_length, "pairwiseESPrimKey is empty");
  }
  if (input.receiver.empty() || input.originator.empty()) {
    return fail(Errc::invalid_length, "random object is empty");
  }
  return crypto::hmac(crypto::HashAlgorithm::sha256,
                      input.pairwise_key,
                      {input.receiver, input.originator, as_bytes(kLabel)});
}

Result<crypto::SecretBytes> derive_esprim_session_from_json(const EsprimSessionTexts& texts) {
  PLUMBLINE_TRY(const auto receiver, octets_of(texts.receiver, kReceiverMembers, texts.form));
  PLUMBLINE_TRY(const auto originator, octets_of(texts.originator, kOriginatorMembers, texts.form));
  return derive_esprim_session({.pairwise_key = texts.pairwise_key,
                                .receiver = as_bytes(receiver),
                                .originator = as_bytes(originator)});
}

}  // namespace plumbline::keys
