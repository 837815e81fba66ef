// End-to-end message authentication as a codec does it: MA-01 to MA-05, MA-07, MA-15.

#include "message_auth/lists.hpp"
#include "support/known_answers.hpp"

#include <utility>

namespace plumbline::testcases {
namespace {

using harness::Purpose;
using harness::VectorTest;

/// One member of the known answers of an operation.
struct Known {
  std::string id;
  std::string title;
  std::string clause;
  std::string operation;
  std::string flag;  ///< empty: every test
  KnownMember member;
  std::string failure_means;
};

Purpose known(const Known& what) {
  return known_answers(
      {.id = what.id,
       .title = what.title,
       .requirement = what.id.substr(0, what.id.find("-CODEC")),
       .clause = what.clause,
       .operation = what.operation,
       .asked = [flag = what.flag, flagged = with_flag(what.flag)](
                    const VectorTest& test) { return flag.empty() || flagged(test); },
       .members = {what.member},
       .failure_means = what.failure_means});
}

std::vector<Known> derivations() {
  return {
      {.id = "MA-01-CODEC-01",
       .title = "The codec derives Ke2e_master from Kpsa",
       .clause = "TR-0012 7.4.1.2",
       .operation = "derive/e2e-message",
       .flag = "",
       .member = {"master", "The salt is the key of HMAC-Hash, and Kpsa its message"},
       .failure_means = "Salt and Kpsa change places, or an absent salt is another octet string."},
      {.id = "MA-02-CODEC-01",
       .title = "The codec derives the message authentication key",
       .clause = "TR-0012 7.4.1.2",
       .operation = "derive/e2e-message",
       .flag = "",
       .member = {"msg_auth", "T(1) is made of the label and the octet 01"},
       .failure_means = "The label or the counter differs."},
      {.id = "MA-03-CODEC-01",
       .title = "The codec derives the message confidentiality key",
       .clause = "TR-0012 7.4.1.2",
       .operation = "derive/e2e-message",
       .flag = "",
       .member = {"msg_conf", "T(2) is made of T(1), the label and the octet 02"},
       .failure_means = "T(1) does not enter, or the label or the counter differs."}};
}

/// What becomes of messages that arrive.
Known arriving(std::string id,
               std::string title,
               std::string flag,
               std::string text,
               std::string failure_means) {
  return {.id = std::move(id),
          .title = std::move(title),
          .clause = "TR-0012 tables 7.4.1.2-1, 7.4.1.2-2",
          .operation = "message/verify",
          .flag = std::move(flag),
          .member = {"outcomes", std::move(text)},
          .failure_means = std::move(failure_means)};
}

std::vector<Known> arrivals() {
  return {arriving("MA-04-CODEC-01",
                   "The codec takes a message with a right MIC, encryption or signature",
                   "RoundTrip",
                   "Each message is taken, for the originator that its credential is of",
                   "A protection is missing, or a key is used for another."),
          arriving("MA-04-CODEC-02",
                   "The codec takes no message that was altered",
                   "ModifiedMessage",
                   "A changed octet anywhere is refused",
                   "A MIC, a tag or a header is not checked, or is cut."),
          arriving("MA-04-CODEC-03",
                   "The codec takes no primitive of another originator than the message",
                   "InnerPrimitive",
                   "From inside is who the credential is of",
                   "Who shares a key with this end may speak for everybody."),
          arriving("MA-05-CODEC-01",
                   "The codec takes a message once, and only in its time",
                   "Freshness",
                   "What came before, is behind the window or of another time is refused",
                   "A message can be replayed, or a forged one moves the window."),
          arriving("MA-07-CODEC-01",
                   "The codec uses a credential between its owners only",
                   "Parties",
                   "Messages of, or for, somebody else are refused",
                   "The key of one pair serves another, or a message can be reflected.")};
}

Purpose one_key_one_pair() {
  return refused_answers({.id = "MA-07-CODEC-02",
                          .title = "The codec refuses one key for two pairs",
                          .requirement = "MA-07",
                          .clause = "TR-0012 7.4.1.2",
                          .operation = "message/verify",
                          .asked = with_flag("OtherOwners"),
                          .control = with_flag("RoundTrip"),
                          .what = "credentials",
                          .text = "A credential or a key of other owners is refused",
                          .failure_means = "Two pairs share a key."});
}

Known what_is_claimed() {
  return {
      .id = "MA-15-CODEC-01",
      .title = "The codec claims no more than the message has",
      .clause = "TR-0012 tables 7.4.1.2-1, 7.4.1.2-2",
      .operation = "message/protect",
      .flag = "KnownAnswer",
      .member = {"meets", "Neither non-repudiation nor protection at rest is claimed"},
      .failure_means = "Protection in transit is taken for one at rest, or a MIC for a signature."};
}

}  // namespace

void add_message_auth_codec(std::vector<Purpose>& out) {
  for (const Known& what : derivations()) {
    out.push_back(known(what));
  }
  for (const Known& what : arrivals()) {
    out.push_back(known(what));
  }
  out.push_back(one_key_one_pair());
  out.push_back(known(what_is_claimed()));
}

}  // namespace plumbline::testcases
