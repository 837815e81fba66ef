// S1 at a source, as a codec seals it: ESF-01, ESF-05, ESF-06, ESF-26, ESF-28, ESF-29, ESF-35. What
// it seals is opened by the tester, so that no spelling is asked for.

#include "esf/lists.hpp"
#include "esf/targets.hpp"
#include "support/known_answers.hpp"
#include "support/sealed_answers.hpp"

#include <algorithm>
#include <utility>

namespace plumbline::testcases {
namespace {

using harness::Purpose;
using harness::VectorTest;

constexpr std::string_view kPayload = "TR-0012 table 6.2.2.2.2-1";
constexpr std::string_view kEstablishment = "TR-0012 table 6.2.2.2.3-1";

/// Seals with each of `flags`; which members of what the targets see have to be as asked for.
struct Sealing {
  std::string id;
  std::string title;
  std::string clause;
  std::vector<std::string> flags;
  std::vector<std::string> members;  ///< of seen_by_targets()
  std::string text;
  std::string failure_means;
  CertificateFrom certificate = CertificateFrom::anywhere;
};

bool has_flags(const VectorTest& test, const std::vector<std::string>& flags) {
  return std::ranges::all_of(flags, [&](const auto& flag) { return with_flag(flag)(test); });
}

bool is_as_asked(const Json& seen, const Json& in, const std::vector<std::string>& members) {
  const Json wanted = asked_for(in);
  return std::ranges::all_of(members, [&](const std::string& member) {
    return seen.contains(member) && seen.at(member) == wanted.at(member);
  });
}

Purpose seals_as_asked(const Sealing& what) {
  return sealed_answers({
      .id = what.id,
      .title = what.title,
      .clause = what.clause,
      .operation = "esf/seal",
      .vectors = "esf/seal",
      .asked = [flags = what.flags](const VectorTest& test) { return has_flags(test, flags); },
      .request = input_without({"salt", "master_key", "iv", "key_sets"}),
      .seen_by_targets =
          [from = what.certificate](const Json& out, const VectorTest& test) {
            return seen_by_targets(text_at(out, "envelope"), test.in, from);
          },
      .right = [members = what.members](
                   const Json& seen,
                   const VectorTest& test) { return is_as_asked(seen, test.in, members); },
      .text = what.text,
      .failure_means = what.failure_means,
  });
}

/// Seals of one payload class under keys that are there; the data has to come out.
Sealing of_payload(
    std::string id, std::string title, std::string flag, std::string text, std::string fault) {
  std::vector<std::string> flags{std::move(flag)};
  if (flags.front() != "DigitalSignature") {
    flags.emplace_back("ProvisionedKey");
  }
  return {.id = std::move(id),
          .title = std::move(title),
          .clause = std::string{kPayload},
          .flags = std::move(flags),
          .members = {"data"},
          .text = std::move(text),
          .failure_means = std::move(fault)};
}

std::vector<Sealing> payload_classes() {
  return {of_payload("ESF-05-CODEC-05",
                     "The codec makes a MIC over associated data",
                     "Mic",
                     "The target with the key verifies the associated data",
                     "The MIC covers other octets, or its key is derived otherwise."),
          of_payload("ESF-05-CODEC-06",
                     "The codec encrypts plaintext",
                     "Aead",
                     "The target with the key gets the plaintext",
                     "The key is derived or cut otherwise."),
          of_payload("ESF-05-CODEC-07",
                     "The codec signs plaintext and then encrypts both",
                     "AeadSignature",
                     "The target decrypts, and verifies the signature inside over the plaintext",
                     "The layers stand in another order, or cover other octets."),
          of_payload("ESF-05-CODEC-08",
                     "The codec signs associated data",
                     "DigitalSignature",
                     "Whoever has the certificate verifies the associated data",
                     "The signature covers other octets, or is encoded otherwise.")};
}

/// Seals of one class of key establishment: the envelope names the set, and the target opens it.
Sealing of_establishment(
    std::string id, std::string title, std::string flag, std::string text, std::string fault) {
  return {.id = std::move(id),
          .title = std::move(title),
          .clause = std::string{kEstablishment},
          .flags = {std::move(flag), "Aead"},
          .members = {"ke", "opened"},
          .text = std::move(text),
          .failure_means = std::move(fault)};
}

std::vector<Sealing> establishment_classes() {
  return {of_establishment("ESF-06-CODEC-06",
                           "The codec seals under a key that a trusted third party keeps",
                           "TrustedThirdParty",
                           "The envelope names that class, and who has the key opens it",
                           "The class is another, or the key is not the envelope master key."),
          of_establishment("ESF-06-CODEC-07",
                           "The codec seals under a provisioned key",
                           "ProvisionedKey",
                           "The envelope names that class, and who has the key opens it",
                           "The class is another, or the key is not the envelope master key."),
          of_establishment("ESF-06-CODEC-08",
                           "The codec encrypts the envelope master key to a KEK or public key",
                           "KeyEncryption",
                           "The envelope names the algorithm asked for, and the target opens it",
                           "A weaker algorithm is used, or the wrapped key is another."),
          of_establishment("ESF-06-CODEC-09",
                           "The codec agrees the envelope master key with one target",
                           "KeyAgreement",
                           "The envelope names that class, and who has the key pair opens it",
                           "The agreed key wraps another, or the parties enter otherwise."),
          {.id = "ESF-06-CODEC-10",
           .title = "The codec makes a key establishment set for each of several targets",
           .clause = std::string{kEstablishment},
           .flags = {"SeveralTargets"},
           .members = {"ke", "opened"},
           .text = "Each target finds a set of its own and opens the envelope",
           .failure_means = "Some of the targets have no set, or that of another."}};
}

std::vector<Sealing> the_source() {
  return {{.id = "ESF-26-CODEC-03",
           .title = "The codec puts the certificate of the source into the envelope",
           .clause = "TR-0012 6.2.2.2.2.3",
           .flags = {"DigitalSignature"},
           .members = {"source"},
           .text = "A target that has no certificate of the source verifies its signature",
           .failure_means = "The certificate is left out, or is not the one of the signature.",
           .certificate = CertificateFrom::envelope},
          {.id = "ESF-28-CODEC-04",
           .title = "The codec signs its key establishment sets",
           .clause = std::string{kEstablishment},
           .flags = {"SignedKey"},
           .members = {"source"},
           .text = "The target can tell who established the key",
           .failure_means = "The sets are not signed, or the signature covers something else."}};
}

std::vector<Sealing> the_form() {
  return {{.id = "ESF-01-CODEC-01",
           .title = "The codec writes session type and target data class into the envelope",
           .clause = "TR-0012 6.2.2.2.1.5",
           .flags = {"Separation"},
           .members = {"form"},
           .text = "The envelope is known as one, of S1 and of the class that was asked for",
           .failure_means = "The receiver cannot tell what the envelope is for."},
          {.id = "ESF-29-CODEC-01",
           .title = "The codec makes every payload class under every key establishment class",
           .clause = "TR-0012 6.2.2.2.2.5",
           .flags = {"Combination"},
           .members = {"ps"},
           .text = "Each envelope names the psAlgSet that was asked for, and opens",
           .failure_means = "A combination has no place in the envelope, or another one takes it."},
          {.id = "ESF-35-CODEC-02",
           .title = "The codec seals associated data with plaintext and without",
           .clause = "TR-0012 6.2.2.2.2.2",
           .flags = {"AssociatedData"},
           .members = {"data"},
           .text = "The target gets both as they were given",
           .failure_means = "One kind of input is left out or changed into the other."}};
}

}  // namespace

void add_esf_sealing(std::vector<Purpose>& out) {
  for (const auto& list : {the_form(), payload_classes(), establishment_classes(), the_source()}) {
    for (const Sealing& what : list) {
      out.push_back(seals_as_asked(what));
    }
  }
}

}  // namespace plumbline::testcases
