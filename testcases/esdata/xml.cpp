// ESData in XML security, as a codec makes and reads it: ESD-11, ESD-13, ESD-16, ESD-18, ESD-19.

#include "esdata/envelopes.hpp"
#include "esdata/lists.hpp"
#include "esdata/seals.hpp"

#include <utility>

namespace plumbline::testcases {
namespace {

using harness::Purpose;

constexpr const char* kTable = "TS-0003 table 8.5.2.1-1, TR-0012 7.1.1.4";
constexpr const char* kCanonical = "TR-0012 7.1.1.4.2.3";
constexpr const char* kForms = "TR-0012 7.1.1.4.1, 7.1.1.4.2";

std::vector<Opening> openings() {
  return {
      {.id = "ESD-11-CODEC-01",
       .title = "The codec opens every protection option in XML security",
       .flag = "XmlOption",
       .members = {{"payload", "The payload is what the source protected"},
                   {"verified_by", "The credential that verified is named"}},
       .failure_means = "An algorithm of the XML tables is carried out otherwise, or a form is "
                        "not undone.",
       .clause = kTable},
      {.id = "ESD-13-CODEC-01",
       .title = "The codec verifies XML that was written anew in the same canonical form",
       .flag = "XmlReserialized",
       .members = {{"payload", "The payload is the canonical form of what was signed"}},
       .failure_means = "The text of the XML is signed, where its canonical form is.",
       .clause = kCanonical},
      {.id = "ESD-16-CODEC-01",
       .title = "The codec verifies XML signatures in each place",
       .flag = "XmlPlace",
       .members = {{"payload", "The payload is what the signature covers, and no more"}},
       .failure_means = "A place of the signature is not known, or more is given out than was "
                        "signed.",
       .clause = kForms},
      {.id = "ESD-16-CODEC-02",
       .title = "The codec decrypts octets, an element and the content of one",
       .flag = "XmlPart",
       .members = {{"payload", "The payload is what was encrypted"}},
       .failure_means = "A Type of EncryptedData is not known.",
       .clause = kForms},
      {.id = "ESD-18-CODEC-02",
       .title = "The codec says of the source of XML what the credential lets it say",
       .flag = "XmlOption",
       .members = {{"source", "Source authentication and non-repudiation are those of the table"}},
       .failure_means = "A source is taken for proven that is not, or a proven one for unknown.",
       .clause = kTable}};
}

std::vector<Refusing> refusals() {
  return {
      {.id = "ESD-11-CODEC-03",
       .title = "The codec opens XML with a credential of the right purpose only",
       .flag = "XmlMisused",
       .also = "",
       .control = "XmlOption",
       .text = "Another purpose, class or marking is refused",
       .failure_means = "The SUID of a credential, or the class that is demanded, is not looked "
                        "at in XML.",
       .clause = kTable},
      {.id = "ESD-13-CODEC-02",
       .title = "The codec refuses XML whose canonical form is another one",
       .flag = "XmlAnotherForm",
       .also = "",
       .control = "XmlReserialized",
       .text = "A changed canonical form is noticed",
       .failure_means = "The digest is not compared, or what is no canonicalization is taken "
                        "for one.",
       .clause = kCanonical},
      {.id = "ESD-16-CODEC-03",
       .title = "The codec takes nothing for signed that stands at the place of what is",
       .flag = "XmlWrapped",
       .also = "",
       .control = "XmlPlace",
       .text = "A signature whose content was moved is refused",
       .failure_means = "What is signed is looked for in the whole document, so that something "
                        "else can stand where it is read.",
       .clause = kForms},
      {.id = "ESD-16-CODEC-04",
       .title = "The codec takes no signature that covers less than it seems to",
       .flag = "XmlUnsafe",
       .also = "",
       .control = "XmlPlace",
       .text = "Other transforms, digests, references and cut MACs are refused",
       .failure_means = "The object chooses by what it is checked.",
       .clause = kForms},
      {.id = "ESD-19-CODEC-02",
       .title = "The codec gives no payload of an altered envelope in XML",
       .flag = "XmlModified",
       .also = "",
       .control = "XmlOption",
       .text = "A changed key, IV, ciphertext or tag yields no payload",
       .failure_means = "A tag is not checked.",
       .clause = "TR-0012 8.2.2"},
      {.id = "ESD-19-CODEC-03",
       .title = "The codec decrypts no XML that has no integrity",
       .flag = "XmlWithoutIntegrity",
       .also = "",
       .control = "XmlOption",
       .text = "AES-CBC and weak key transport are refused",
       .failure_means = "XML Encryption of 2002 is read: whoever may ask twice learns the "
                        "plaintext.",
       .clause = "TR-0012 8.2.2, TS-0003 table 8.5.3.2-1"}};
}

std::vector<Sealing> sealings() {
  return {
      {.id = "ESD-11-CODEC-02",
       .title = "The codec protects data in XML security under every option",
       .flag = "XmlOption",
       .text = "The targets open each envelope, and it says what it is",
       .failure_means = "An algorithm of the XML tables is carried out otherwise, or contentInfo "
                        "and content do not go together."},
      {.id = "ESD-16-CODEC-05",
       .title = "The codec puts XML signatures in each place",
       .flag = "XmlPlace",
       .text = "What was to be signed is, at its place",
       .failure_means = "The signature covers something else, or stands elsewhere."},
      {.id = "ESD-16-CODEC-06",
       .title = "The codec encrypts octets, an element and the content of one",
       .flag = "XmlPart",
       .text = "What was to be encrypted is, and nothing else",
       .failure_means = "Another part is encrypted, or in another form than the canonical one."}};
}

}  // namespace

void add_esdata_xml(std::vector<Purpose>& out) {
  const auto add = [&out](Purpose purpose) {
    purpose.options = {"xml-security"};
    out.push_back(std::move(purpose));
  };
  for (const Opening& what : openings()) {
    add(opens(what));
  }
  for (const Refusing& what : refusals()) {
    add(refuses(what));
  }
  for (const Sealing& what : sealings()) {
    add(seals_so_that_it_opens(what));
  }
}

}  // namespace plumbline::testcases
