#include "seal.hpp"

#include "plumbline/jose/jwe.hpp"
#include "plumbline/jose/jws.hpp"

namespace plumbline::data_at_rest {

namespace {

Result<jose::Header> protected_header(const HeaderInput& header) {
  return jose::Header::of(header_of(header));
}

}  // namespace

Use encryption_use(Protection protection) noexcept {
  return protection == Protection::aead ? Use::aead : Use::confidentiality;
}

Result<std::string> encrypt(const SealInput& seal, const WorkingKey* tag, RandomSource& random) {
  const WorkingKey* const key = seal.input.confidentiality;
  if (key == nullptr) {
    return fail(Errc::key_not_found, "no confidentiality key");
  }
  const ProtectionPlan& plan = seal.input.plan;
  PLUMBLINE_TRY(const jose::Jwk cek, jose::leftmost(key->key, plan.alg, plan.enc));
  jose::JweSealRequest request;
  request.plaintext = seal.content;
  PLUMBLINE_TRY(request.protected_header,
                protected_header({.input = seal.input,
                                  .key = *key,
                                  .use = encryption_use(plan.protection),
                                  .cty = seal.cty,
                                  .tag = tag}));
  request.recipients.push_back({.header = {}, .key = &cek});
  request.serialization = seal.serialization;
  return jose::seal_jwe(request, random);
}

Result<std::string> sign(const SealInput& seal, bool detached) {
  const WorkingKey* const key = seal.input.authenticity;
  if (key == nullptr) {
    return fail(Errc::key_not_found, "no authenticity key");
  }
  jose::JwsSignRequest request;
  request.payload = seal.content;
  request.serialization = seal.serialization;
  request.detached = detached;
  PLUMBLINE_TRY(auto header,
                protected_header({.input = seal.input,
                                  .key = *key,
                                  .use = Use::authenticity,
                                  .cty = seal.cty,
                                  .tag = nullptr}));
  request.signers.push_back(
      {.protected_header = std::move(header), .header = {}, .key = &key->key});
  return jose::sign_jws(request);
}

}  // namespace plumbline::data_at_rest
