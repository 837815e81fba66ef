// Codecs that seal or open ESData otherwise than the table of protection options says.

#include "plumbline/core/bytes.hpp"

#include "library/codec_esdata_faults.hpp"
#include "library/lists.hpp"

#include <algorithm>

namespace plumbline::harness {
namespace {

bool in_plain_json(const Json& in) {
  return marked(in, ":0:2");
}

bool in_base64(const Json& in) {
  return marked(in, ":3");
}

bool in_compact(const Json& in) {
  return marked(in, ":1");
}

/// JSON that no writer of compact, sorted JSON makes.
bool respelled(const Json& in) {
  const auto parsed = parse_json(text_at(in, "envelope"));
  return in_plain_json(in) && parsed && json_text(parsed.value()) != text_at(in, "envelope");
}

void cut_payload(Json& out, const Json& /*in*/) {
  auto& octets = out.at("payload").get_ref<std::string&>();
  octets.resize(octets.size() - std::min<std::size_t>(octets.size(), 2));
}

/// The octets as they stand in the JWS, not decoded.
void show_encoded_payload(Json& out, const Json& /*in*/) {
  const Bytes payload = from_hex(text_at(out, "payload")).value();
  out.at("payload") = to_hex(as_bytes(to_base64url(payload)));
}

/// Not the first recipient of several.
bool for_a_later_recipient(const Json& in) {
  const auto parsed = parse_json(text_at(in, "envelope"));
  if (!parsed || !parsed.value().contains("recipients")) {
    return false;
  }
  const Json& first = parsed.value().at("recipients").at(0).at("header").at("kid");
  return std::ranges::none_of(in.at("credentials"),
                              [&](const Json& one) { return one.at("id") == first; });
}

void add_opening_mutants(std::vector<Mutant>& out) {
  const auto add = adder_to(out);
  add("codec-cuts-esdata",
      "loses the last octet of what it decrypts",
      "ESD-01-CODEC-02/A2",
      opens_otherwise(with_symmetric_key, cut_payload));
  add("codec-forgets-what-decrypted",
      "does not say which symmetric key decrypted",
      "ESD-01-CODEC-02/A3",
      shows(with_symmetric_key, "opened_with", ""));
  add("codec-has-no-certificates",
      "opens nothing that is encrypted to a certificate",
      "ESD-03-CODEC-02/A2",
      refuses(with_certificate));
  add("codec-names-itself",
      "names itself, not its certificate, as what decrypted",
      "ESD-03-CODEC-02/A3",
      shows(with_certificate, "opened_with", "self"));
  add("codec-leaves-payload-encoded",
      "gives out a payload with a MIC in base64url, as it stands in the object",
      "ESD-04-CODEC-02/A2",
      opens_otherwise(with_mic, show_encoded_payload));
  add("codec-forgets-mic",
      "does not say which key verified a MIC",
      "ESD-04-CODEC-02/A3",
      shows(with_mic, "verified_by", Json::array()));
  add("codec-has-no-signatures",
      "verifies no digital signature",
      "ESD-06-CODEC-02/A2",
      refuses(with_signature));
  add("codec-forgets-signature",
      "does not say whose signature verified",
      "ESD-06-CODEC-02/A3",
      shows(with_signature, "verified_by", Json::array()));
}

/// Faults that show only where there is an inner layer.
SlotFault opens_nested_otherwise(std::function<void(Json& out)> change) {
  return opens_otherwise(every, [change = std::move(change)](Json& out, const Json& /*in*/) {
    if (out.at("class") == "nested") {
      change(out);
    }
  });
}

void add_layer_mutants(std::vector<Mutant>& out) {
  const auto add = adder_to(out);
  add("codec-cuts-what-is-inside",
      "loses the payload of the inner layer",
      "ESD-07-CODEC-02/A2",
      opens_nested_otherwise([](Json& one) { one.at("payload") = ""; }));
  add("codec-takes-nested-for-encrypted",
      "does not notice that there was a signature inside",
      "ESD-07-CODEC-02/A3",
      opens_nested_otherwise([](Json& one) { one.at("class") = "encryption-only"; }));
  add("codec-does-not-verify-inside",
      "reads the inner layer without verifying it",
      "ESD-07-CODEC-02/A4",
      opens_nested_otherwise([](Json& one) { one.at("verified_by") = Json::array(); }));
  add("codec-looks-at-the-first-recipient",
      "opens for the first of several targets only",
      "ESD-08-CODEC-02/A2",
      refuses(for_a_later_recipient));
  add("codec-stops-at-the-first-signature",
      "looks at no further signature once one has verified",
      "ESD-08-CODEC-02/A3",
      opens_otherwise(every, keep_first_name));
  add("codec-reads-no-base64",
      "does not undo contentSecurity 3",
      "ESD-14-CODEC-02/A2",
      refuses(in_base64));
  add("codec-compares-spelling",
      "opens JSON in the spelling that it writes itself only",
      "ESD-15-CODEC-01/A2",
      refuses(respelled));
  add("codec-trusts-every-source",
      "takes every source for authenticated",
      "ESD-18-CODEC-01/A2",
      opens_otherwise(every, trust_source));
  add("codec-takes-macs-for-signatures",
      "takes what a symmetric key proves for non-repudiable",
      "ESD-18-CODEC-01/A2",
      opens_otherwise(every, [](Json& one, const Json& /*in*/) {
        if (one.at("source") == "authenticated") {
          one.at("source") = "non-repudiable";
        }
      }));
}

void add_refusing_mutants(std::vector<Mutant>& out) {
  const auto add = adder_to(out);
  add("codec-ignores-suid",
      "uses a credential whatever its SUID",
      "ESD-01-CODEC-03/A2",
      accepts("key_mismatch", every));
  add("codec-does-not-check-mics",
      "takes a payload whose MIC is wrong",
      "ESD-04-CODEC-03/A2",
      accepts("authentication_failed", with_mic));
  add("codec-does-not-check-signatures",
      "takes a payload whose signature is wrong",
      "ESD-06-CODEC-03/A2",
      accepts("authentication_failed", with_signature));
  add("codec-does-not-demand-a-class",
      "takes any class where one is demanded",
      "ESD-07-CODEC-03/A2",
      asked_otherwise(kOpen, [](Json& in) { in.erase("class"); }));
  add("codec-does-not-authenticate-json",
      "does not authenticate the members of JSON serializations",
      "ESD-15-CODEC-02/A2",
      accepts("authentication_failed", in_plain_json));
  add("codec-does-not-check-tags",
      "gives out what it decrypted although the tag is wrong",
      "ESD-19-CODEC-01/A2",
      accepts("authentication_failed",
              [](const Json& in) { return in_compact(in) && !with_mic(in); }));
}

void change_targets(Json& in, const std::function<void(Json& target)>& change) {
  if (in.contains("targets")) {
    std::ranges::for_each(in.at("targets"), change);
  }
}

/// The octets at the wrong end of a key that is too long.
void take_rightmost(Json& in) {
  change_targets(in, [](Json& target) {
    constexpr std::size_t kLongest = 32;
    const auto octets = from_base64url(text_at(target.at("key"), "k"));
    if (octets && octets.value().size() > kLongest) {
      target.at("key").at("k") = to_base64url(ByteView{octets.value()}.last(kLongest));
    }
  });
}

void name_the_source(Json& in) {
  change_targets(in, [](Json& target) {
    if (target.at("suid") == 44) {
      target.at("id") = "source";
    }
  });
}

/// Of signature-only: what the MIC covers ends with a line feed.
void vouch_for_a_line(Json& in) {
  if (in.at("class") == "signature-only") {
    in.at("payload").get_ref<std::string&>() += "0a";
  }
}

void forget_type_of_signed(Json& in) {
  if (in.at("class") == "signature-only") {
    in.erase("type");
  }
}

void leave_signature_out(Json& in) {
  if (in.at("class") == "nested") {
    in.at("class") = "encryption-only";
    in.erase("signers");
  }
}

void keep_one_credential(Json& in) {
  for (const char* const list : {"targets", "signers"}) {
    if (in.contains(list) && in.at(list).size() > 1) {
      in.at(list) = Json::array({in.at(list).at(0)});
    }
  }
}

void leave_base64_out(Json& answer, const Json& in) {
  if (answer.contains("out") && in.at("serialization") == "jose-json-base64") {
    Json& envelope = answer.at("out").at("envelope");
    const Bytes json = from_base64(envelope.get_ref<const std::string&>()).value();
    envelope = std::string{as_text(json)};
  }
}

void add_sealing_mutants(std::vector<Mutant>& out) {
  const auto add = adder_to(out);
  add("codec-takes-the-rightmost-octets",
      "cuts a longer key at its other end",
      "ESD-01-CODEC-01/A2",
      asked_otherwise(kSeal, take_rightmost));
  add("codec-names-the-source-as-target",
      "names the source in kid where the certificate of the target belongs",
      "ESD-03-CODEC-01/A2",
      asked_otherwise(kSeal, name_the_source));
  add("codec-vouches-for-a-line",
      "adds a line feed to what it vouches for",
      "ESD-04-CODEC-01/A2",
      asked_otherwise(kSeal, vouch_for_a_line));
  add("codec-signs-no-type",
      "does not say of signed data what type it has",
      "ESD-06-CODEC-01/A2",
      asked_otherwise(kSeal, forget_type_of_signed));
  add("codec-leaves-signature-out",
      "encrypts without signing before",
      "ESD-07-CODEC-01/A2",
      asked_otherwise(kSeal, leave_signature_out));
  add("codec-keeps-one-credential",
      "protects under the first of several credentials only",
      "ESD-08-CODEC-01/A2",
      asked_otherwise(kSeal, keep_one_credential));
  add("codec-writes-no-base64",
      "marks plain JSON as base64",
      "ESD-14-CODEC-01/A2",
      answered_otherwise(kSeal, leave_base64_out));
}

}  // namespace

void add_codec_esdata_mutants(std::vector<Mutant>& out) {
  add_opening_mutants(out);
  add_layer_mutants(out);
  add_refusing_mutants(out);
  add_sealing_mutants(out);
}

}  // namespace plumbline::harness
