// ESData in CMS (S/MIME), as a codec makes and reads it: ESD-06, ESD-11, ESD-16 to ESD-19.

#include "esdata/envelopes.hpp"
#include "esdata/lists.hpp"
#include "esdata/resealed.hpp"

#include <utility>

namespace plumbline::testcases {
namespace {

using harness::Purpose;

constexpr const char* kTable = "TS-0003 table 8.5.2.1-1, TR-0012 7.1.1.2";
constexpr const char* kForms = "TR-0012 7.1.1.2, RFC 8551 3.1";
constexpr const char* kSignatures = "RFC 5652 5.4, 11";
constexpr const char* kMarking = "TR-0012 7.1.1.2.2.1, TS-0004 6.3.4.2.38";

std::vector<Opening> openings() {
  return {
      {.id = "ESD-11-CODEC-04",
       .title = "The codec opens every protection option in CMS",
       .flag = "CmsOption",
       .members = {{"payload", "The payload is what the source protected"},
                   {"opened_with", "The credential that decrypted is named"},
                   {"verified_by", "Every credential that verified is named"}},
       .failure_means = "A kind of recipient, a cipher or a signature of RFC 5652 and RFC 5083 is "
                        "carried out otherwise.",
       .clause = kTable},
      {.id = "ESD-16-CODEC-07",
       .title = "The codec reads CMS in BER, and MIME entities in other spellings",
       .flag = "CmsForm",
       .members = {{"payload", "The payload is the same however the object is written"}},
       .failure_means = "Indefinite lengths, strings in segments or a transfer encoding are not "
                        "read.",
       .clause = kForms},
      {.id = "ESD-16-CODEC-08",
       .title = "The codec gives text as it was protected, in canonical form",
       .flag = "CmsText",
       .members = {{"payload", "The text has the line ends that were protected"}},
       .failure_means = "Text is changed once more after it was verified or decrypted.",
       .clause = kForms},
      {.id = "ESD-17-CODEC-02",
       .title = "The codec knows CMS by its media type, whatever parameters follow",
       .flag = "CmsMarking",
       .members = {{"payload", "The payload is what the source protected"}},
       .failure_means = "The media type is compared as a text, or contentSecurity is asked for.",
       .clause = kMarking},
      {.id = "ESD-18-CODEC-03",
       .title = "The codec says of the source of CMS what the credential lets it say",
       .flag = "CmsOption",
       .members = {{"source", "Source authentication and non-repudiation are those of the table"}},
       .failure_means = "A source is taken for proven that is not, or a proven one for unknown.",
       .clause = kTable}};
}

std::vector<Refusing> refusals() {
  return {
      {.id = "ESD-06-CODEC-04",
       .title = "The codec gives no payload whose signature in CMS is wrong",
       .flag = "CmsForged",
       .also = "",
       .control = "CmsForm",
       .text = "Other content, signed attributes or signatures are refused",
       .failure_means = "The signature is not checked, or not what it says of the content.",
       .clause = kSignatures},
      {.id = "ESD-11-CODEC-06",
       .title = "The codec opens CMS with a credential of the right purpose only",
       .flag = "CmsMisused",
       .also = "",
       .control = "CmsOption",
       .text = "Another purpose, class or certificate is refused",
       .failure_means = "The SUID of a credential, or the class that is demanded, is not looked "
                        "at in CMS.",
       .clause = kTable},
      {.id = "ESD-16-CODEC-09",
       .title = "The codec gives no payload of what is no protected object in CMS",
       .flag = "CmsMalformed",
       .also = "",
       .control = "CmsForm",
       .text = "Objects that are cut, too long, too deep or of another type are refused",
       .failure_means =
           "What cannot be read is guessed, or content that nothing protects is taken.",
       .clause = kForms},
      {.id = "ESD-16-CODEC-10",
       .title = "The codec takes no CMS signature that covers less than it seems to",
       .flag = "CmsUnsafe",
       .also = "",
       .control = "CmsForm",
       .text = "Weak digests and signed attributes that do not go with the content are refused",
       .failure_means = "The object chooses by what it is checked.",
       .clause = kSignatures},
      {.id = "ESD-17-CODEC-03",
       .title = "The codec takes for CMS what is marked so, and nothing else",
       .flag = "CmsMarking",
       .also = "",
       .control = "CmsMarking",
       .text = "Another media type, encoding or contentSecurity is refused",
       .failure_means = "contentInfo is not looked at.",
       .clause = kMarking},
      {.id = "ESD-19-CODEC-04",
       .title = "The codec gives no payload of an altered envelope in CMS",
       .flag = "CmsModified",
       .also = "",
       .control = "CmsOption",
       .text = "A changed key, nonce, ciphertext or tag yields no payload",
       .failure_means = "A tag is not checked.",
       .clause = "TR-0012 8.2.2"},
      {.id = "ESD-19-CODEC-05",
       .title = "The codec decrypts no CMS that has no integrity",
       .flag = "CmsWithoutIntegrity",
       .also = "",
       .control = "CmsOption",
       .text = "AES-CBC, short tags and weak key transport are refused",
       .failure_means = "EnvelopedData is read: whoever may ask twice learns the plaintext.",
       .clause = "TR-0012 8.2.2, RFC 5083"}};
}

std::vector<Resealing> sealings() {
  return {{.id = "ESD-11-CODEC-05",
           .title = "The codec protects data in CMS under every option",
           .flag = "CmsOption",
           .members = {"class", "payload", "type", "opened_with", "verified_by", "source"},
           .text = "The targets open each envelope, and find what was asked for",
           .failure_means = "An option is carried out otherwise, or for some of its credentials.",
           .clause = kTable},
          {.id = "ESD-16-CODEC-11",
           .title = "The codec brings text into canonical form before it protects it in CMS",
           .flag = "CmsText",
           .members = {"payload"},
           .text = "The target gets text with canonical line ends",
           .failure_means = "Text is signed with the line ends of one system.",
           .clause = kForms},
          {.id = "ESD-17-CODEC-01",
           .title = "The codec marks CMS by its media type",
           .flag = "CmsOption",
           .members = {"content_info"},
           .text = "contentInfo is application/pkcs7-mime, with octets in base64",
           .failure_means = "A target cannot tell what the content is.",
           .clause = kMarking}};
}

}  // namespace

void add_esdata_cms(std::vector<Purpose>& out) {
  const auto add = [&out](Purpose purpose) {
    purpose.options = {"cms"};
    out.push_back(std::move(purpose));
  };
  for (const Opening& what : openings()) {
    add(opens(what));
  }
  for (const Refusing& what : refusals()) {
    add(refuses(what));
  }
  for (const Resealing& what : sealings()) {
    add(seals_anew(what));
  }
}

}  // namespace plumbline::testcases
