// S1 envelopes that a codec must neither open nor make: ESF-01, ESF-02, ESF-04 to ESF-06, ESF-21,
// ESF-24 to ESF-26, ESF-28, ESF-29.

#include "esf/lists.hpp"
#include "support/known_answers.hpp"

#include <algorithm>
#include <utility>

namespace plumbline::testcases {
namespace {

using harness::VectorTest;

/// Inputs with each of `flags` are refused; one with the flag `control` is taken.
struct Refusing {
  std::string id;
  std::string title;
  std::string clause;
  std::vector<std::string> flags;
  std::string control;
  std::string text;
  std::string failure_means;
};

harness::Purpose refuses(const Refusing& what, std::string operation, std::string inputs) {
  RefusedAnswers asked;
  asked.id = what.id;
  asked.title = what.title;
  asked.requirement = what.id.substr(0, what.id.find("-CODEC"));
  asked.clause = what.clause;
  asked.operation = std::move(operation);
  asked.asked = [flags = what.flags](const VectorTest& test) {
    return std::ranges::all_of(flags, [&](const auto& flag) { return with_flag(flag)(test); });
  };
  asked.control = with_flag(what.control);
  asked.what = std::move(inputs);
  asked.text = what.text;
  asked.failure_means = what.failure_means;
  return refused_answers(asked);
}

std::vector<Refusing> by_form() {
  return {{.id = "ESF-01-CODEC-02",
           .title = "The codec takes nothing for an envelope of S1 that is none",
           .clause = "TR-0012 6.2.2.2.1.5",
           .flags = {"NoEnvelope"},
           .control = "RoundTrip",
           .text = "Other content, the reserved session type and unknown values are refused",
           .failure_means = "Session type or class of an envelope is not looked at."},
          {.id = "ESF-24-CODEC-01",
           .title = "The codec tells envelopes of other classes and of Sm from those it expects",
           .clause = "TR-0012 6.2.2.2.1.5",
           .flags = {"OtherClass"},
           .control = "OtherClass",
           .text = "An envelope of another class, within or without, and one of Sm are refused",
           .failure_means = "An envelope can be moved to where another class is expected."},
          {.id = "ESF-29-CODEC-03",
           .title = "The codec opens no envelope whose sets, targets or certificate were changed",
           .clause = "TR-0012 6.2.2.3 step 3 c",
           .flags = {"ChangedSets"},
           .control = "RoundTrip",
           .text = "What stands beside the payload is part of what is verified",
           .failure_means = "Who carries an envelope chooses its algorithms or its targets."}};
}

std::vector<Refusing> by_key() {
  return {{.id = "ESF-02-CODEC-03",
           .title = "The codec opens nothing under the key of another session type or class",
           .clause = "TR-0012 6.2.2.2.1.3",
           .flags = {"Separation"},
           .control = "Separation",
           .text = "A key of Sm, of another class, source or envelope opens nothing in S1",
           .failure_means = "Keys are not separated, or the session type is not looked at."},
          {.id = "ESF-06-CODEC-11",
           .title = "The codec opens nothing without the key that the envelope names",
           .clause = "TR-0012 table 6.2.2.2.3-1",
           .flags = {"OtherKey"},
           .control = "ProvisionedKey",
           .text = "Another key, one of another source or target, and no key are refused",
           .failure_means = "A key serves whom it was not meant for."},
          {.id = "ESF-04-CODEC-02",
           .title = "The codec opens nothing under algorithm sets that it does not accept",
           .clause = "TR-0012 6.2.2.2.1.2",
           .flags = {"Accepted"},
           .control = "Accepted",
           .text = "Either set is refused that is not on the list of the target",
           .failure_means = "Algorithms that are not allowed are carried out all the same."}};
}

std::vector<Refusing> by_payload() {
  const std::string clause = "TR-0012 table 6.2.2.2.2-1";
  return {{.id = "ESF-05-CODEC-09",
           .title = "The codec gives no data whose MIC is wrong",
           .clause = clause,
           .flags = {"ModifiedEnvelope", "Mic"},
           .control = "Mic",
           .text = "Changed data, header or MIC is refused",
           .failure_means = "The MIC is not checked."},
          {.id = "ESF-05-CODEC-10",
           .title = "The codec gives no data that does not decrypt",
           .clause = clause,
           .flags = {"ModifiedEnvelope", "Aead"},
           .control = "Aead",
           .text = "Changed ciphertext, IV, header or associated data and a cut tag are refused",
           .failure_means = "The tag is not checked, or not all of it."},
          {.id = "ESF-05-CODEC-11",
           .title = "The codec gives no data whose signature is wrong",
           .clause = clause,
           .flags = {"ModifiedEnvelope", "DigitalSignature"},
           .control = "DigitalSignature",
           .text = "Changed data, header or signature, and that of another key is refused",
           .failure_means = "The signature is not checked."},
          {.id = "ESF-05-CODEC-12",
           .title = "The codec gives no data whose signature inside the encryption is wrong",
           .clause = clause,
           .flags = {"ModifiedEnvelope", "AeadSignature"},
           .control = "AeadSignature",
           .text = "A signature of another key than the certificate's is refused",
           .failure_means = "What decrypts is taken for signed."},
          {.id = "ESF-25-CODEC-01",
           .title = "The codec takes no signature that a target has put into another envelope",
           .clause = clause,
           .flags = {"Readdressed"},
           .control = "Readdressed",
           .text = "What was signed for another target, class or envelope is refused",
           .failure_means = "A target can make an envelope that another takes for the source's."}};
}

std::vector<Refusing> by_source() {
  return {{.id = "ESF-26-CODEC-02",
           .title = "The codec opens nothing whose certificate does not verify",
           .clause = "TR-0012 6.2.2.2.2.3",
           .flags = {"Certificate"},
           .control = "Certificate",
           .text = "A certificate that is missing, expired, of another issuer or source ends it",
           .failure_means = "A signature counts under any certificate."},
          {.id = "ESF-28-CODEC-03",
           .title = "The codec opens nothing where the signature over its sets is wrong",
           .clause = "TR-0012 table 6.2.2.2.3-1",
           .flags = {"SignedKey"},
           .control = "SignedKey",
           .text = "A changed signature, one of another key and none are refused",
           .failure_means = "Who encrypts to a target can name any source."}};
}

std::vector<Refusing> at_the_source() {
  return {{.id = "ESF-04-CODEC-03",
           .title = "The codec makes no envelope with algorithms that are not allowed",
           .clause = "TR-0012 6.2.2.2.1.2",
           .flags = {"UnknownSet"},
           .control = "KnownAnswer",
           .text = "A name outside the lists, none among them, is refused",
           .failure_means = "Another algorithm takes the place of one that is not known."},
          {.id = "ESF-21-CODEC-01",
           .title = "The codec makes no envelope of sets that do not go together",
           .clause = "TR-0012 6.2.2.3 step 3 b",
           .flags = {"WrongSets"},
           .control = "KnownAnswer",
           .text = "Without key establishment for a secret key, or with too many, nothing is made",
           .failure_means = "An envelope is not for the targets, or not as safe, as was asked."}};
}

}  // namespace

void add_esf_refusing(std::vector<harness::Purpose>& out) {
  for (const auto& list : {by_form(), by_key(), by_payload(), by_source()}) {
    for (const Refusing& what : list) {
      out.push_back(refuses(what, "esf/open", "envelopes"));
    }
  }
  for (const Refusing& what : at_the_source()) {
    out.push_back(refuses(what, "esf/seal", "requests"));
  }
}

}  // namespace plumbline::testcases
