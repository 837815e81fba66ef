// Codecs that make or read CMS otherwise than ESData has it.

#include "plumbline/core/bytes.hpp"

#include "library/codec_esdata_faults.hpp"
#include "library/lists.hpp"

namespace plumbline::harness {
namespace {

constexpr std::string_view kMedia = "application/pkcs7-mime";

bool named_cms(const Json& in) {
  return text_at(in, "content_info").starts_with(kMedia);
}

bool in_cms(const Json& in) {
  return named_cms(in) && marked(in, ":2");
}

bool only_signed(const Json& in) {
  return in_cms(in) && with_signature(in) && !with_symmetric_key(in) && !with_certificate(in);
}

bool only_encrypted(const Json& in) {
  return in_cms(in) && !with_signature(in);
}

/// The target can decrypt and verify.
bool with_both(const Json& in) {
  return in_cms(in) && with_signature(in) && with_symmetric_key(in);
}

/// A SEQUENCE of indefinite length, as it stands in base64.
bool of_indefinite_length(const Json& in) {
  return in_cms(in) && text_at(in, "envelope").starts_with("MIA");
}

void show_message(Json& out, const Json& /*in*/) {
  if (out.at("class") == "nested") {
    out.at("payload") = to_hex(as_bytes(std::string_view{"MIME-Version: 1.0\r\n"}));
  }
}

/// As a system does whose lines end with LF alone.
void show_own_line_ends(Json& out, const Json& /*in*/) {
  if (text_at(out, "type").starts_with("text/")) {
    std::string text{as_text(from_hex(text_at(out, "payload")).value())};
    std::erase(text, '\r');
    out.at("payload") = to_hex(as_bytes(text));
  }
}

void add_opening_mutants(std::vector<Mutant>& out) {
  const auto add = adder_to(out);
  add("codec-cms-gives-out-the-message",
      "gives out the message around a signature, where it was encrypted to a certificate",
      "ESD-11-CODEC-04/A2",
      opens_otherwise([](const Json& in) { return in_cms(in) && with_certificate(in); },
                      show_message));
  add("codec-cms-forgets-what-decrypted",
      "does not say which credential decrypted CMS",
      "ESD-11-CODEC-04/A3",
      shows(only_encrypted, "opened_with", ""));
  add("codec-cms-stops-at-the-first-signature",
      "looks at no further signature of CMS once one has verified",
      "ESD-11-CODEC-04/A4",
      opens_otherwise(in_cms, keep_first_name));
  add("codec-cms-reads-der-only",
      "reads no indefinite lengths",
      "ESD-16-CODEC-07/A2",
      refuses(of_indefinite_length));
  add("codec-cms-gives-text-its-own-line-ends",
      "gives text the line ends of its own system",
      "ESD-16-CODEC-08/A2",
      opens_otherwise(in_cms, show_own_line_ends));
  add("codec-cms-knows-no-parameters",
      "does not know CMS where parameters follow its media type",
      "ESD-17-CODEC-02/A2",
      refuses([](const Json& in) {
        return named_cms(in) && text_at(in, "content_info").find(';') != std::string::npos;
      }));
  add("codec-cms-trusts-every-source",
      "takes whoever encrypted CMS for authenticated",
      "ESD-18-CODEC-03/A2",
      opens_otherwise(in_cms, trust_source));
}

void add_signature_mutants(std::vector<Mutant>& out) {
  const auto add = adder_to(out);
  add("codec-cms-does-not-check-signatures",
      "takes CMS whose digest or signature is wrong",
      "ESD-06-CODEC-04/A2",
      accepts("authentication_failed", only_signed));
  add("codec-cms-does-not-verify-inside",
      "reads the signature inside encrypted CMS without verifying it",
      "ESD-06-CODEC-04/A2",
      accepts("authentication_failed", with_both));
  add("codec-cms-carries-out-any-digest",
      "lets the object choose the digest of its signature",
      "ESD-16-CODEC-10/A2",
      accepts("algorithm_not_allowed", only_signed));
}

void add_refusing_mutants(std::vector<Mutant>& out) {
  const auto add = adder_to(out);
  add("codec-cms-ignores-the-class",
      "opens CMS of another class than the one demanded",
      "ESD-11-CODEC-06/A2",
      accepts("invalid_value", [](const Json& in) { return in_cms(in) && in.contains("class"); }));
  add("codec-cms-opens-any-content-type",
      "takes CMS content that is neither encrypted nor signed",
      "ESD-16-CODEC-09/A2",
      accepts("unsupported", with_both));
  add("codec-cms-looks-at-no-marking",
      "opens CMS whatever contentInfo says of its encoding",
      "ESD-17-CODEC-03/A2",
      accepts("unsupported", [](const Json& in) { return named_cms(in) && !in_cms(in); }));
  add("codec-cms-does-not-check-tags",
      "gives out what it decrypted of CMS although the tag is wrong",
      "ESD-19-CODEC-04/A2",
      accepts("authentication_failed", only_encrypted));
  add("codec-cms-decrypts-without-integrity",
      "decrypts AES-CBC, and takes any key transport",
      "ESD-19-CODEC-05/A2",
      accepts("algorithm_not_allowed", only_encrypted));
  add("codec-cms-takes-short-tags",
      "lets the object say how long its tag is",
      "ESD-19-CODEC-05/A2",
      accepts("invalid_length", only_encrypted));
}

/// Changes what is to be sealed in CMS.
SlotFault seals_otherwise(ChangeInput change) {
  return asked_otherwise(kSeal, [change = std::move(change)](Json& in) {
    if (in.at("serialization") == "cms") {
      change(in);
    }
  });
}

void keep_first_target(Json& in) {
  if (in.contains("targets")) {
    Json& targets = in.at("targets");
    targets.erase(targets.begin() + 1, targets.end());
  }
}

void take_for_octets(Json& in) {
  if (in.contains("type") && text_at(in, "type").starts_with("text/")) {
    in.at("type") = "application/octet-stream";
  }
}

void mark_as_octets(Json& answer, const Json& in) {
  if (answer.contains("out") && in.at("serialization") == "cms") {
    answer.at("out").at("content_info") = "application/octet-stream:2";
  }
}

void add_sealing_mutants(std::vector<Mutant>& out) {
  const auto add = adder_to(out);
  add("codec-cms-seals-for-one-target",
      "encrypts CMS to the first of several targets",
      "ESD-11-CODEC-05/A2",
      seals_otherwise(keep_first_target));
  add("codec-cms-keeps-line-ends",
      "protects text in CMS with the line ends that it has",
      "ESD-16-CODEC-11/A2",
      seals_otherwise(take_for_octets));
  add("codec-cms-names-octets",
      "marks CMS as octets of no type",
      "ESD-17-CODEC-01/A2",
      answered_otherwise(kSeal, mark_as_octets));
}

}  // namespace

void add_codec_esdata_cms_mutants(std::vector<Mutant>& out) {
  add_opening_mutants(out);
  add_signature_mutants(out);
  add_refusing_mutants(out);
  add_sealing_mutants(out);
}

}  // namespace plumbline::harness
