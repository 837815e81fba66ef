#include "plumbline/xmlsec/encryption.hpp"
#include "plumbline/xmlsec/nested.hpp"
#include "plumbline/xmlsec/signature.hpp"

#include "format.hpp"
#include "xml_key.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace plumbline::esdata {

namespace {

using crypto::HashAlgorithm;
using jose::JweAlg;
using jose::JweEnc;
using jose::JwsAlg;
using xmlsec::ContentEncryption;
using xmlsec::KeyManagement;
using xmlsec::SignatureForm;
using xmlsec::SignatureMethod;

/// Names of JOSE beside those of XML security: tables 8.5.3.2-1 to 8.5.3.3-2 row by row.
constexpr std::array<std::pair<JweAlg, KeyManagement>, 8> kManagement{
    {{JweAlg::dir, KeyManagement::direct},
     {JweAlg::a128kw, KeyManagement::kw_aes128},
     {JweAlg::a192kw, KeyManagement::kw_aes192},
     {JweAlg::a256kw, KeyManagement::kw_aes256},
     {JweAlg::rsa_oaep_256, KeyManagement::rsa_oaep},
     {JweAlg::ecdh_es_a128kw, KeyManagement::ecdh_es_kw_aes128},
     {JweAlg::ecdh_es_a192kw, KeyManagement::ecdh_es_kw_aes192},
     {JweAlg::ecdh_es_a256kw, KeyManagement::ecdh_es_kw_aes256}}};

constexpr std::array<std::pair<JweEnc, ContentEncryption>, 3> kContent{
    {{JweEnc::a128gcm, ContentEncryption::aes128_gcm},
     {JweEnc::a192gcm, ContentEncryption::aes192_gcm},
     {JweEnc::a256gcm, ContentEncryption::aes256_gcm}}};

/// A digest is as long as that of the signature over it.
struct Method {
  SignatureMethod signature{};
  HashAlgorithm digest{};
};

constexpr std::array<std::pair<JwsAlg, Method>, 9> kMethods{
    {{JwsAlg::hs256, {SignatureMethod::hmac_sha256, HashAlgorithm::sha256}},
     {JwsAlg::hs384, {SignatureMethod::hmac_sha384, HashAlgorithm::sha384}},
     {JwsAlg::hs512, {SignatureMethod::hmac_sha512, HashAlgorithm::sha512}},
     {JwsAlg::rs256, {SignatureMethod::rsa_sha256, HashAlgorithm::sha256}},
     {JwsAlg::rs384, {SignatureMethod::rsa_sha384, HashAlgorithm::sha384}},
     {JwsAlg::rs512, {SignatureMethod::rsa_sha512, HashAlgorithm::sha512}},
     {JwsAlg::es256, {SignatureMethod::ecdsa_sha256, HashAlgorithm::sha256}},
     {JwsAlg::es384, {SignatureMethod::ecdsa_sha384, HashAlgorithm::sha384}},
     {JwsAlg::es512, {SignatureMethod::ecdsa_sha512, HashAlgorithm::sha512}}}};

/// The other name of an algorithm of ESData: each stands in its table.
template <typename Table, typename Alg>
auto other_name(const Table& table, Alg alg) {
  return std::ranges::find(table, alg, &Table::value_type::first)->second;
}

/// Errc::invalid_value for what XML security, or this class of it, has no place for.
Result<void> check_shape(const SealRequest& request) {
  const bool only_encrypts = request.security_class == SecurityClass::encryption_only;
  if (!request.associated_data.empty()) {
    return fail(Errc::invalid_value, "associated data: XML Encryption has no place for it");
  }
  if (request.signers.size() > 1) {
    return fail(Errc::unsupported, "several signatures over one content in XML");
  }
  if (only_encrypts && (request.xml.signature || !request.xml.id.empty())) {
    return fail(Errc::invalid_value, "a place for a signature where none is made");
  }
  if (!only_encrypts && request.xml.part) {
    return fail(Errc::invalid_value, "a part to encrypt where all is signed");
  }
  return success();
}

Result<xmlsec::Key> key_of(const Signer& signer) {
  PLUMBLINE_TRY(const jose::Jwk key, key_for(signer.credential, Purpose::signature));
  return xml_key(key);
}

xmlsec::SignRequest signing(const SealRequest& request, const xmlsec::Key& key) {
  const Method method = other_name(kMethods, request.signers.front().alg);
  const SignatureForm form = request.xml.signature.value_or(SignatureForm::enveloping);
  xmlsec::SignRequest made{.input = request.plaintext,
                           .form = form,
                           .octets = form == SignatureForm::enveloping,
                           .mime_type = request.type,
                           .algorithm = method.signature,
                           .digest = method.digest,
                           .key = &key};
  if (!request.xml.id.empty()) {
    made.ids = {request.xml.id};
  }
  return made;
}

Result<std::vector<xmlsec::Key>> keys_of_targets(const SealRequest& request) {
  std::vector<xmlsec::Key> keys;
  for (const Target& target : request.targets) {
    PLUMBLINE_TRY(const jose::Jwk key, key_for(target.credential, Purpose::encryption));
    PLUMBLINE_TRY(const jose::Jwk fitted, jose::leftmost(key, target.alg, request.enc));
    keys.push_back(xml_key(fitted));
  }
  return keys;
}

xmlsec::EncryptRequest encryption(const SealRequest& request,
                                  const std::vector<xmlsec::Key>& keys) {
  xmlsec::EncryptRequest made{.input = request.plaintext,
                              .part = request.xml.part.value_or(xmlsec::EncryptedPart::octets),
                              .algorithm = other_name(kContent, request.enc),
                              .mime_type = request.type};
  for (std::size_t i = 0; i < keys.size(); ++i) {
    made.recipients.push_back(
        {.algorithm = other_name(kManagement, request.targets[i].alg), .key = &keys[i]});
  }
  return made;
}

xmlsec::FixedEncryptionInputs fixed_inputs(const jose::KnownAnswerInputs& fixed) {
  xmlsec::FixedEncryptionInputs made{.iv = fixed.iv, .ephemeral = fixed.epk};
  if (fixed.cek) {
    made.cek = fixed.cek->clone();
  }
  return made;
}

}  // namespace

Result<std::string> seal_xml(const SealRequest& request,
                             const jose::KnownAnswerInputs& fixed,
                             RandomSource& random) {
  PLUMBLINE_TRY(check_shape(request));
  PLUMBLINE_TRY(const auto targets, keys_of_targets(request));
  if (request.security_class == SecurityClass::encryption_only) {
    return xmlsec::encrypt(encryption(request, targets), fixed_inputs(fixed), random);
  }
  PLUMBLINE_TRY(const xmlsec::Key signer, key_of(request.signers.front()));
  if (request.security_class == SecurityClass::signature_only) {
    return xmlsec::sign(signing(request, signer));
  }
  return xmlsec::encrypt_signed(
      signing(request, signer), encryption(request, targets), fixed_inputs(fixed), random);
}

}  // namespace plumbline::esdata
