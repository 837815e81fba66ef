#include "credential_client.hpp"

#include "plumbline/core/json_reader.hpp"
#include "plumbline/onem2m/resource_type.hpp"
#include "plumbline/onem2m/timestamp.hpp"

#include <utility>

namespace plumbline::entities::ae {

namespace {

using data_at_rest::KeyNeed;
using data_at_rest::KeyScope;
using data_at_rest::Level;
using data_at_rest::Use;

constexpr const char* kRoot = "sec:skr";
constexpr unsigned kSuidEncryption = 34;
constexpr unsigned kSuidAuthenticity = 35;

onem2m::RequestPrimitive creation_of(const Registration& registration, const std::string& fqdn) {
  Json attributes = {
      {"fq", fqdn},
      {"suid", registration.use == Use::authenticity ? kSuidAuthenticity : kSuidEncryption}};
  if (registration.resource_name) {
    attributes["rn"] = *registration.resource_name;
  }
  if (registration.expiry) {
    attributes["et"] = *registration.expiry;
  }
  if (!registration.targets.empty()) {
    attributes["tgis"] = registration.targets;
  }
  if (registration.key_value != nullptr) {
    attributes["kv"] = to_base64(registration.key_value->expose());
  }
  attributes["e2e:cp"] = Json::parse(data_at_rest::to_text(registration.params));
  onem2m::RequestPrimitive request;
  request.operation = onem2m::Operation::create;
  request.to = "-";
  request.resource_type = static_cast<std::uint32_t>(onem2m::ResourceType::credential);
  request.content = Json::object();
  (*request.content)[kRoot] = std::move(attributes);
  return request;
}

/// Relative id out of the answer: resourceName, resourceID, or the end of the address.
Result<std::string> relative_id(const onem2m::ResponsePrimitive& response) {
  if (const auto attributes = attributes_of(response, kRoot)) {
    for (const char* const name : {"rn", "ri"}) {
      const auto member = attributes.value()->find(name);
      if (member != attributes.value()->end() && member->is_string()) {
        return member->get<std::string>();
      }
    }
  }
  if (response.created_uri) {
    return response.created_uri->substr(response.created_uri->rfind('/') + 1);
  }
  return fail(Errc::malformed, "the TEF's answer carries no Credential-Id");
}

/// "6F…" of "6F…@tef.example".
/// @return Errc::not_found when another TEF has it.
Result<std::string> relative_part(const std::string& credential_id, const std::string& fqdn) {
  const std::size_t at = credential_id.rfind('@');
  if (at == std::string::npos || at == 0) {
    return fail(Errc::malformed, "the Credential-Id names no TEF");
  }
  if (credential_id.substr(at + 1) != fqdn) {
    return fail(Errc::not_found, "the Credential-Id is of another TEF");
  }
  return credential_id.substr(0, at);
}

Result<onem2m::RequestPrimitive> retrieval_of(const CredentialQuery& query,
                                              const std::string& fqdn) {
  const KeyNeed& need = query.need;
  PLUMBLINE_TRY(const std::string relative, relative_part(need.credential_id, fqdn));
  onem2m::RequestPrimitive request;
  request.to = "-/" + relative;
  if (need.level != Level::resource) {
    return request;
  }
  request.query["e2e:kind"] = need.scope == KeyScope::container ? "container" : "content-instance";
  request.query["e2e:name"] = need.container;
  if (query.send_freshness && need.freshness.by_time) {
    request.query["e2e:ct"] = need.freshness.time;
  } else if (query.send_freshness) {
    request.query["e2e:nonce"] = to_hex(need.freshness.nonce);
  }
  return request;
}

/// What the TEF says of the key: CryptoParams, and where they are silent the SUID.
Result<CachedCredential> credential_from(const onem2m::ResponsePrimitive& response,
                                         const KeyNeed& need,
                                         TimePoint now) {
  PLUMBLINE_TRY(const Json* const attributes, attributes_of(response, kRoot));
  JsonReader reader{*attributes, kRoot};
  CachedCredential credential;
  credential.id = need.credential_id;
  std::string text = reader.string("kv");
  const auto end = reader.optional_string("et");
  const auto suid = reader.optional_integer("suid", 0, 99);
  const Json* const params = reader.optional_object("e2e:cp");
  PLUMBLINE_TRY(reader.finish_lenient());
  PLUMBLINE_TRY(Bytes octets, from_base64(text));
  credential.key = crypto::SecretBytes{ByteView{octets}};
  crypto::detail::wipe(octets);
  if (end) {
    PLUMBLINE_TRY(credential.expiry, onem2m::from_abs_rel_timestamp(*end, now));
  }
  data_at_rest::CryptoParams usage;
  if (params != nullptr) {
    PLUMBLINE_TRY(usage, data_at_rest::parse_crypto_params(json_text(*params)));
  }
  credential.level = usage.lvl.value_or(need.level);
  const Use by_suid = suid.value_or(kSuidEncryption) == kSuidAuthenticity ? Use::authenticity
                                                                          : Use::confidentiality;
  credential.use = usage.use.value_or(credential.level == Level::master ? Use::master : by_suid);
  return credential;
}

bool is_usable(Session& session, const CachedCredential& credential) {
  return !credential.expiry || session.policy().usable(*credential.expiry, session.now());
}

}  // namespace

Flow<Result<Registered>> register_credential(Session& session, const Registration& registration) {
  const std::string& fqdn = session.configuration().tef_fqdn;
  onem2m::RequestPrimitive request = creation_of(registration, fqdn);
  session.policy().prepare_registration(request);
  PLUMBLINE_CO_TRY(Answered answered,
                   co_await session.send(AePeer::tef, request, registration.new_session));
  PLUMBLINE_CO_TRY(std::string relative, relative_id(answered.response));
  Registered registered;
  registered.credential_id =
      session.policy().adopt_credential_id(std::move(relative) + '@' + fqdn, registration.use);
  registered.association = std::move(answered.association);
  co_return std::move(registered);
}

Flow<Result<CachedCredential>> fetch_credential(Session& session, const CredentialQuery& query) {
  CredentialCache& cache = session.memory().credentials;
  if (query.use_cache) {
    const CachedCredential* const cached = cache.find(query.need);
    if (cached != nullptr && is_usable(session, *cached)) {
      co_return cached->clone();
    }
  }
  PLUMBLINE_CO_TRY(onem2m::RequestPrimitive request,
                   retrieval_of(query, session.configuration().tef_fqdn));
  session.policy().prepare_credential_request(request);
  PLUMBLINE_CO_TRY(const Answered answered, co_await session.send(AePeer::tef, request));
  PLUMBLINE_CO_TRY(CachedCredential credential,
                   credential_from(answered.response, query.need, session.now()));
  if (!is_usable(session, credential)) {
    co_return fail(Errc::expired, "the lifetime of the credential is over");
  }
  if (query.use_cache) {
    cache.put(query.need, credential.clone());
  }
  co_return std::move(credential);
}

}  // namespace plumbline::entities::ae
