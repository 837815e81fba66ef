// Codecs that make or read XML security otherwise than ESData has it.

#include "plumbline/core/bytes.hpp"

#include "library/codec_esdata_faults.hpp"
#include "library/lists.hpp"

namespace plumbline::harness {
namespace {

bool holds(const Json& in, std::string_view text) {
  return text_at(in, "envelope").find(text) != std::string::npos;
}

bool in_xml(const Json& in) {
  return marked(in, ":4") || marked(in, ":5");
}

bool encrypted_xml(const Json& in) {
  return text_at(in, "content_info").starts_with("application/xenc+xml");
}

bool signed_xml(const Json& in) {
  return in_xml(in) && !encrypted_xml(in) && with_signature(in);
}

bool with_mic_in_xml(const Json& in) {
  return in_xml(in) && with_mic(in);
}

/// A spelling that no writer of XML has of itself.
bool respelled(const Json& in) {
  return signed_xml(in) && (holds(in, "<![CDATA[") || holds(in, "<!--") || holds(in, "<?xml"));
}

void show_in_base64(Json& out, const Json& /*in*/) {
  const Bytes payload = from_hex(text_at(out, "payload")).value();
  out.at("payload") = to_hex(as_bytes(to_base64(payload)));
}

void show_whole_document(Json& out, const Json& in) {
  out.at("payload") = to_hex(as_bytes(text_at(in, "envelope")));
}

void add_opening_mutants(std::vector<Mutant>& out) {
  const auto add = adder_to(out);
  add("codec-xml-leaves-payload-encoded",
      "gives out a payload of XML in base64, as it stands in the object",
      "ESD-11-CODEC-01/A2",
      opens_otherwise([](const Json& in) { return marked(in, ":5"); }, show_in_base64));
  add("codec-xml-forgets-signature",
      "does not say whose XML signature verified",
      "ESD-11-CODEC-01/A3",
      shows([](const Json& in) { return in_xml(in) && with_signature(in); },
            "verified_by",
            Json::array()));
  add("codec-xml-compares-spelling",
      "verifies XML in the spelling that it writes itself only",
      "ESD-13-CODEC-01/A2",
      refuses(respelled));
  add("codec-xml-gives-the-whole-document",
      "gives out a whole document of which one element is signed",
      "ESD-16-CODEC-01/A2",
      opens_otherwise(
          [](const Json& in) { return with_mic_in_xml(in) && holds(in, "URI=\"#con\""); },
          show_whole_document));
  add("codec-xml-knows-no-content",
      "decrypts no content of an element",
      "ESD-16-CODEC-02/A2",
      refuses([](const Json& in) { return holds(in, "xmlenc#Content"); }));
  add("codec-xml-trusts-every-source",
      "takes whoever encrypted XML for authenticated",
      "ESD-18-CODEC-02/A2",
      opens_otherwise(in_xml, trust_source));
}

void add_refusing_mutants(std::vector<Mutant>& out) {
  const auto add = adder_to(out);
  add("codec-xml-ignores-suid",
      "uses a credential in XML whatever its SUID",
      "ESD-11-CODEC-03/A2",
      accepts("key_mismatch", in_xml));
  add("codec-xml-does-not-check-signatures",
      "takes XML whose digest or signature is wrong",
      "ESD-13-CODEC-02/A2",
      accepts("authentication_failed", signed_xml));
  add("codec-xml-leaves-instructions-out",
      "leaves processing instructions out of the canonical form",
      "ESD-13-CODEC-02/A2",
      accepts("authentication_failed", [](const Json& in) { return holds(in, "<?note?>"); }));
  add("codec-xml-finds-signed-elements-anywhere",
      "finds what is signed wherever it stands in the document",
      "ESD-16-CODEC-03/A2",
      accepts("not_found", signed_xml));
  add("codec-xml-carries-out-any-transform",
      "lets the object choose transforms and digests",
      "ESD-16-CODEC-04/A2",
      accepts("algorithm_not_allowed", with_mic_in_xml));
  add("codec-xml-lets-macs-be-cut",
      "lets the object say how long its MAC is",
      "ESD-16-CODEC-04/A2",
      accepts("unsupported", [](const Json& in) { return holds(in, "HMACOutputLength"); }));
  add("codec-xml-does-not-check-tags",
      "gives out what it decrypted of XML although the tag is wrong",
      "ESD-19-CODEC-02/A2",
      accepts("authentication_failed", encrypted_xml));
  add("codec-xml-decrypts-without-integrity",
      "decrypts AES-CBC, and takes any key transport",
      "ESD-19-CODEC-03/A2",
      accepts("algorithm_not_allowed", encrypted_xml));
}

void leave_base64_out(Json& answer, const Json& in) {
  if (answer.contains("out") && in.at("serialization") == "xml-base64") {
    Json& envelope = answer.at("out").at("envelope");
    const Bytes xml = from_base64(envelope.get_ref<const std::string&>()).value();
    envelope = std::string{as_text(xml)};
  }
}

/// Forgets the shape that names such a choice.
ChangeInput forgets(std::string choice) {
  return [choice = std::move(choice)](Json& in) {
    if (in.contains("xml") && in.at("xml").contains(choice)) {
      in.erase("xml");
    }
  };
}

void add_sealing_mutants(std::vector<Mutant>& out) {
  const auto add = adder_to(out);
  add("codec-xml-writes-no-base64",
      "marks plain XML as base64",
      "ESD-11-CODEC-02/A2",
      answered_otherwise(kSeal, leave_base64_out));
  add("codec-xml-always-encloses",
      "puts every XML signature around its payload",
      "ESD-16-CODEC-05/A2",
      asked_otherwise(kSeal, forgets("signature")));
  add("codec-xml-encrypts-octets-only",
      "encrypts an element as octets",
      "ESD-16-CODEC-06/A2",
      asked_otherwise(kSeal, forgets("part")));
}

}  // namespace

void add_codec_esdata_xml_mutants(std::vector<Mutant>& out) {
  add_opening_mutants(out);
  add_refusing_mutants(out);
  add_sealing_mutants(out);
}

}  // namespace plumbline::harness
