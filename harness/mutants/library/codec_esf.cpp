// Codecs that derive other keys, or say something else of S1 envelopes than what they open to.

#include "plumbline/core/bytes.hpp"

#include "library/codec_faults.hpp"
#include "library/esf_sets.hpp"
#include "library/lists.hpp"

#include <algorithm>
#include <string>
#include <utility>

namespace plumbline::harness {
namespace {

constexpr std::string_view kOpen = "esf/open";
constexpr std::string_view kDerive = "derive/esf";

/// Changes what an envelope opens to.
SlotFault opens_otherwise(std::function<void(Json& out, const Json& in)> change) {
  return answered_otherwise(kOpen, [change = std::move(change)](Json& answer, const Json& in) {
    if (answer.contains("out")) {
      change(answer.at("out"), in);
    }
  });
}

void cut(Json& text) {
  auto& octets = text.get_ref<std::string&>();
  octets.resize(octets.size() - std::min<std::size_t>(octets.size(), 2));
}

/// Loses the last octet of `member` where the payload set is of that kind.
SlotFault cuts(std::string member, bool (*kind)(const std::string& set)) {
  return opens_otherwise([member = std::move(member), kind](Json& out, const Json& /*in*/) {
    const bool alone = member == "aad" || text_at(out, "aad").empty();
    if (alone && kind(set_of(out))) {
      cut(out.at(member));
    }
  });
}

/// Whether the first key that the target has is for that class.
bool has_key_for(const Json& in, std::string_view establishment) {
  const Json& keys = in.at("keys");
  const std::string set = keys.empty() ? "" : text_at(keys.at(0), "ke_alg_set");
  return establishment == "key encryption" ? set != "TTP" && set != "PSK" && set != "ECDH-ES"
                                           : set == establishment;
}

SlotFault forgets_key_of(std::string establishment) {
  return opens_otherwise([establishment = std::move(establishment)](Json& out, const Json& in) {
    if (has_key_for(in, establishment)) {
      out.at("key_id") = "";
    }
  });
}

void lose_plaintext_beside_associated_data(Json& out, const Json& /*in*/) {
  if (!text_at(out, "aad").empty()) {
    out.at("plaintext") = "";
  }
}

void lose_associated_data_beside(Json& out, const Json& /*in*/) {
  if (is_aead(set_of(out))) {
    out.at("aad") = "";
  }
}

void name_the_class_only(Json& out, const Json& /*in*/) {
  const std::string set = set_of(out);
  out.at("ps_alg_set") = set.substr(0, set.find(':'));
}

/// JSON that a writer of compact, sorted JSON does not make.
void refuse_other_spelling(Json& answer, const Json& in) {
  const auto parsed = parse_json(text_at(in, "envelope"));
  if (parsed && json_text(parsed.value()) != text_at(in, "envelope")) {
    answer.erase("out");
    answer["error"] = {{"code", "malformed"}, {"detail", "not as it would be written here"}};
  }
}

void take_every_session_type(Json& in) {
  auto parsed = parse_json(text_at(in, "envelope"));
  if (parsed && parsed.value().is_object() && parsed.value().contains("e2e:esf") &&
      parsed.value().at("e2e:esf").is_object()) {
    parsed.value().at("e2e:esf")["st"] = "S1";
    in.at("envelope") = json_text(parsed.value());
  }
}

/// Compares as many octets of a tag as there are.
void take_cut_tags(Json& answer, const Json& in) {
  constexpr std::size_t kTagText = 22;
  const auto parsed = parse_json(text_at(in, "envelope"));
  const Json::json_pointer tag{"/e2e:esf/env/ps/tag"};
  if (parsed && parsed.value().is_object() &&
      parsed.value().value(tag, std::string(kTagText, 'A')).size() < kTagText) {
    answer.erase("error");
    answer["out"] = {{"plaintext", ""}};
  }
}

void add_answer_mutants(std::vector<Mutant>& out) {
  const auto add = adder_to(out);
  add("codec-takes-every-session-type",
      "takes every session type for S1",
      "ESF-01-CODEC-02/A2",
      asked_otherwise(kOpen, take_every_session_type));
  add("codec-compares-spelling-of-envelopes",
      "opens envelopes in the spelling that it writes itself only",
      "ESF-24-CODEC-02/A2",
      answered_otherwise(kOpen, refuse_other_spelling));
  add("codec-takes-cut-tags",
      "compares as much of a tag as is there",
      "ESF-05-CODEC-10/A2",
      answered_otherwise(kOpen, take_cut_tags));
  add("codec-asks-no-facilitator",
      "knows no certificate but those in envelopes",
      "ESF-26-CODEC-01/A2",
      asked_otherwise(kOpen, [](Json& in) { in.erase("certificates"); }));
  add("codec-names-no-signature-set",
      "says of signed and encrypted data only how it was encrypted",
      "ESF-29-CODEC-02/A2",
      opens_otherwise(name_the_class_only));
  add("codec-has-plaintext-or-associated-data",
      "gives out associated data without the plaintext that it is for",
      "ESF-35-CODEC-01/A2",
      opens_otherwise(lose_plaintext_beside_associated_data));
  add("codec-forgets-associated-data",
      "does not give out what is authenticated beside plaintext",
      "ESF-35-CODEC-01/A3",
      opens_otherwise(lose_associated_data_beside));
}

void add_class_mutants(std::vector<Mutant>& out) {
  const auto add = adder_to(out);
  add("codec-cuts-data-with-a-mic",
      "loses the last octet of what a MIC protects",
      "ESF-05-CODEC-01/A2",
      cuts("aad", is_mic));
  add("codec-cuts-encrypted-data",
      "loses the last octet of what was encrypted without associated data",
      "ESF-05-CODEC-02/A2",
      cuts("plaintext", is_aead));
  add("codec-cuts-signed-and-encrypted-data",
      "loses the last octet of what was signed and encrypted",
      "ESF-05-CODEC-03/A2",
      cuts("plaintext", is_aead_with_signature));
  add("codec-cuts-signed-data",
      "loses the last octet of what a signature alone protects",
      "ESF-05-CODEC-04/A2",
      cuts("aad", is_signature));
  add("codec-forgets-keys-of-third-parties",
      "does not say which key of a third party served",
      "ESF-06-CODEC-01/A2",
      forgets_key_of("TTP"));
  add("codec-forgets-provisioned-keys",
      "does not say which provisioned key served",
      "ESF-06-CODEC-02/A2",
      forgets_key_of("PSK"));
  add("codec-forgets-keys-that-decrypt",
      "does not say which key decrypted the envelope master key",
      "ESF-06-CODEC-03/A2",
      forgets_key_of("key encryption"));
  add("codec-forgets-keys-that-agree",
      "does not say which key pair agreed the envelope master key",
      "ESF-06-CODEC-04/A2",
      forgets_key_of("ECDH-ES"));
}

ChangeInput always(std::string member, Json value) {
  return
      [member = std::move(member), value = std::move(value)](Json& in) { in.at(member) = value; };
}

/// Does not open what has header members beside those of JOSE.
void refuse_other_members(Json& answer, const Json& in) {
  const Json& jwe = in.at("jwe");
  const auto octets = from_base64url(jwe.is_object() ? text_at(jwe, "protected") : std::string{});
  const auto header = parse_json(octets ? as_text(octets.value()) : std::string_view{});
  if (header && header.value().contains("epa")) {
    answer.erase("out");
    answer["error"] = {{"code", "unsupported"}, {"detail", "a header member"}};
  }
}

/// Writes a header of its own.
void write_own_header(Json& in) {
  const auto told = parse_json(text_at(in, "protected"));
  if (told && told.value().contains("epa")) {
    in.at("protected") = {{"alg", told.value().at("alg")}, {"enc", told.value().at("enc")}};
  }
}

void add_key_mutants(std::vector<Mutant>& out) {
  const auto add = adder_to(out);
  add("codec-derives-one-key-for-all-classes",
      "derives keys without the target data class",
      "ESF-02-CODEC-01/A2",
      asked_otherwise(kDerive, always("target_data_class", 1)));
  add("codec-derives-one-key-for-all-session-types",
      "derives keys without the session type",
      "ESF-02-CODEC-01/A3",
      asked_otherwise(kDerive, always("session_type", "S1")));
  add("codec-derives-one-key-for-all-sessions",
      "derives keys without the salt",
      "ESF-02-CODEC-01/A4",
      asked_otherwise(kDerive, always("salt", std::string(32, '0'))));
  add("codec-opens-no-payload-by-itself",
      "opens the payload of an envelope with key establishment only",
      "ESF-20-CODEC-01/A2",
      answered_otherwise("jose/jwe-open", refuse_other_members));
  add("codec-protects-no-payload-by-itself",
      "loses what binds the payload to its envelope where it has the established key alone",
      "ESF-20-CODEC-02/A2",
      asked_otherwise("jose/jwe-seal", write_own_header));
}

}  // namespace

void add_codec_esf_mutants(std::vector<Mutant>& out) {
  add_answer_mutants(out);
  add_class_mutants(out);
  add_key_mutants(out);
}

}  // namespace plumbline::harness
