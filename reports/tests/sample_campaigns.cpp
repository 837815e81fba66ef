#include "sample.hpp"
#include "sample_scenes.hpp"

#include <fmt/format.h>

#include <functional>
#include <memory>
#include <utility>

namespace plumbline::reports::sample {
namespace {

using harness::CampaignResult;
using harness::CaseResult;
using harness::Culprit;
using harness::Role;
using harness::Verdict;

constexpr std::size_t kVariants = 48;
constexpr std::size_t kFailsEvery = 97;

struct Plan {
  std::string purpose;
  std::string title;
  Role role{};
  std::vector<std::string> requirements;
  std::function<void(Scene&, Ending)> play;
  std::vector<std::string> variants;
};

std::vector<Plan> plans() {
  const std::vector<std::string> one{"-"};
  const std::vector<std::string> ciphers{"A128GCM", "A256GCM"};
  const std::vector<std::string> depths{"master", "keys", "resource"};
  const std::vector<std::string> forms{"container", "child-resource-form"};
  const std::vector<std::string> parts{"header", "iv", "ciphertext", "tag"};
  return {
      {"AR-01-AE-src-01",
       "Data is encrypted before it leaves the originator",
       Role::ae_src,
       {"AR-01"},
       play_protection,
       ciphers},
      {"AR-04-TEF-01",
       "Every registration gets a Credential-Id of its own",
       Role::tef,
       {"AR-04", "AR-15"},
       play_expiry,
       one},
      {"AR-06-TEF-01",
       "A credential is not served after its expiration",
       Role::tef,
       {"AR-06", "AR-13"},
       play_expiry,
       depths},
      {"AR-10-HCSE-01",
       "Without the privilege nothing is hosted",
       Role::hcse,
       {"AR-10"},
       play_stranger,
       forms},
      {"AR-12-HCSE-01",
       "The object comes back octet for octet",
       Role::hcse,
       {"AR-12"},
       play_stranger,
       one},
      {"AR-13-TEF-02",
       "A client that is no target gets no key octets",
       Role::tef,
       {"AR-13"},
       play_expiry,
       one},
      {"AR-14-AE-cli-01",
       "One changed octet anywhere is detected",
       Role::ae_cli,
       {"AR-14"},
       play_tampering,
       parts},
      {"AR-17-HCSE-01",
       "Outside a security association nothing is hosted",
       Role::hcse,
       {"AR-17"},
       play_stranger,
       one},
      {"DS-08-AE-src-01",
       "Container keys depend on the name of the container and on the nonce",
       Role::ae_src,
       {"DS-08"},
       play_protection,
       ciphers},
      {"DS-10-AE-src-01",
       "Every encryption uses a new initialization vector",
       Role::ae_src,
       {"DS-10"},
       play_protection,
       one},
      {"DS-18-TEF-01",
       "A client gets no key above its depth",
       Role::tef,
       {"DS-18"},
       play_expiry,
       depths},
      {"DS-22-AE-cli-01",
       "The tag is checked before the content is used",
       Role::ae_cli,
       {"DS-22"},
       play_tampering,
       one},
  };
}

std::uint32_t seed_of(std::string_view id) {
  std::uint32_t hash = 2166136261U;
  for (const char c : id) {
    hash = (hash ^ static_cast<unsigned char>(c)) * 16777619U;
  }
  return hash;
}

CaseResult played(const Plan& plan, const std::string& variant, Ending ending) {
  const std::string id = fmt::format("{}.http.{}", plan.purpose, variant);
  Scene scene{.result = {}, .recorder = {id, plan.purpose, plan.role, seed_of(id)}};
  scene.result.id = id;
  scene.result.purpose = plan.purpose;
  scene.result.title = plan.title;
  scene.result.role = plan.role;
  scene.result.binding = "http";
  scene.result.variant = variant;
  scene.result.requirements = plan.requirements;
  plan.play(scene, ending);
  scene.recorder.evidence().variant = variant;
  scene.result.evidence_file = fmt::format("evidence/{}.json", id);
  scene.result.evidence =
      std::make_shared<const harness::Evidence>(std::move(scene.recorder.evidence()));
  return std::move(scene.result);
}

CampaignResult empty_campaign() {
  CampaignResult out;
  out.tool_version = "0.1.0";
  out.sut = {.name = "Alder CSE",
             .version = "2.4.1-rc2",
             .vendor = "Alder Works",
             .roles = {"HCSE", "TEF"}};
  out.seed = "7f1a0c225be941d0";
  out.started = "2026-11-22T03:41:07Z";
  out.command = "plumbline run --sut alder.json --reports out --seed 7f1a0c225be941d0";
  out.seconds = 12.4;
  out.notes = {"The clock of the system under test is 0.2 s ahead.",
               "The TEF answers over TLS 1.2 only, as it should."};
  return out;
}

CampaignResult campaign(const std::function<Ending(const Plan&, std::string_view)>& ending) {
  CampaignResult out = empty_campaign();
  for (const Plan& plan : plans()) {
    for (const std::string& variant : plan.variants) {
      out.cases.push_back(played(plan, variant, ending(plan, variant)));
    }
  }
  out.planned = out.cases.size();
  return out;
}

void skip_what_is_not_claimed(CampaignResult& campaign) {
  for (CaseResult& result : campaign.cases) {
    if (result.variant == "child-resource-form") {
      CaseResult skipped;
      skipped.id = result.id;
      skipped.purpose = result.purpose;
      skipped.title = result.title;
      skipped.role = result.role;
      skipped.binding = result.binding;
      skipped.variant = result.variant;
      skipped.requirements = result.requirements;
      skipped.verdict = Verdict::not_applicable;
      skipped.reason = "The conformance statement does not claim child-resource-form.";
      result = std::move(skipped);
    }
  }
}

void break_down(CaseResult& result) {
  result.verdict = Verdict::error;
  result.culprit = Culprit::tester;
  result.reason = "The tester's client did not start: address already in use.";
  result.story = {.requirement = "DS-22  the tag is checked first (TR-0012 7.3.2.2 step 20)",
                  .sent = "nothing",
                  .expected = "a verdict",
                  .got = "an error of the tester before the stimulus",
                  .where = "tester, set-up",
                  .again = "plumbline run --filter DS-22-AE-cli-01 --seed 7f1a0c225be941d0"};
  result.assertions.clear();
}

Ending mixed_ending(const Plan& plan, std::string_view variant) {
  if (plan.purpose == "AR-13-TEF-02") {
    return Ending::refused_twin;
  }
  const bool bad = (plan.purpose == "AR-06-TEF-01" && variant != "master") ||
                   plan.purpose == "AR-10-HCSE-01" || variant == "tag";
  return bad ? Ending::bad : Ending::good;
}

}  // namespace

CampaignResult mixed_campaign() {
  CampaignResult out = campaign(mixed_ending);
  skip_what_is_not_claimed(out);
  for (CaseResult& result : out.cases) {
    if (result.purpose == "DS-22-AE-cli-01") {
      break_down(result);
    }
  }
  return out;
}

CampaignResult good_campaign() {
  CampaignResult out = campaign([](const Plan&, std::string_view) { return Ending::good; });
  skip_what_is_not_claimed(out);
  return out;
}

CampaignResult large_campaign(std::size_t cases, std::size_t payload) {
  const auto play = [payload](Scene& scene, Ending ending) {
    play_tampering(scene, ending);
    for (harness::Message& message : scene.recorder.evidence().messages) {
      message.octets += scene.recorder.base64url(payload);
    }
  };
  CampaignResult out = empty_campaign();
  for (std::size_t i = 0; i < cases; ++i) {
    const std::size_t purpose = i / kVariants;
    const std::string requirement = fmt::format("DS-{:02}", 1 + purpose % 30);
    const Plan plan{.purpose = fmt::format("{}-AE-cli-{:02}", requirement, 1 + purpose / 30),
                    .title = fmt::format("Statement {} holds for every variant", purpose),
                    .role = Role::ae_cli,
                    .requirements = {requirement},
                    .play = play,
                    .variants = {}};
    const std::string variant = fmt::format("variant-{:02}", i % kVariants);
    const Ending ending = i % kFailsEvery == 5 ? Ending::bad : Ending::good;
    out.cases.push_back(played(plan, variant, ending));
  }
  out.planned = out.cases.size();
  return out;
}

}  // namespace plumbline::reports::sample
