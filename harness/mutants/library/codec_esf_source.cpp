// Codecs that seal S1 envelopes otherwise than they are asked.

#include "library/codec_faults.hpp"
#include "library/esf_sets.hpp"
#include "library/lists.hpp"

#include <string>
#include <utility>

namespace plumbline::harness {
namespace {

constexpr std::string_view kSeal = "esf/seal";
constexpr std::string_view kLineFeed = "0a";

SlotFault seals_otherwise(ChangeInput change) {
  return asked_otherwise(kSeal, std::move(change));
}

/// Puts a line feed behind `member` where the payload set is of that kind.
SlotFault adds_a_line_to(std::string member, bool (*kind)(const std::string& set)) {
  return seals_otherwise([member = std::move(member), kind](Json& in) {
    const bool alone = member == "aad" || !in.contains("aad");
    if (alone && in.contains(member) && kind(set_of(in))) {
      in.at(member).get_ref<std::string&>() += kLineFeed;
    }
  });
}

/// Takes one key establishment set for another one where there is one target.
SlotFault establishes_by(std::string wanted, std::string taken) {
  return seals_otherwise([wanted = std::move(wanted), taken = std::move(taken)](Json& in) {
    Json& targets = in.at("targets");
    if (targets.size() == 1 && targets.at(0).at("ke_alg_set") == wanted) {
      targets.at(0).at("ke_alg_set") = taken;
    }
  });
}

/// Asks anew, otherwise, where the right codec refuses for that reason.
SlotFault seals_all_the_same(std::string code, ChangeInput change) {
  SlotFault fault;
  fault.codec = [code = std::move(code), change = std::move(change)](Codec right) {
    return [code, change, right = std::move(right)](const Json& request) -> Result<Json> {
      PLUMBLINE_TRY(Json answer, right(request));
      if (request.at("op") != kSeal || !answer.contains("error") ||
          answer.at("error").at("code") != code) {
        return answer;
      }
      Json again = request;
      change(again.at("in"));
      return right(again);
    };
  };
  return fault;
}

void keep_one_target(Json& in) {
  if (in.at("targets").size() > 1) {
    in.at("targets") = Json::array({in.at("targets").at(0)});
  }
}

void always_use_aes(Json& in) {
  in.at("ps_alg_set") = "A256GCM";
}

/// With key encryption or agreement for one target; elsewhere a signature is none too few.
void sign_no_key_set(Json& in) {
  if (in.at("targets").size() != 1 || !in.contains("signer")) {
    return;
  }
  auto& set = in.at("targets").at(0).at("ke_alg_set").get_ref<std::string&>();
  const std::size_t colon = set.find(':');
  if (colon != std::string::npos && !set.starts_with("PSK")) {
    set.resize(colon);
    in.erase("signer");
  }
}

/// Of more than two, so that no request is made whole by it.
void forget_the_last_target(Json& in) {
  if (in.at("targets").size() > 2) {
    in.at("targets").erase(in.at("targets").size() - 1);
  }
}

void leave_certificate_out(Json& in) {
  if (in.contains("signer")) {
    in.at("signer").erase("chain");
  }
}

/// The class outside the payload is always 3.
void write_one_class(Json& answer, const Json& /*in*/) {
  if (answer.contains("out")) {
    Json envelope = parse_json(text_at(answer.at("out"), "envelope")).value();
    envelope.at("e2e:esf").at("tdc") = 3;
    answer.at("out").at("envelope") = json_text(envelope);
  }
}

/// A MIC goes with keys that are there, not with those that are established.
void refuse_mics_under_new_keys(Json& answer, const Json& in) {
  const Json& targets = in.at("targets");
  const std::string set = targets.empty() ? "" : text_at(targets.at(0), "ke_alg_set");
  if (is_mic(set_of(in)) && set != "TTP" && set != "PSK") {
    answer.erase("out");
    answer["error"] = {{"code", "unsupported"}, {"detail", "no MIC under that key"}};
  }
}

void add_sealing_mutants(std::vector<Mutant>& out) {
  const auto add = adder_to(out);
  add("codec-writes-one-class",
      "writes class 3 into every envelope",
      "ESF-01-CODEC-01/A2",
      answered_otherwise(kSeal, write_one_class));
  add("codec-repeats-the-salt",
      "has one salt for all envelopes",
      "ESF-02-CODEC-02/A2",
      seals_otherwise([](Json& in) { in["salt"] = std::string(32, '5'); }));
  add("codec-falls-back-to-another-set",
      "takes AES for a payload set that it does not know",
      "ESF-04-CODEC-03/A2",
      seals_all_the_same("algorithm_not_allowed", always_use_aes));
  add("codec-seals-for-the-first-target",
      "makes an envelope for the first target where several do not go",
      "ESF-21-CODEC-01/A2",
      seals_all_the_same("invalid_value", keep_one_target));
  add("codec-forgets-the-last-target",
      "makes no key establishment set for the last of several targets",
      "ESF-06-CODEC-10/A2",
      seals_otherwise(forget_the_last_target));
  add("codec-leaves-certificates-out",
      "puts no certificate into an envelope",
      "ESF-26-CODEC-03/A2",
      seals_otherwise(leave_certificate_out));
  add("codec-signs-no-key-sets",
      "establishes keys without the signature that was asked for",
      "ESF-28-CODEC-04/A2",
      seals_otherwise(sign_no_key_set));
  add("codec-has-mics-under-shared-keys-only",
      "makes no MIC under a key that is encrypted or agreed",
      "ESF-29-CODEC-01/A2",
      answered_otherwise(kSeal, refuse_mics_under_new_keys));
  add("codec-leaves-associated-data-out",
      "encrypts, but authenticates nothing beside the plaintext",
      "ESF-35-CODEC-02/A2",
      seals_otherwise([](Json& in) {
        if (is_aead(set_of(in))) {
          in.erase("aad");
        }
      }));
}

void add_sealing_class_mutants(std::vector<Mutant>& out) {
  const auto add = adder_to(out);
  add("codec-makes-mics-of-lines",
      "adds a line feed to what it makes a MIC of",
      "ESF-05-CODEC-05/A2",
      adds_a_line_to("aad", is_mic));
  add("codec-encrypts-lines",
      "adds a line feed to what it encrypts without associated data",
      "ESF-05-CODEC-06/A2",
      adds_a_line_to("plaintext", is_aead));
  add("codec-signs-and-encrypts-lines",
      "adds a line feed to what it signs and encrypts",
      "ESF-05-CODEC-07/A2",
      adds_a_line_to("plaintext", is_aead_with_signature));
  add("codec-signs-lines",
      "adds a line feed to what it signs",
      "ESF-05-CODEC-08/A2",
      adds_a_line_to("aad", is_signature));
  add("codec-takes-third-parties-for-provisioned",
      "names a key of a third party as provisioned",
      "ESF-06-CODEC-06/A2",
      establishes_by("TTP", "PSK"));
  add("codec-takes-provisioned-for-third-parties",
      "names a provisioned key as one of a third party",
      "ESF-06-CODEC-07/A2",
      establishes_by("PSK", "TTP"));
  add("codec-wraps-more-weakly",
      "wraps with 128 bits where 256 were asked for",
      "ESF-06-CODEC-08/A2",
      establishes_by("ECDH-ES+A256KW", "ECDH-ES+A128KW"));
  add("codec-wraps-where-it-should-agree",
      "encrypts another key under the agreed one",
      "ESF-06-CODEC-09/A2",
      establishes_by("ECDH-ES", "ECDH-ES+A256KW"));
}

}  // namespace

void add_codec_esf_source_mutants(std::vector<Mutant>& out) {
  add_sealing_mutants(out);
  add_sealing_class_mutants(out);
}

}  // namespace plumbline::harness
