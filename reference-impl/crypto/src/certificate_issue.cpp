#include "plumbline/crypto/certificate_issue.hpp"

#include "certificate_handle.hpp"
#include "digest_algorithm.hpp"
#include "hardware_name.hpp"
#include "key_handle.hpp"

namespace plumbline::crypto {
namespace {

using BasicConstraintsPtr = ossl::Ptr<BASIC_CONSTRAINTS, BASIC_CONSTRAINTS_free>;
using BitStringPtr = ossl::Ptr<ASN1_BIT_STRING, ASN1_BIT_STRING_free>;
using ExtensionPtr = ossl::Ptr<X509_EXTENSION, X509_EXTENSION_free>;
using ossl::GeneralNamePtr;
using NameConstraintsPtr = ossl::Ptr<NAME_CONSTRAINTS, NAME_CONSTRAINTS_free>;
using NamesPtr = ossl::Ptr<GENERAL_NAMES, GENERAL_NAMES_free>;
using SubtreePtr = ossl::Ptr<GENERAL_SUBTREE, GENERAL_SUBTREE_free>;
using TextPtr = ossl::Ptr<ASN1_IA5STRING, ASN1_IA5STRING_free>;

enum class Critical : std::uint8_t { no, yes };

void add_extension(X509* x509, int nid, void* value, Critical critical) {
  ossl::check(X509_add1_ext_i2d(x509, nid, value, critical == Critical::yes ? 1 : 0, 0),
              "X509_add1_ext_i2d");
}

GeneralNamePtr general_name(int type, const std::string& value) {
  auto text = ossl::require<TextPtr>(ASN1_IA5STRING_new(), "ASN1_IA5STRING_new");
  ossl::check(ASN1_STRING_set(text.get(), value.data(), static_cast<int>(value.size())),
              "ASN1_STRING_set");
  auto name = ossl::require<GeneralNamePtr>(GENERAL_NAME_new(), "GENERAL_NAME_new");
  GENERAL_NAME_set0_value(name.get(), type, text.release());
  return name;
}

void add_basic_constraints(X509* x509, bool authority) {
  const auto constraints =
      ossl::require<BasicConstraintsPtr>(BASIC_CONSTRAINTS_new(), "BASIC_CONSTRAINTS_new");
  constraints->ca = authority ? 0xFF : 0;
  add_extension(x509, NID_basic_constraints, constraints.get(), Critical::yes);
}

/// RFC 5280 4.2.1.3; TS-0003 10.1 wants digitalSignature in every certificate.
void add_key_usage(X509* x509, bool authority) {
  constexpr int kDigitalSignature = 0;
  constexpr int kKeyCertSign = 5;
  constexpr int kCrlSign = 6;
  const auto usage = ossl::require<BitStringPtr>(ASN1_BIT_STRING_new(), "ASN1_BIT_STRING_new");
  ossl::check(ASN1_BIT_STRING_set_bit(usage.get(), kDigitalSignature, 1), "set_bit");
  if (authority) {
    ossl::check(ASN1_BIT_STRING_set_bit(usage.get(), kKeyCertSign, 1), "set_bit");
    ossl::check(ASN1_BIT_STRING_set_bit(usage.get(), kCrlSign, 1), "set_bit");
  }
  add_extension(x509, NID_key_usage, usage.get(), Critical::yes);
}

void add_alternative_names(X509* x509, const CertificateRequest& request) {
  if (request.dns_names.empty() && request.uris.empty() && request.hardware_ids.empty()) {
    return;
  }
  const auto names = ossl::require<NamesPtr>(GENERAL_NAMES_new(), "GENERAL_NAMES_new");
  const auto add = [&names](GeneralNamePtr name) {
    ossl::check(sk_GENERAL_NAME_push(names.get(), name.release()), "sk_GENERAL_NAME_push");
  };
  for (const auto& name : request.dns_names) {
    add(general_name(GEN_DNS, name));
  }
  for (const auto& uri : request.uris) {
    add(general_name(GEN_URI, uri));
  }
  for (const auto& id : request.hardware_ids) {
    add(ossl::require<GeneralNamePtr>(ossl::hardware_name(id).release(), "hardware_name"));
  }
  add_extension(x509, NID_subject_alt_name, names.get(), Critical::no);
}

void add_name_constraints(X509* x509, const std::vector<std::string>& permitted) {
  if (permitted.empty()) {
    return;
  }
  const auto constraints =
      ossl::require<NameConstraintsPtr>(NAME_CONSTRAINTS_new(), "NAME_CONSTRAINTS_new");
  constraints->permittedSubtrees = sk_GENERAL_SUBTREE_new_null();
  for (const auto& domain : permitted) {
    auto subtree = ossl::require<SubtreePtr>(GENERAL_SUBTREE_new(), "GENERAL_SUBTREE_new");
    GENERAL_NAME_free(subtree->base);
    subtree->base = general_name(GEN_DNS, domain).release();
    ossl::check(sk_GENERAL_SUBTREE_push(constraints->permittedSubtrees, subtree.release()),
                "sk_GENERAL_SUBTREE_push");
  }
  add_extension(x509, NID_name_constraints, constraints.get(), Critical::yes);
}

/// The two key identifiers are computed by OpenSSL from the certificates at hand.
void add_key_identifiers(X509* x509, X509* issuer) {
  X509V3_CTX context{};
  X509V3_set_ctx(&context, issuer, x509, nullptr, nullptr, 0);
  for (const auto& [nid, method] : {std::pair{NID_subject_key_identifier, "hash"},
                                    std::pair{NID_authority_key_identifier, "keyid:always"}}) {
    const auto extension = ossl::require<ExtensionPtr>(
        X509V3_EXT_conf_nid(nullptr, &context, nid, method), "X509V3_EXT_conf_nid");
    ossl::check(X509_add_ext(x509, extension.get(), -1), "X509_add_ext");
  }
}

/// RFC 5280 4.1.2.2: positive, at most 20 octets; here 127 random bits.
void set_serial_number(X509* x509) {
  const auto serial = ossl::require<ossl::BnPtr>(BN_new(), "BN_new");
  ossl::check(BN_rand(serial.get(), 127, BN_RAND_TOP_ONE, BN_RAND_BOTTOM_ANY), "BN_rand");
  if (BN_to_ASN1_INTEGER(serial.get(), X509_get_serialNumber(x509)) == nullptr) {
    ossl::throw_fault("BN_to_ASN1_INTEGER");
  }
}

void set_common_name(X509* x509, const std::string& name) {
  const auto text = as_bytes(name);
  ossl::check(X509_NAME_add_entry_by_NID(X509_get_subject_name(x509),
                                         NID_commonName,
                                         MBSTRING_UTF8,
                                         text.data(),
                                         static_cast<int>(text.size()),
                                         -1,
                                         0),
              "X509_NAME_add_entry_by_NID");
}

void set_time(ASN1_TIME* field, TimePoint time) {
  const auto seconds = std::chrono::floor<std::chrono::seconds>(time).time_since_epoch();
  if (ASN1_TIME_set(field, seconds.count()) == nullptr) {
    ossl::throw_fault("ASN1_TIME_set");
  }
}

}  // namespace

IssuedCertificate issue_certificate(const CertificateRequest& request,
                                    const IssuedCertificate* issuer) {
  PrivateKey key = PrivateKey::generate(KeyKind::ec_p256);
  auto x509 = ossl::require<ossl::X509Ptr>(X509_new(), "X509_new");
  X509* issuing = issuer != nullptr ? issuer->certificate.handle().x509.get() : x509.get();
  ossl::check(X509_set_version(x509.get(), X509_VERSION_3), "X509_set_version");
  set_serial_number(x509.get());
  set_common_name(x509.get(), request.common_name);
  ossl::check(X509_set_issuer_name(x509.get(), X509_get_subject_name(issuing)),
              "X509_set_issuer_name");
  set_time(X509_getm_notBefore(x509.get()), request.not_before);
  set_time(X509_getm_notAfter(x509.get()), request.not_after);
  ossl::check(X509_set_pubkey(x509.get(), key.handle().pkey.get()), "X509_set_pubkey");
  add_basic_constraints(x509.get(), request.authority);
  add_key_usage(x509.get(), request.authority);
  add_alternative_names(x509.get(), request);
  add_name_constraints(x509.get(), request.permitted_domains);
  add_key_identifiers(x509.get(), issuing);
  const PrivateKey& signing_key = issuer != nullptr ? issuer->key : key;
  ossl::check(X509_sign(x509.get(),
                        signing_key.handle().pkey.get(),
                        ossl::digest_algorithm(HashAlgorithm::sha256)),
              "X509_sign");
  auto certificate = adopt_certificate(std::move(x509));
  return {.certificate = std::move(certificate).value(), .key = std::move(key)};
}

}  // namespace plumbline::crypto
