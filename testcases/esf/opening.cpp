// S1 envelopes at a target, as a codec opens them: ESF-04 to ESF-06, ESF-24 to ESF-26, ESF-28,
// ESF-29, ESF-35.

#include "esf/lists.hpp"
#include "support/known_answers.hpp"

#include <utility>

namespace plumbline::testcases {
namespace {

/// Envelopes with a flag; what a member of the answers has to be.
struct Opening {
  std::string id;
  std::string title;
  std::string clause;
  std::string flag;
  KnownMember member;
  std::string failure_means;
};

KnownAnswers known(const Opening& what) {
  return {.id = what.id,
          .title = what.title,
          .requirement = what.id.substr(0, what.id.find("-CODEC")),
          .clause = what.clause,
          .operation = "esf/open",
          .asked = with_flag(what.flag),
          .members = {what.member},
          .failure_means = what.failure_means};
}

std::vector<Opening> payload_classes() {
  const std::string clause = "TR-0012 table 6.2.2.2.2-1";
  return {{.id = "ESF-05-CODEC-01",
           .title = "The codec opens what a MIC protects",
           .clause = clause,
           .flag = "Mic",
           .member = {"aad", "The associated data is what the source vouched for"},
           .failure_means = "The MIC covers other octets, or its key is derived otherwise."},
          {.id = "ESF-05-CODEC-02",
           .title = "The codec opens what authenticated encryption protects",
           .clause = clause,
           .flag = "Aead",
           .member = {"plaintext", "The plaintext is what the source encrypted"},
           .failure_means = "The key is derived or cut otherwise."},
          {.id = "ESF-05-CODEC-03",
           .title = "The codec opens what was signed first and encrypted then",
           .clause = clause,
           .flag = "AeadSignature",
           .member = {"plaintext", "The plaintext is what the source signed and encrypted"},
           .failure_means = "The layers are taken in another order, or the inner one otherwise."},
          {.id = "ESF-05-CODEC-04",
           .title = "The codec opens what a digital signature alone protects",
           .clause = clause,
           .flag = "DigitalSignature",
           .member = {"aad", "The associated data is what the source signed"},
           .failure_means = "A signature algorithm is not carried out as RFC 7518 says."}};
}

std::vector<Opening> establishment_classes() {
  const std::string clause = "TR-0012 table 6.2.2.2.3-1";
  return {{.id = "ESF-06-CODEC-01",
           .title = "The codec opens under a key that a trusted third party knows by its id",
           .clause = clause,
           .flag = "TrustedThirdParty",
           .member = {"key_id", "The envelope master key of that id served"},
           .failure_means = "The key of a third party is not found, or not used as master key."},
          {.id = "ESF-06-CODEC-02",
           .title = "The codec opens under a provisioned key",
           .clause = clause,
           .flag = "ProvisionedKey",
           .member = {"key_id", "The provisioned key of that id served"},
           .failure_means = "A provisioned key is not found, or not used as master key."},
          {.id = "ESF-06-CODEC-03",
           .title = "The codec opens under a key that is encrypted to its KEK or public key",
           .clause = clause,
           .flag = "KeyEncryption",
           .member = {"key_id", "The key of the target decrypted the envelope master key"},
           .failure_means = "A way of key encryption is not carried out as RFC 7518 says."},
          {.id = "ESF-06-CODEC-04",
           .title = "The codec opens under a key that it agrees with the source",
           .clause = clause,
           .flag = "KeyAgreement",
           .member = {"key_id", "The key pair of the target agreed the envelope master key"},
           .failure_means = "The parties or the label enter key agreement otherwise."},
          {.id = "ESF-06-CODEC-05",
           .title = "The codec finds its key establishment set among those of several targets",
           .clause = clause,
           .flag = "SeveralTargets",
           .member = {"target", "The set with an identifier of the target served"},
           .failure_means = "Only one of the sets in an envelope is looked at."}};
}

std::vector<Opening> the_form() {
  return {{.id = "ESF-24-CODEC-02",
           .title = "The codec reads every class by one parser, however the JSON is written",
           .clause = "TR-0012 6.2.2.2.1.5",
           .flag = "Respelled",
           .member = {"source_id", "It verifies, and names its source, in each class and spelling"},
           .failure_means = "A class has a form of its own, or the text of the JSON is compared."},
          {.id = "ESF-29-CODEC-02",
           .title = "The codec says which psAlgSet an envelope names",
           .clause = "TR-0012 6.2.2.2.2.5",
           .flag = "Combination",
           .member = {"ps_alg_set", "It is the payload security set that the envelope names"},
           .failure_means = "A combination of payload and key establishment class is not read."}};
}

std::vector<Opening> the_source() {
  return {{.id = "ESF-25-CODEC-02",
           .title = "The codec takes signatures alone for non-repudiable",
           .clause = "TR-0012 table 6.2.2.2.2-1",
           .flag = "Assurance",
           .member = {"source", "With MIC or AEAD alone the source is never non-repudiable"},
           .failure_means = "What a target could have made itself is held against the source."},
          {.id = "ESF-26-CODEC-01",
           .title = "The codec has the certificate from the envelope or from a Facilitator",
           .clause = "TR-0012 6.2.2.2.2.3",
           .flag = "Certificate",
           .member = {"source", "The signature is verified with the certificate from either place"},
           .failure_means = "Only certificates in the envelope, or none in it, are used."},
          {.id = "ESF-28-CODEC-01",
           .title = "The codec reports the source that signed an established key",
           .clause = "TR-0012 table 6.2.2.2.3-1",
           .flag = "SignedKey",
           .member = {"source", "The source is reported as authenticated"},
           .failure_means = "The signature over the key establishment sets is passed over."},
          {.id = "ESF-28-CODEC-02",
           .title = "The codec reports no source that its key does not prove",
           .clause = "TR-0012 table 6.2.2.2.3-1",
           .flag = "Unproven",
           .member = {"source", "The source is not reported as authenticated"},
           .failure_means = "Encrypting to a target is taken for a proof of who did it."}};
}

harness::Purpose opens_accepted_sets() {
  return known_answers({.id = "ESF-04-CODEC-01",
                        .title = "The codec opens under each algorithm set that it accepts",
                        .requirement = "ESF-04",
                        .clause = "TR-0012 6.2.2.2.1.2",
                        .operation = "esf/open",
                        .asked = with_flag("Accepted"),
                        .members = {{"ps_alg_set", "Every accepted set serves, not one alone"}},
                        .failure_means = "One algorithm is built in."});
}

harness::Purpose opens_associated_data() {
  return known_answers(
      {.id = "ESF-35-CODEC-01",
       .title = "The codec opens plaintext and associated data alike in every class",
       .requirement = "ESF-35",
       .clause = "TR-0012 6.2.2.2.2.2",
       .operation = "esf/open",
       .asked = with_flag("AssociatedData"),
       .members = {{"plaintext",
                    "The plaintext is that of the source, with associated data beside"},
                   {"aad", "The associated data is that of the source, with or without plaintext"}},
       .failure_means = "Security depends on the class, or takes one kind of input only."});
}

}  // namespace

void add_esf_opening(std::vector<harness::Purpose>& out) {
  out.push_back(opens_accepted_sets());
  for (const Opening& what : payload_classes()) {
    out.push_back(known_answers(known(what)));
  }
  for (const Opening& what : establishment_classes()) {
    out.push_back(known_answers(known(what)));
  }
  for (const auto& list : {the_form(), the_source()}) {
    for (const Opening& what : list) {
      out.push_back(known_answers(known(what)));
    }
  }
  out.push_back(opens_associated_data());
}

}  // namespace plumbline::testcases
