#include "plumbline/jose/jws.hpp"

#include "header_rules.hpp"
#include "signing.hpp"
#include "text_parts.hpp"

#include <utility>

namespace plumbline::jose {

namespace {

Result<void> check_shape(const JwsSignRequest& request) {
  if (request.signers.empty()) {
    return fail(Errc::invalid_value, "JWS: no signer");
  }
  if (request.serialization != Serialization::general && request.signers.size() > 1) {
    return fail(Errc::invalid_value, "JWS: several signatures need the general serialization");
  }
  if (request.serialization == Serialization::compact && !request.signers.front().header.empty()) {
    return fail(Errc::invalid_value, "JWS: compact has the protected header only");
  }
  return success();
}

struct MadeSignature {
  std::string protected_text;
  Bytes octets;
};

Result<MadeSignature> sign(const JwsSigner& signer, std::string_view payload_text) {
  PLUMBLINE_TRY(const Header merged, merge_headers(signer.protected_header, {}, signer.header));
  PLUMBLINE_TRY(const JwsAlg alg, jws_algorithm_of(merged));
  MadeSignature made;
  append_base64url(made.protected_text, as_bytes(signer.protected_header.text()));
  PLUMBLINE_TRY(
      made.octets,
      make_signature(
          alg, *signer.key, {.protected_text = made.protected_text, .payload_text = payload_text}));
  return made;
}

std::string compact(MadeSignature made, std::string_view payload_text, bool detached) {
  std::string text = std::move(made.protected_text);
  text.reserve(text.size() + 2 + payload_text.size() + base64url_size(made.octets.size()));
  text += '.';
  text += detached ? std::string_view{} : payload_text;
  text += '.';
  append_base64url(text, made.octets);
  return text;
}

void add_signature(Json& object, const JwsSigner& signer, const MadeSignature& made) {
  if (!made.protected_text.empty()) {
    object["protected"] = made.protected_text;
  }
  if (!signer.header.empty()) {
    object["header"] = signer.header.json();
  }
  object["signature"] = to_base64url(made.octets);
}

}  // namespace

Result<std::string> sign_jws(const JwsSignRequest& request) {
  PLUMBLINE_TRY(check_shape(request));
  const std::string payload_text = to_base64url(request.payload);
  Json object;
  if (!request.detached) {
    object["payload"] = payload_text;
  }
  for (const JwsSigner& signer : request.signers) {
    PLUMBLINE_TRY(MadeSignature made, sign(signer, payload_text));
    if (request.serialization == Serialization::compact) {
      return compact(std::move(made), payload_text, request.detached);
    }
    const bool general = request.serialization == Serialization::general;
    add_signature(
        general ? object["signatures"].emplace_back(Json::object()) : object, signer, made);
  }
  return json_text(object);
}

}  // namespace plumbline::jose
