#include "plumbline/cms/enveloped.hpp"
#include "plumbline/cms/mime.hpp"
#include "plumbline/cms/nested.hpp"
#include "plumbline/cms/signed.hpp"

#include "format.hpp"

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

namespace plumbline::esdata {

namespace {

using crypto::HashAlgorithm;
using crypto::KeyKind;
using jose::JweAlg;
using jose::JweEnc;
using jose::JwsAlg;

struct Scheme {
  JwsAlg alg{};
  HashAlgorithm hash{};
  KeyKind kind{};
};

constexpr std::array<Scheme, 6> kSchemes{
    {{JwsAlg::rs256, HashAlgorithm::sha256, KeyKind::rsa},
     {JwsAlg::rs384, HashAlgorithm::sha384, KeyKind::rsa},
     {JwsAlg::rs512, HashAlgorithm::sha512, KeyKind::rsa},
     {JwsAlg::es256, HashAlgorithm::sha256, KeyKind::ec_p256},
     {JwsAlg::es384, HashAlgorithm::sha384, KeyKind::ec_p384},
     {JwsAlg::es512, HashAlgorithm::sha512, KeyKind::ec_p521}}};

Error cannot(std::string_view name) {
  return fail(Errc::unsupported, "CMS: " + std::string{name} + " cannot be made in it");
}

Error mismatch(const Credential& credential, std::string_view why) {
  return fail(Errc::key_mismatch,
              "credential " + json_text(Json(credential.id)) + ": " + std::string{why});
}

Result<void> check_request(const SealRequest& request, const jose::KnownAnswerInputs& fixed) {
  if (!request.associated_data.empty()) {
    return fail(Errc::invalid_value, "associated data: S/MIME has no place for it");
  }
  if (request.xml != XmlShape{}) {
    return fail(Errc::invalid_value, "a shape of XML: CMS has none");
  }
  if (fixed.cek || fixed.iv || fixed.epk) {
    return fail(Errc::unsupported, "CMS: content encryption key, IV and ephemeral key are its own");
  }
  return success();
}

/// What S/MIME protects, RFC 8551 clause 3.1: the media type stays with the payload, text gets
/// canonical line ends.
Result<Bytes> entity_of(const SealRequest& request) {
  const std::string type = request.type.empty() ? "application/octet-stream" : request.type;
  cms::MimeEntity entity{.content_type = type,
                         .body = {request.plaintext.begin(), request.plaintext.end()}};
  if (cms::media_type_in(type).starts_with("text/")) {
    const std::string text = cms::canonical_text(as_text(request.plaintext));
    entity.body.assign(text.begin(), text.end());
  }
  return cms::to_mime(entity);
}

Result<crypto::Certificate> certificate_of(const Credential& credential) {
  if (!credential.certificate) {
    return mismatch(credential, "CMS names it by its certificate, and it has none");
  }
  return *credential.certificate;
}

Result<cms::SignRequest> signing(const SealRequest& request, ByteView entity) {
  cms::SignRequest made{.payload = entity, .signing_time = request.signing_time};
  for (const Signer& signer : request.signers) {
    const auto* const scheme = std::ranges::find(kSchemes, signer.alg, &Scheme::alg);
    if (scheme == kSchemes.end()) {
      return cannot(name_of(signer.alg));
    }
    PLUMBLINE_TRY(const jose::Jwk key, key_for(signer.credential, Purpose::signature));
    if (key.private_key() == nullptr || key.kind() != scheme->kind) {
      return mismatch(signer.credential, "no private key for " + std::string{name_of(signer.alg)});
    }
    PLUMBLINE_TRY(crypto::Certificate certificate, certificate_of(signer.credential));
    made.signers.push_back(
        {.pair = {.key = *key.private_key(), .certificate = std::move(certificate)},
         .hash = scheme->hash});
  }
  return made;
}

bool is_key_wrap(JweAlg alg) {
  return alg == JweAlg::a128kw || alg == JweAlg::a192kw || alg == JweAlg::a256kw;
}

/// RSA-OAEP-256 is what an RSA certificate is given, ECDH-ES+A256KW any other.
bool is_made_for(JweAlg alg, KeyKind kind) {
  return alg == (kind == KeyKind::rsa ? JweAlg::rsa_oaep_256 : JweAlg::ecdh_es_a256kw);
}

cms::ContentEncryption content_encryption(JweEnc enc) {
  switch (enc) {
    case JweEnc::a128gcm:
      return cms::ContentEncryption::aes128_gcm;
    case JweEnc::a192gcm:
      return cms::ContentEncryption::aes192_gcm;
    default:
      return cms::ContentEncryption::aes256_gcm;
  }
}

/// A request, and the keys that it points to.
struct Encryption {
  std::vector<jose::Jwk> keys;
  cms::SealRequest request;
};

Result<cms::Recipient> certified(const Target& target) {
  PLUMBLINE_TRY(crypto::Certificate certificate, certificate_of(target.credential));
  const auto key = target.credential.key.public_key();
  if (!key || key->to_pem() != certificate.public_key().to_pem()) {
    return mismatch(target.credential, "the certificate is of another key");
  }
  if (!is_made_for(target.alg, key->kind())) {
    return cannot(name_of(target.alg));
  }
  return certificate;
}

Result<Encryption> encryption(const SealRequest& request) {
  Encryption made;
  made.keys.reserve(request.targets.size());
  made.request.encryption = content_encryption(request.enc);
  for (const Target& target : request.targets) {
    PLUMBLINE_TRY(const jose::Jwk key, key_for(target.credential, Purpose::encryption));
    if (key.secret() == nullptr) {
      PLUMBLINE_TRY(cms::Recipient recipient, certified(target));
      made.request.recipients.push_back(std::move(recipient));
      continue;
    }
    if (!is_key_wrap(target.alg)) {
      return cannot(name_of(target.alg));
    }
    PLUMBLINE_TRY(jose::Jwk fitted, jose::leftmost(key, target.alg, request.enc));
    made.keys.push_back(std::move(fitted));
    const ByteView id = as_bytes(target.credential.id);
    made.request.recipients.emplace_back(
        cms::SharedKek{.id = {id.begin(), id.end()}, .key = made.keys.back().secret()});
  }
  return made;
}

}  // namespace

Result<std::string> seal_cms(const SealRequest& request,
                             const jose::KnownAnswerInputs& fixed,
                             RandomSource& /*random*/) {
  PLUMBLINE_TRY(check_request(request, fixed));
  PLUMBLINE_TRY(const Bytes entity, entity_of(request));
  PLUMBLINE_TRY(Encryption outer, encryption(request));
  Bytes der;
  if (request.security_class == SecurityClass::encryption_only) {
    outer.request.plaintext = entity;
    PLUMBLINE_TRY(der, cms::seal(outer.request));
  } else {
    PLUMBLINE_TRY(const cms::SignRequest inner, signing(request, entity));
    PLUMBLINE_TRY(der,
                  request.security_class == SecurityClass::nested
                      ? cms::seal_nested(inner, std::move(outer.request))
                      : cms::sign(inner));
  }
  return std::string{as_text(der)};
}

}  // namespace plumbline::esdata
