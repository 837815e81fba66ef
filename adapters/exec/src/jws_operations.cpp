// jose/jws-verify and jose/jws-sign.

#include "plumbline/jose/jws.hpp"

#include "jose_members.hpp"
#include "operations.hpp"

#include <deque>
#include <utility>

namespace plumbline::adapters::exec {

namespace {

Result<jose::VerifiedJws> verify_any(const Json* jws,
                                     const jose::JwkSet& keys,
                                     const jose::JwsVerifyOptions& options) {
  if (jws != nullptr && jws->is_string()) {
    return jose::verify_jws(jws->get_ref<const std::string&>(), keys, options);
  }
  if (jws != nullptr && jws->is_object()) {
    return jose::verify_jws_object(*jws, keys, options);
  }
  return fail(Errc::malformed, "in.jws: neither text nor an object");
}

Result<Json> verify(const Json& in, RandomSource& /*random*/) {
  JsonReader reader{in, "in"};
  const Json* const jws = reader.optional_any("jws");
  const Json& key_list = reader.array("keys");
  jose::JwsVerifyOptions options;
  PLUMBLINE_TRY(options.algorithms, algorithms_of(reader));
  const auto detached = reader.optional_hex("payload");
  PLUMBLINE_TRY(reader.finish());
  if (detached) {
    options.detached_payload = *detached;
  }
  PLUMBLINE_TRY(const jose::JwkSet keys, jose::JwkSet::from_json(key_list));
  PLUMBLINE_TRY(const jose::VerifiedJws verified, verify_any(jws, keys, options));
  return Json{{"payload", to_hex(verified.payload)},
              {"header", verified.first().header.json()},
              {"kid", verified.first().kid}};
}

/// A signature to make and the key that it points to.
struct Signatory {
  jose::Header protected_header;
  jose::Header header;
  jose::Jwk key;
};

Result<std::deque<Signatory>> read_signatures(const Json& list) {
  std::deque<Signatory> signatories;
  for (const Json& element : list) {
    JsonReader reader{element, "in.signatures"};
    PLUMBLINE_TRY(jose::Header protected_header, header_of(reader, "protected"));
    PLUMBLINE_TRY(jose::Header header, header_of(reader, "header"));
    const Json& jwk = reader.object("key");
    PLUMBLINE_TRY(reader.finish());
    PLUMBLINE_TRY(jose::Jwk key, jose::Jwk::from_json(jwk));
    signatories.push_back({.protected_header = std::move(protected_header),
                           .header = std::move(header),
                           .key = std::move(key)});
  }
  return signatories;
}

Result<Json> sign(const Json& in, RandomSource& /*random*/) {
  JsonReader reader{in, "in"};
  jose::JwsSignRequest request;
  const Bytes payload = reader.hex("payload");
  request.payload = payload;
  const Json& list = reader.array("signatures");
  request.serialization = serialization_of(reader);
  request.detached = reader.optional_boolean("detached").value_or(false);
  PLUMBLINE_TRY(reader.finish());
  PLUMBLINE_TRY(const std::deque<Signatory> signatories, read_signatures(list));
  for (const Signatory& signatory : signatories) {
    request.signers.push_back({.protected_header = signatory.protected_header,
                               .header = signatory.header,
                               .key = &signatory.key});
  }
  PLUMBLINE_TRY(const std::string text, jose::sign_jws(request));
  PLUMBLINE_TRY(Json jws, object_of(text, request.serialization));
  return Json{{"jws", std::move(jws)}};
}

}  // namespace

void add_jws_operations(Operations& operations) {
  operations["jose/jws-verify"] = verify;
  operations["jose/jws-sign"] = sign;
}

}  // namespace plumbline::adapters::exec
