// jose/jwe-open and jose/jwe-seal.

#include "plumbline/jose/jwe.hpp"

#include "jose_members.hpp"
#include "operations.hpp"

#include <deque>
#include <utility>

namespace plumbline::adapters::exec {

namespace {

Result<jose::OpenedJwe> open_any(const Json* jwe,
                                 const jose::JwkSet& keys,
                                 const jose::JweOpenOptions& options) {
  if (jwe != nullptr && jwe->is_string()) {
    return jose::open_jwe(jwe->get_ref<const std::string&>(), keys, options);
  }
  if (jwe != nullptr && jwe->is_object()) {
    return jose::open_jwe_object(*jwe, keys, options);
  }
  return fail(Errc::malformed, "in.jwe: neither text nor an object");
}

Result<Json> open(const Json& in, RandomSource& /*random*/) {
  JsonReader reader{in, "in"};
  const Json* const jwe = reader.optional_any("jwe");
  const Json& key_list = reader.array("keys");
  jose::JweOpenOptions options;
  PLUMBLINE_TRY(options.algorithms, algorithms_of(reader));
  PLUMBLINE_TRY(reader.finish());
  PLUMBLINE_TRY(const jose::JwkSet keys, jose::JwkSet::from_json(key_list));
  PLUMBLINE_TRY(const jose::OpenedJwe opened, open_any(jwe, keys, options));
  return Json{{"plaintext", to_hex(opened.plaintext)},
              {"header", opened.header.json()},
              {"kid", opened.kid}};
}

/// A recipient and the key that it points to.
struct Addressee {
  jose::Header header;
  jose::Jwk key;
};

Result<std::deque<Addressee>> read_recipients(const Json& list) {
  std::deque<Addressee> addressees;
  for (const Json& element : list) {
    JsonReader reader{element, "in.recipients"};
    PLUMBLINE_TRY(jose::Header header, header_of(reader, "header"));
    const Json& jwk = reader.object("key");
    PLUMBLINE_TRY(reader.finish());
    PLUMBLINE_TRY(jose::Jwk key, jose::Jwk::from_json(jwk));
    addressees.push_back({.header = std::move(header), .key = std::move(key)});
  }
  return addressees;
}

Result<Json> seal(const Json& in, RandomSource& random) {
  JsonReader reader{in, "in"};
  jose::JweSealRequest request;
  const Bytes plaintext = reader.hex("plaintext");
  PLUMBLINE_TRY(request.protected_header, header_of(reader, "protected"));
  PLUMBLINE_TRY(request.unprotected, header_of(reader, "unprotected"));
  const Json& list = reader.array("recipients");
  const Bytes aad = reader.optional_hex("aad").value_or(Bytes{});
  request.serialization = serialization_of(reader);
  PLUMBLINE_TRY(const jose::KnownAnswerInputs fixed, fixed_inputs(reader));
  PLUMBLINE_TRY(reader.finish());
  PLUMBLINE_TRY(const std::deque<Addressee> addressees, read_recipients(list));
  request.plaintext = plaintext;
  request.aad = aad;
  for (const Addressee& addressee : addressees) {
    request.recipients.push_back({.header = addressee.header, .key = &addressee.key});
  }
  PLUMBLINE_TRY(const std::string text, jose::seal_jwe(request, fixed, random));
  PLUMBLINE_TRY(Json jwe, object_of(text, request.serialization));
  return Json{{"jwe", std::move(jwe)}};
}

}  // namespace

void add_jwe_operations(Operations& operations) {
  operations["jose/jwe-open"] = open;
  operations["jose/jwe-seal"] = seal;
}

}  // namespace plumbline::adapters::exec
