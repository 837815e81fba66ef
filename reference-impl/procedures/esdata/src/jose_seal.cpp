#include "plumbline/jose/jws.hpp"
#include "plumbline/jose/nested.hpp"

#include "format.hpp"

#include <utility>

namespace plumbline::esdata {

namespace {

using jose::Header;

jose::Serialization serialization_for(Form form, std::size_t credentials) {
  if (form == Form::jose_compact) {
    return jose::Serialization::compact;
  }
  return credentials == 1 ? jose::Serialization::flattened : jose::Serialization::general;
}

/// {alg enc? kid cty?}; what is not there is left out.
Result<Header> header(std::string_view alg,
                      std::string_view enc,
                      const std::string& kid,
                      const std::string& cty) {
  Header made;
  const auto add = [&made](std::string_view name, std::string_view value) -> Result<void> {
    if (!value.empty()) {
      PLUMBLINE_TRY(made, made.with(name, Json(value)));
    }
    return success();
  };
  PLUMBLINE_TRY(add("alg", alg));
  PLUMBLINE_TRY(add("enc", enc));
  PLUMBLINE_TRY(add("kid", kid));
  PLUMBLINE_TRY(add("cty", cty));
  return made;
}

/// A signing or encryption request, and the keys that it points to.
template <typename Request>
struct Prepared {
  std::vector<jose::Jwk> keys;
  Request request;
};

Result<Prepared<jose::JwsSignRequest>> signing(const SealRequest& request) {
  Prepared<jose::JwsSignRequest> made;
  made.keys.reserve(request.signers.size());
  made.request.payload = request.plaintext;
  made.request.serialization = serialization_for(request.form, request.signers.size());
  for (const Signer& signer : request.signers) {
    PLUMBLINE_TRY(jose::Jwk key, key_for(signer.credential, Purpose::signature));
    made.keys.push_back(std::move(key));
    PLUMBLINE_TRY(Header protected_header,
                  header(name_of(signer.alg), "", signer.credential.id, request.type));
    made.request.signers.push_back(
        {.protected_header = std::move(protected_header), .header = {}, .key = &made.keys.back()});
  }
  return made;
}

Result<Prepared<jose::JweSealRequest>> encryption(const SealRequest& request) {
  const bool alone = request.targets.size() == 1;
  const bool nested = request.security_class == SecurityClass::nested;
  const std::string type = nested ? "" : request.type;
  Prepared<jose::JweSealRequest> made;
  made.keys.reserve(request.targets.size());
  made.request.plaintext = request.plaintext;
  made.request.aad = request.associated_data;
  made.request.serialization = serialization_for(request.form, request.targets.size());
  const Target& first = request.targets.front();
  PLUMBLINE_TRY(made.request.protected_header,
                header(alone ? name_of(first.alg) : "",
                       name_of(request.enc),
                       alone ? first.credential.id : "",
                       type));
  for (const Target& target : request.targets) {
    PLUMBLINE_TRY(const jose::Jwk key, key_for(target.credential, Purpose::encryption));
    PLUMBLINE_TRY(jose::Jwk fitted, jose::leftmost(key, target.alg, request.enc));
    made.keys.push_back(std::move(fitted));
    Header own;
    if (!alone) {
      PLUMBLINE_TRY(own, header(name_of(target.alg), "", target.credential.id, ""));
    }
    made.request.recipients.push_back({.header = std::move(own), .key = &made.keys.back()});
  }
  return made;
}

}  // namespace

Result<std::string> seal_jose(const SealRequest& request,
                              const jose::KnownAnswerInputs& fixed,
                              RandomSource& random) {
  if (request.xml != XmlShape{}) {
    return fail(Errc::invalid_value, "a shape of XML: JOSE has none");
  }
  if (request.security_class == SecurityClass::encryption_only) {
    PLUMBLINE_TRY(const auto outer, encryption(request));
    return jose::seal_jwe(outer.request, fixed, random);
  }
  PLUMBLINE_TRY(const auto inner, signing(request));
  if (request.security_class == SecurityClass::signature_only) {
    return jose::sign_jws(inner.request);
  }
  PLUMBLINE_TRY(const auto outer, encryption(request));
  return jose::seal_nested(inner.request, outer.request, fixed, random);
}

}  // namespace plumbline::esdata
