#include "sample_scenes.hpp"

#include <fmt/format.h>

#include <utility>

namespace plumbline::reports::sample {
namespace {

using harness::AssertionKind;
using harness::Culprit;
using harness::Phase;
using harness::Verdict;

/// An assertion as a scene says it; the rest follows from its purpose.
struct Said {
  AssertionKind kind = AssertionKind::primary;
  std::string clause{};
  std::string text{};
  bool holds = false;
  std::string expected{};
  std::string observed{};
  int message = 0;
};

void say(Scene& scene, Said said) {
  const bool primary = said.kind == AssertionKind::primary;
  scene.result.assertions.push_back({.id = fmt::format("A{}", scene.result.assertions.size() + 1),
                                     .kind = said.kind,
                                     .requirement = scene.result.requirements.front(),
                                     .clause = std::move(said.clause),
                                     .text = std::move(said.text),
                                     .blame = primary ? Culprit::sut : Culprit::sut_configuration,
                                     .holds = said.holds,
                                     .expected = std::move(said.expected),
                                     .observed = std::move(said.observed),
                                     .message = said.message});
}

void conclude(Scene& scene, Ending ending, harness::Story story) {
  harness::CaseResult& result = scene.result;
  story.again = fmt::format("plumbline run --sut alder.json --filter {} --seed 7f1a0c225be941d0",
                            result.purpose);
  if (ending == Ending::good) {
    result.verdict = Verdict::pass;
  } else if (ending == Ending::bad) {
    result.verdict = Verdict::fail;
    result.culprit = Culprit::sut;
    result.culprit_reasons = {"the twin was accepted in the same run",
                              "the reference passes the same case",
                              "a second run fails the same assertion"};
    result.story = std::move(story);
  } else {
    result.verdict = Verdict::inconclusive;
    result.culprit = Culprit::sut_configuration;
    result.reason = "The twin was refused, so a refusal of the stimulus would show nothing.";
    result.culprit_reasons = {"the twin differs in one property only"};
    result.story = std::move(story);
  }
  result.duration_us = scene.recorder.evidence().messages.back().at_us + 1500;
}

Json credential(Recorder& tap) {
  // As the redactor writes it: the token, begun again to fill the length of the secret.
  const std::string token = "withheld." + tap.base64url(32) + ".";
  const std::string kv = token + "wi";
  tap.withhold(token, "kv");
  return {{"sec:skr", {{"ri", "0A1B"}, {"suid", 34}, {"et", "20261122T034109"}, {"kv", kv}}}};
}

Json retrieve(std::string_view from, std::string_view target) {
  return {{"op", 2}, {"to", target}, {"fr", from}};
}

Json create_instance(Recorder& tap, std::string_view from) {
  return {{"op", 1},
          {"to", "/cse/vault/readings"},
          {"fr", from},
          {"ty", 4},
          {"pc", {{"m2m:cin", {{"cnf", "application/jose:0:1"}, {"con", tap.jwe(96)}}}}}};
}

void register_credential(Recorder& tap) {
  const Json record{{"fq", "data_conf-Id@tef.example"},
                    {"suid", 34},
                    {"et", "20261122T034109"},
                    {"tgis", {"CAE2"}}};
  const int asked = tap.request(
      "AE-src",
      "TEF",
      {{"op", 1}, {"to", "/-"}, {"fr", "CAE1"}, {"ty", 20103}, {"pc", {{"sec:skr", record}}}});
  tap.answer(asked, 2001, {{"sec:skr", {{"ri", "0A1B"}, {"et", "20261122T034109"}}}});
}

/// The twin of a negative case, with the precondition that it was accepted.
void check_twin(Scene& scene, std::string text, int accepted, int observed, int message) {
  say(scene,
      {.kind = AssertionKind::precondition,
       .clause = "TR-0012 7.3.1",
       .text = std::move(text),
       .holds = accepted == observed,
       .expected = std::to_string(accepted),
       .observed = std::to_string(observed),
       .message = message});
}

}  // namespace

void play_expiry(Scene& scene, Ending ending) {
  Recorder& tap = scene.recorder;
  register_credential(tap);
  tap.phase(Phase::twin);
  tap.connect("AE-cli", "TEF");
  const int early = tap.request("AE-cli", "TEF", retrieve("CAE2", "/-/0A1B"));
  const bool refused = ending == Ending::refused_twin;
  const int twin = refused ? tap.answer(early, 4103) : tap.answer(early, 2000, credential(tap));
  check_twin(
      scene, "before its expiry the credential is served", 2000, refused ? 4103 : 2000, twin);
  harness::Story story{.requirement = "AR-06  every registration expires (TR-0012 7.3.1 step 4c)",
                       .sent = "M4  RETRIEVE /-/0A1B by CAE2, one of its targets",
                       .expected = "the twin is accepted with 2000; then the credential expires",
                       .got = "M5  twin refused: 4103. Nothing concluded",
                       .where = "TEF, retrieval before expiry",
                       .again = {}};
  if (refused) {
    return conclude(scene, ending, std::move(story));
  }
  tap.event("2.0 s pass: the registration expires", 2'000'000);
  tap.phase(Phase::stimulus);
  const int late = tap.request("AE-cli", "TEF", retrieve("CAE2", "/-/0A1B"));
  const bool served = ending == Ending::bad;
  const int answer = served ? tap.answer(late, 2000, credential(tap)) : tap.answer(late, 4004);
  say(scene,
      {.clause = "TR-0012 7.3.1 step 4c",
       .text = "after its expiry the credential is not served",
       .holds = !served,
       .expected = "4004",
       .observed = served ? "2000" : "4004",
       .message = answer});
  say(scene,
      {.clause = "TR-0012 7.3.1 step 18",
       .text = "the refusal carries no key octets",
       .holds = !served,
       .expected = "no kv",
       .observed = served ? "kv of 32 octets" : "no kv",
       .message = answer});
  story.sent = fmt::format("M{}  RETRIEVE /-/0A1B, 2.0 s after its expiry", late);
  story.expected = "a refusal with 4004, no key octets";
  story.got = fmt::format("M{}  2000 with kv of 32 octets", answer);
  story.where = "TEF, retrieval after expiry; unknown ids are refused as they should be";
  conclude(scene, ending, std::move(story));
}

void play_stranger(Scene& scene, Ending ending) {
  Recorder& tap = scene.recorder;
  tap.phase(Phase::twin);
  Json allowed = create_instance(tap, "CAE1");
  const Json kept = allowed.at("pc");
  const int asked = tap.request("AE-src", "HCSE", std::move(allowed));
  check_twin(scene, "with the privilege the same is accepted", 2001, 2001, tap.answer(asked, 2001));
  tap.phase(Phase::stimulus);
  const bool stored = ending == Ending::bad;
  Json intrusion = create_instance(tap, "CAE9");
  const Json strange = intrusion.at("pc");
  const int request = tap.request("AE-cli", "HCSE", std::move(intrusion));
  const int answer = tap.answer(request, stored ? 2001 : 4103);
  say(scene,
      {.clause = "TS-0001 11.3",
       .text = "a request without the privilege is refused",
       .holds = !stored,
       .expected = "a refusal",
       .observed = stored ? "2001" : "4103",
       .message = answer});
  tap.phase(Phase::effect);
  const int look = tap.request("AE-src", "HCSE", retrieve("CAE1", "/cse/vault/readings/la"));
  const int latest = tap.answer(look, 2000, stored ? strange : kept);
  say(scene,
      {.clause = "TR-0012 7.3.1 step 9",
       .text = "nothing is stored",
       .holds = !stored,
       .expected = "the latest instance is that of the twin",
       .observed = stored ? "the latest instance is the stranger's"
                          : "the latest instance is that of the twin",
       .message = latest});
  conclude(scene,
           ending,
           {.requirement = "AR-10  without the privilege nothing is hosted (TR-0012 7.3.1 step 9)",
            .sent = "M3  CREATE in /cse/vault/readings by CAE9, object E2",
            .expected = "a refusal, and the container keeps its one instance",
            .got = "M4  2001; M6 shows the stranger's instance as the latest",
            .where = "HCSE, access decision on create",
            .again = {}});
}

void play_protection(Scene& scene, Ending ending) {
  Recorder& tap = scene.recorder;
  const Json places{{"cse", "/cse"}, {"tef", "https://127.0.0.1/-"}};
  tap.answer(tap.request("tester", "AE-src", {{"cmd", "e2e.configure"}, {"arg", places}}), 2000);
  tap.phase(Phase::stimulus);
  const Json task{{"to", "/cse/vault/readings"}, {"data", "21.5 °C"}};
  const int command = tap.request("tester", "AE-src", {{"cmd", "e2e.host"}, {"arg", task}});
  register_credential(tap);
  const bool leaks = ending == Ending::bad;
  Json hosting = create_instance(tap, "CAE1");
  if (leaks) {
    hosting["pc"]["m2m:cin"]["con"] = "21.5 °C";
  }
  const int sent = tap.request("AE-src", "HCSE", std::move(hosting));
  tap.answer(sent, 2001);
  tap.observe("plaintext in the request", leaks, sent);
  tap.answer(command, 2000);
  say(scene,
      {.clause = "TR-0012 7.3.1 step 1",
       .text = "the data does not leave the originator in clear",
       .holds = !leaks,
       .expected = "no plaintext on the way to the HCSE",
       .observed = leaks ? "plaintext in con" : "no plaintext on the way to the HCSE",
       .message = sent});
  conclude(scene,
           ending,
           {.requirement = "AR-01  data is protected before it leaves (TR-0012 7.3.1 step 1)",
            .sent = fmt::format("M{}  e2e.host", command),
            .expected = "one JWE in con",
            .got = fmt::format("M{}  the plaintext stands in con", sent),
            .where = "AE-src, before hosting",
            .again = {}});
}

void play_tampering(Scene& scene, Ending ending) {
  Recorder& tap = scene.recorder;
  const std::string object = tap.jwe(96);
  std::string changed = object;
  char& octet = changed[changed.size() - 40];
  octet = octet == 'A' ? 'B' : 'A';
  const auto open = [&](const std::string& served) {
    const Json task{{"from", "/cse/vault/readings/la"}};
    const int command = tap.request("tester", "AE-cli", {{"cmd", "e2e.open"}, {"arg", task}});
    const int read = tap.request("AE-cli", "HCSE", retrieve("CAE2", "/cse/vault/readings/la"));
    tap.answer(read, 2000, {{"m2m:cin", {{"cnf", "application/jose:0:1"}, {"con", served}}}});
    return command;
  };
  tap.phase(Phase::twin);
  check_twin(scene, "the unchanged object is opened", 2000, 2000, tap.answer(open(object), 2000));
  tap.phase(Phase::stimulus);
  const int command = open(changed);
  const bool opened = ending == Ending::bad;
  // A client that takes the object says nothing more in this sample: an answer that never came.
  const int report = opened ? 0 : tap.answer(command, 4102);
  say(scene,
      {.clause = "TR-0012 7.3.1 step 19",
       .text = "an object with one octet changed is refused",
       .holds = !opened,
       .expected = "a refusal",
       .observed = opened ? "no answer" : "4102",
       .message = report});
  conclude(scene,
           ending,
           {.requirement = "AR-14  a changed octet is detected (TR-0012 7.3.1 step 19)",
            .sent = fmt::format("M{}  E1′, one octet of the ciphertext changed", command + 2),
            .expected = "the client refuses the object and says so",
            .got = "no answer within 2 s, though the twin was answered",
            .where = "AE-cli, tag check",
            .again = {}});
}

}  // namespace plumbline::reports::sample
