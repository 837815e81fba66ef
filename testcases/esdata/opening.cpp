// ESData at a target, as a codec opens it: ESD-01, ESD-03, ESD-04, ESD-06 to ESD-08, ESD-14,
// ESD-15, ESD-18.

#include "esdata/envelopes.hpp"
#include "esdata/lists.hpp"

namespace plumbline::testcases {
namespace {

using harness::Purpose;

Purpose opens_symmetric() {
  return opens({"ESD-01-CODEC-02",
                "The codec decrypts with provisioned symmetric keys, direct and wrapped",
                "SymmetricEncryption",
                {{"payload", "The payload is what the source encrypted"},
                 {"opened_with", "The credential that decrypted is named"}},
                "A way of key management, the cut of a longer key, or a form is taken otherwise."});
}

Purpose opens_for_certificates() {
  return opens({"ESD-03-CODEC-02",
                "The codec decrypts what is encrypted to the certificate of a target",
                "CertificateEncryption",
                {{"payload", "The payload is what the source encrypted"},
                 {"opened_with", "The credential of the target is named"}},
                "RSA-OAEP-256 or ECDH-ES with key wrapping is not carried out as RFC 7518 says."});
}

Purpose verifies_mic() {
  return opens({"ESD-04-CODEC-02",
                "The codec verifies a MIC under a provisioned symmetric key",
                "Mic",
                {{"payload", "The payload is what the source vouched for"},
                 {"verified_by", "The credential that verified is named"}},
                "The MIC is computed over other octets, or with another hash."});
}

Purpose verifies_signature() {
  return opens({"ESD-06-CODEC-02",
                "The codec verifies digital signatures of the source",
                "DigitalSignature",
                {{"payload", "The payload is what the source signed"},
                 {"verified_by", "The certificate that verified is named"}},
                "An algorithm of TS-0003 table 8.5.3.3-2 is not carried out as RFC 7518 says."});
}

Purpose opens_nested() {
  return opens({"ESD-07-CODEC-02",
                "The codec decrypts first and then verifies the signature inside",
                "Nested",
                {{"payload", "The payload is what the source signed and encrypted"},
                 {"class", "The class is that of sign-then-encrypt"},
                 {"verified_by", "The signature inside was verified"}},
                "The layers are taken in another order, or the inner one is passed over."});
}

Purpose opens_one_of_several() {
  return opens({"ESD-08-CODEC-02",
                "The codec uses the credentials it has of the several on one payload",
                "SeveralCredentials",
                {{"opened_with", "It decrypted with the credential that the target has"},
                 {"verified_by", "Every credential of the target that verified is named"}},
                "Only the first recipient or signature of an envelope is looked at."});
}

Purpose reads_both_forms() {
  return opens({"ESD-14-CODEC-02",
                "The codec reads the JSON serializations, plain and in base64",
                "JsonForm",
                {{"payload", "The payload is that of the JSON serialization"}},
                "contentSecurity 2 or 3 is not undone before the object is read."});
}

Purpose reads_any_spelling() {
  return opens({"ESD-15-CODEC-01",
                "The codec opens JSON whose members and white space stand otherwise",
                "Respelled",
                {{"payload", "The payload is the same however the JSON is written"}},
                "The text of the JSON is compared, where only its values count."});
}

Purpose reports_the_source() {
  return opens({"ESD-18-CODEC-01",
                "The codec says of the source what the credential lets it say",
                "RoundTrip",
                {{"source", "Source authentication and non-repudiation are those of the table"}},
                "A source is taken for proven that is not, or a proven one for unknown."});
}

}  // namespace

void add_esdata_opening(std::vector<Purpose>& out) {
  out.push_back(opens_symmetric());
  out.push_back(opens_for_certificates());
  out.push_back(verifies_mic());
  out.push_back(verifies_signature());
  out.push_back(opens_nested());
  out.push_back(opens_one_of_several());
  out.push_back(reads_both_forms());
  out.push_back(reads_any_spelling());
  out.push_back(reports_the_source());
}

}  // namespace plumbline::testcases
