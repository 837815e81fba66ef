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

/// One signature and what it covers.
struct MadeSignature {
  std::string input;  ///< encoded protected header "." encoded payload, RFC 7515 clause 5.1 step 5
  std::size_t header_size = 0;  ///< of the first half
  Bytes octets;

  [[nodiscard]] std::string_view protected_text() const {
    return std::string_view{input}.substr(0, header_size);
  }

  [[nodiscard]] std::string_view payload_text() const {
    return std::string_view{input}.substr(header_size + 1);
  }
};

/// The input, with room for the rest of a compact object behind it.
std::string signing_input(std::string_view header, ByteView payload) {
  constexpr std::size_t kLargestSignature = 512;  // of RSA with 4096 bit; beyond that, it grows
  std::string input;
  input.reserve(2 + base64url_size(header.size()) + base64url_size(payload.size()) +
                base64url_size(kLargestSignature));
  append_base64url(input, as_bytes(header));
  input += '.';
  append_base64url(input, payload);
  return input;
}

Result<MadeSignature> sign(const JwsSigner& signer, ByteView payload) {
  PLUMBLINE_TRY(const Header merged, merge_headers(signer.protected_header, {}, signer.header));
  PLUMBLINE_TRY(const JwsAlg alg, jws_algorithm_of(merged));
  MadeSignature made;
  made.input = signing_input(signer.protected_header.text(), payload);
  made.header_size = made.input.find('.');
  PLUMBLINE_TRY(made.octets, make_signature(alg, *signer.key, made.input));
  return made;
}

std::string compact(MadeSignature made, bool detached) {
  std::string text = std::move(made.input);
  if (detached) {
    text.resize(made.header_size + 1);
  }
  text += '.';
  append_base64url(text, made.octets);
  return text;
}

void add_signature(Json& object, const JwsSigner& signer, const MadeSignature& made) {
  if (made.header_size != 0) {
    object["protected"] = made.protected_text();
  }
  if (!signer.header.empty()) {
    object["header"] = signer.header.json();
  }
  object["signature"] = to_base64url(made.octets);
}

}  // namespace

Result<std::string> sign_jws(const JwsSignRequest& request) {
  PLUMBLINE_TRY(check_shape(request));
  Json object;
  for (const JwsSigner& signer : request.signers) {
    PLUMBLINE_TRY(MadeSignature made, sign(signer, request.payload));
    if (request.serialization == Serialization::compact) {
      return compact(std::move(made), request.detached);
    }
    if (!request.detached) {
      object["payload"] = made.payload_text();
    }
    const bool general = request.serialization == Serialization::general;
    add_signature(
        general ? object["signatures"].emplace_back(Json::object()) : object, signer, made);
  }
  return json_text(object);
}

}  // namespace plumbline::jose
