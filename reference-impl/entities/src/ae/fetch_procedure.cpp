#include "fetch_procedure.hpp"

#include "plumbline/core/utf8.hpp"

#include "retrieval.hpp"

#include <algorithm>
#include <utility>

namespace plumbline::entities::ae {

namespace {

using data_at_rest::KeyNeed;
using data_at_rest::Opened;
using data_at_rest::Use;

}  // namespace

Flow<AeFinished> FetchProcedure::run() {
  const Result<Opened> opened = co_await fetch();
  AeFinished finished;
  finished.output = opened ? report(opened.value()) : session_.failure(opened.error());
  co_return std::move(finished);
}

Flow<Result<Opened>> FetchProcedure::fetch() {
  AePolicy& policy = session_.policy();
  if (command_.policy) {
    PLUMBLINE_CO_TRY(co_await verify_policy());
  }
  session_.enter("retrieve");
  PLUMBLINE_CO_TRY(const AeRetrieved retrieved,
                   co_await retrieve_protected(session_, command_.address));
  session_.enter("find");
  PLUMBLINE_CO_TRY(const std::vector<KeyNeed> needs, policy.find_credentials(retrieved));
  std::optional<jose::Jwk> confidentiality;
  std::optional<jose::Jwk> authenticity;
  for (const KeyNeed& need : needs) {
    PLUMBLINE_CO_TRY(jose::Jwk key, co_await key_for(need));
    (need.use == Use::authenticity ? authenticity : confidentiality) = std::move(key);
  }
  session_.enter("verify");
  data_at_rest::OpenSteps steps;
  steps.verify = [&policy](const data_at_rest::TagCheck& check) { return policy.verify(check); };
  steps.decrypt = [&policy](const data_at_rest::Decryption& decryption) {
    return policy.decrypt(decryption);
  };
  const data_at_rest::OpenInput input{
      .data = retrieved.data,
      .confidentiality = confidentiality ? &*confidentiality : nullptr,
      .authenticity = authenticity ? &*authenticity : nullptr};
  PLUMBLINE_CO_TRY(Opened opened, data_at_rest::open(input, steps));
  session_.enter("release");
  PLUMBLINE_CO_TRY(policy.may_release(retrieved, opened));
  co_return std::move(opened);
}

/// @source TR-0012 clause 7.3.2.2 step 8 ("The ACP may be integrity protected")
Flow<Result<void>> FetchProcedure::verify_policy() {
  session_.enter("policy");
  PLUMBLINE_CO_TRY(const RetrievedPolicy retrieved,
                   co_await retrieve_policy(session_, *command_.policy));
  PLUMBLINE_CO_TRY(const KeyNeed need, data_at_rest::need_of(retrieved.signature));
  PLUMBLINE_CO_TRY(const jose::Jwk key, co_await key_for(need));
  session_.enter("policy");
  AePolicy& policy = session_.policy();
  const auto verify = [&policy](const data_at_rest::TagCheck& check) {
    return policy.verify(check);
  };
  PLUMBLINE_CO_TRY(data_at_rest::verify_attributes(
      retrieved.attributes, retrieved.resource, retrieved.signature, key, verify));
  co_return success();
}

Flow<Result<jose::Jwk>> FetchProcedure::key_for(KeyNeed need) {
  CredentialQuery query;
  query.need = std::move(need);
  query.send_freshness = command_.send_freshness;
  query.use_cache = command_.use_cache;
  session_.enter("credential");
  PLUMBLINE_CO_TRY(const CachedCredential credential, co_await fetch_credential(session_, query));
  if (std::find(credentials_.begin(), credentials_.end(), credential.id) == credentials_.end()) {
    credentials_.push_back(credential.id);
  }
  AeServedCredential served;
  served.id = credential.id;
  served.use = credential.use;
  served.level = credential.level;
  served.key = credential.key.expose();
  PLUMBLINE_CO_TRY(crypto::SecretBytes key, session_.policy().working_key(query.need, served));
  co_return jose::Jwk::from_secret(std::move(key));
}

Json FetchProcedure::report(const Opened& opened) const {
  Json output = {{"outcome", "accepted"},
                 {"payload_type", opened.payload_type},
                 {"credentials", credentials_},
                 {"decrypted", opened.decrypted},
                 {"verified", opened.verified}};
  std::string text{as_text(opened.payload)};
  if (is_utf8(text)) {
    output["payload"] = std::move(text);
  } else {
    output["payload_hex"] = to_hex(opened.payload);
  }
  return output;
}

}  // namespace plumbline::entities::ae
