#include "agreement_method.hpp"

#include "algorithm_traits.hpp"
#include "key_info.hpp"
#include "tree.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <string_view>
#include <utility>

namespace plumbline::xmlsec {

namespace {

struct Curve {
  crypto::KeyKind kind{};
  std::string_view uri;
  std::size_t field_size = 0;
};

constexpr std::array<Curve, 3> kCurves{{
    {crypto::KeyKind::ec_p256, "urn:oid:1.2.840.10045.3.1.7", 32},
    {crypto::KeyKind::ec_p384, "urn:oid:1.3.132.0.34", 48},
    {crypto::KeyKind::ec_p521, "urn:oid:1.3.132.0.35", 66},
}};

constexpr std::uint8_t kUncompressed = 4;  // SEC 1 clause 2.3.3

/// The parts of OtherInfo in their order, NIST SP 800-56A clause 5.8.1.2.
constexpr std::array<std::string_view, 5> kOtherInfo{
    "AlgorithmID", "PartyUInfo", "PartyVInfo", "SuppPubInfo", "SuppPrivInfo"};

/// XML Encryption 1.1 clause 5.4.1: a bit string in hex after one octet that counts its padding.
Result<Bytes> bit_string(const xmlNode& parameters, std::string_view name) {
  const auto text = attribute_of(parameters, name);
  if (!text || text->empty()) {
    return Bytes{};
  }
  auto octets = from_hex(*text);
  if (!octets) {
    return fail(Errc::malformed, "XML-Enc: " + std::string{name} + " is not hex");
  }
  if (octets.value().front() != 0) {
    return fail(Errc::unsupported, "XML-Enc: " + std::string{name} + " is no whole octets");
  }
  octets.value().erase(octets.value().begin());
  return octets;
}

std::string text_of_bit_string(std::string_view octets) {
  return "00" + to_upper_hex(as_bytes(octets));
}

Result<Bytes> read_other_info(const xmlNode& method) {
  PLUMBLINE_TRY(const std::string uri, required_attribute(method, "Algorithm"));
  if (uri != kConcatKdf) {
    return never_open("XML-Enc: KeyDerivationMethod", uri);
  }
  PLUMBLINE_TRY(Children children, Children::of(method));
  PLUMBLINE_TRY(const xmlNode* const parameters, children.take(kXenc11, "ConcatKDFParams"));
  PLUMBLINE_TRY(children.end());
  PLUMBLINE_TRY(Children inner, Children::of(*parameters));
  PLUMBLINE_TRY(const xmlNode* const digest, inner.take(kDs, "DigestMethod"));
  PLUMBLINE_TRY(inner.end());
  PLUMBLINE_TRY(const std::string digest_uri, required_attribute(*digest, "Algorithm"));
  if (digest_of(digest_uri) != crypto::HashAlgorithm::sha256) {
    return never_open("XML-Enc: ConcatKDF with", digest_uri);
  }
  Bytes other_info;
  for (const std::string_view name : kOtherInfo) {
    PLUMBLINE_TRY(const Bytes part, bit_string(*parameters, name));
    other_info.insert(other_info.end(), part.begin(), part.end());
  }
  return other_info;
}

/// XML Signature 1.1 clause 4.5.2.3, with a named curve.
Result<crypto::PublicKey> read_key_value(const xmlNode& originator_info) {
  PLUMBLINE_TRY(Children info, Children::of(originator_info));
  PLUMBLINE_TRY(const xmlNode* const value, info.take(kDs, "KeyValue"));
  PLUMBLINE_TRY(Children values, Children::of(*value));
  PLUMBLINE_TRY(const xmlNode* const ec_value, values.take(kDs11, "ECKeyValue"));
  PLUMBLINE_TRY(Children children, Children::of(*ec_value));
  PLUMBLINE_TRY(const xmlNode* const named, children.take(kDs11, "NamedCurve"));
  PLUMBLINE_TRY(const std::string uri, required_attribute(*named, "URI"));
  PLUMBLINE_TRY(const xmlNode* const point, children.take(kDs11, "PublicKey"));
  PLUMBLINE_TRY(const Bytes octets, base64_content(*point));
  const auto* const curve = std::ranges::find(kCurves, uri, &Curve::uri);
  if (curve == kCurves.end()) {
    return never_open("XML-Enc: curve", uri);
  }
  if (octets.size() != 1 + (2 * curve->field_size) || octets.front() != kUncompressed) {
    return fail(Errc::malformed, "XML-Enc: PublicKey is no uncompressed point of its curve");
  }
  const auto y = octets.begin() + 1 + static_cast<std::ptrdiff_t>(curve->field_size);
  return crypto::PublicKey::from_ec(curve->kind,
                                    {.x = {octets.begin() + 1, y}, .y = {y, octets.end()}});
}

}  // namespace

Result<Agreement> read_agreement(const xmlNode& element) {
  PLUMBLINE_TRY(const std::string uri, required_attribute(element, "Algorithm"));
  if (uri != kEcdhEs) {
    return never_open("XML-Enc: AgreementMethod", uri);
  }
  PLUMBLINE_TRY(Children children, Children::of(element));
  PLUMBLINE_TRY(const xmlNode* const derivation, children.take(kXenc11, "KeyDerivationMethod"));
  PLUMBLINE_TRY(Bytes other_info, read_other_info(*derivation));
  PLUMBLINE_TRY(const xmlNode* const originator, children.take(kXenc, "OriginatorKeyInfo"));
  PLUMBLINE_TRY(crypto::PublicKey key, read_key_value(*originator));
  std::optional<std::string> name;
  if (const xmlNode* const recipient = children.take_if(kXenc, "RecipientKeyInfo")) {
    PLUMBLINE_TRY(name, key_name_in(*recipient));
  }
  PLUMBLINE_TRY(children.end());
  return Agreement{.originator = std::move(key),
                   .other_info = std::move(other_info),
                   .recipient_name = std::move(name)};
}

Result<Bytes> add_agreement(xmlNode& key_info, const NewAgreement& agreement) {
  const auto* const curve = std::ranges::find(kCurves, agreement.originator.kind(), &Curve::kind);
  PLUMBLINE_TRY(const crypto::EcPoint point, agreement.originator.ec_point());
  const std::string_view algorithm_id = uri_of(agreement.algorithm);
  xmlNode* const method = add_algorithm(key_info, kXenc, "AgreementMethod", kEcdhEs);
  xmlNode* const derivation = add_algorithm(*method, kXenc11, "KeyDerivationMethod", kConcatKdf);
  xmlNode* const parameters = add_element(*derivation, kXenc11, "ConcatKDFParams");
  set_attribute(*parameters, "AlgorithmID", text_of_bit_string(algorithm_id));
  set_attribute(*parameters, "PartyUInfo", text_of_bit_string({}));
  set_attribute(*parameters, "PartyVInfo", text_of_bit_string(agreement.recipient_name));
  add_algorithm(*parameters, kDs, "DigestMethod", uri_of(crypto::HashAlgorithm::sha256));
  xmlNode* const value =
      add_element(*add_element(*add_element(*method, kXenc, "OriginatorKeyInfo"), kDs, "KeyValue"),
                  kDs11,
                  "ECKeyValue");
  set_attribute(*add_element(*value, kDs11, "NamedCurve"), "URI", curve->uri);
  const std::array<std::uint8_t, 1> form{kUncompressed};
  add_text_element(*value, kDs11, "PublicKey", to_base64(concat({form, point.x, point.y})));
  if (!agreement.recipient_name.empty()) {
    add_key_name(*add_element(*method, kXenc, "RecipientKeyInfo"), agreement.recipient_name);
  }
  return concat({as_bytes(algorithm_id), as_bytes(agreement.recipient_name)});
}

}  // namespace plumbline::xmlsec
