// Codecs that derive, make or verify messages otherwise than end-to-end message authentication has
// it.

#include "library/codec_faults.hpp"
#include "library/lists.hpp"

#include <algorithm>
#include <string>
#include <utility>

namespace plumbline::harness {
namespace {

constexpr std::string_view kDerive = "derive/e2e-message";
constexpr std::string_view kProtect = "message/protect";
constexpr std::string_view kVerify = "message/verify";

/// Changes what became of each message.
SlotFault verifies_otherwise(std::function<void(Json& outcome)> change) {
  return answered_otherwise(kVerify,
                            [change = std::move(change)](Json& answer, const Json& /*in*/) {
                              if (answer.contains("out")) {
                                std::ranges::for_each(answer.at("out").at("outcomes"), change);
                              }
                            });
}

/// Takes what a right codec refuses with that status.
SlotFault takes(int status) {
  return verifies_otherwise([status](Json& outcome) {
    if (outcome.value("rsc", 0) == status) {
      outcome = {{"request", Json::object()}, {"originator", ""}, {"protection", "integrity"}};
    }
  });
}

SlotFault refuses(std::string_view protection) {
  return verifies_otherwise([protection = std::string{protection}](Json& outcome) {
    if (outcome.value("protection", "") == protection) {
      outcome = {{"rsc", 4106}};
    }
  });
}

/// Forgets between two messages what came.
SlotFault forgets() {
  SlotFault fault;
  fault.codec = [](Codec right) {
    return [right = std::move(right)](const Json& request) -> Result<Json> {
      PLUMBLINE_TRY(Json answer, right(request));
      if (request.at("op") != kVerify || !answer.contains("out")) {
        return answer;
      }
      Json alone = request;
      Json& outcomes = answer.at("out").at("outcomes");
      for (std::size_t i = 0; i < outcomes.size(); ++i) {
        alone.at("in").at("arrivals") = Json::array({request.at("in").at("arrivals").at(i)});
        PLUMBLINE_TRY(const Json one, right(alone));
        outcomes.at(i) = one.at("out").at("outcomes").at(0);
      }
      return answer;
    };
  };
  return fault;
}

/// Takes two pairs with one key.
void take_shared_keys(Json& answer, const Json& /*in*/) {
  if (answer.contains("error") && answer.at("error").at("code") == "conflict") {
    answer.erase("error");
    answer["out"] = {{"outcomes", Json::array()}};
  }
}

void claim_more(Json& answer, const Json& /*in*/) {
  if (answer.contains("out")) {
    answer.at("out").at("meets").push_back("Non-repudiation capability");
  }
}

}  // namespace

void add_codec_message_auth_mutants(std::vector<Mutant>& out) {
  const auto add = adder_to(out);
  const std::string zeros(64, '0');
  add("codec-has-another-e2e-master",
      "derives another Ke2e_master",
      "MA-01-CODEC-01/A2",
      answered_otherwise(kDerive, shows_another("master", zeros)));
  add("codec-has-another-message-mic-key",
      "derives another message authentication key",
      "MA-02-CODEC-01/A2",
      answered_otherwise(kDerive, shows_another("msg_auth", zeros)));
  add("codec-has-another-message-encryption-key",
      "derives another message confidentiality key",
      "MA-03-CODEC-01/A2",
      answered_otherwise(kDerive, shows_another("msg_conf", zeros)));
  add("codec-has-no-mic-within-encryption",
      "takes no message that has a MIC and is encrypted",
      "MA-04-CODEC-01/A2",
      refuses("both"));
  add("codec-takes-altered-messages",
      "takes messages whose MIC or tag is wrong",
      "MA-04-CODEC-02/A2",
      takes(4106));
  add("codec-takes-what-is-no-request",
      "takes a message whatever is inside",
      "MA-04-CODEC-03/A2",
      takes(4000));
  add("codec-takes-replayed-messages", "remembers no message", "MA-05-CODEC-01/A2", forgets());
  add("codec-takes-messages-of-other-pairs",
      "uses the key of a pair for everybody",
      "MA-07-CODEC-01/A2",
      takes(4106));
  add("codec-shares-keys-between-pairs",
      "takes one key for two pairs",
      "MA-07-CODEC-02/A2",
      answered_otherwise(kVerify, take_shared_keys));
  add("codec-claims-non-repudiation",
      "says of every message that it cannot be repudiated",
      "MA-15-CODEC-01/A2",
      answered_otherwise(kProtect, claim_more));
}

}  // namespace plumbline::harness
