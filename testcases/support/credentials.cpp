#include "support/credentials.hpp"

#include "support/requests.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace plumbline::testcases {
namespace {

using harness::Bench;
using harness::Judge;
using harness::Outcome;
using harness::Role;
using harness::Who;

const std::string kTheKey = "the key";

bool holds(const std::string& text, ByteView secret) {
  // The last characters of a base64 form depend on what follows the secret.
  const std::string url = to_base64url(secret);
  const std::array forms{
      to_hex(secret), to_upper_hex(secret), to_base64(secret), url.substr(0, url.size() - 1)};
  return std::ranges::any_of(
      forms, [&](const std::string& form) { return text.find(form) != std::string::npos; });
}

}  // namespace

Json targets(const Bench& bench, std::initializer_list<Who> permitted) {
  Json ids = Json::array();
  for (const Who who : permitted) {
    ids.push_back(bench.world().actor(who).absolute);
  }
  return {{"tgis", std::move(ids)}};
}

Json with(Json a, const Json& b) {
  a.update(b);
  return a;
}

Outcome register_as_source(Bench& bench, std::string_view label, onem2m::RequestPrimitive request) {
  return bench.exchange(label, bench.peer(Role::tef, {.who = Who::source}), std::move(request));
}

Outcome fetch_as(Bench& bench,
                 std::string_view label,
                 Who who,
                 onem2m::RequestPrimitive request,
                 ByteView expected) {
  auto outcome = bench.exchange(label, bench.peer(Role::tef, {.who = who}), std::move(request));
  const Bytes key = key_in(outcome);
  const bool right = std::ranges::equal(key, expected);
  bench.observe(std::string{label},
                key.empty() ? std::string{"no key"}
                : right     ? kTheKey
                            : std::string{"another key"},
                outcome.answer);
  return outcome;
}

onem2m::RequestPrimitive fetch_resource_key(std::string_view relative_id,
                                            std::string_view kind,
                                            std::string_view name,
                                            ByteView nonce) {
  auto request = fetch_key(relative_id);
  request.query = {{"e2e:kind", std::string{kind}},
                   {"e2e:name", std::string{name}},
                   {"e2e:nonce", to_hex(nonce)}};
  return request;
}

void look_for(Bench& bench,
              std::string_view label,
              const Outcome& outcome,
              std::initializer_list<ByteView> secrets) {
  const std::string text = outcome.response ? json_text(to_json(*outcome.response)) : std::string{};
  const bool found =
      std::ranges::any_of(secrets, [&](ByteView secret) { return holds(text, secret); });
  bench.observe(std::string{label} + " shows a secret", found, outcome.answer);
}

void expect_key(Judge& judge, std::string_view id, std::string_view label) {
  expect_keys(judge, id, {label});
}

void expect_keys(Judge& judge,
                 std::string_view id,
                 std::initializer_list<std::string_view> labels) {
  std::string expected;
  std::string observed;
  int message = 0;
  for (const std::string_view label : labels) {
    const Json& seen = judge.observation(label);
    const auto* answer = judge.response(label);
    const bool right = seen == Json(kTheKey);
    const std::string separator = expected.empty() ? "" : ", ";
    expected += separator + kTheKey;
    observed += separator + (seen.is_string() ? seen.get<std::string>() : judge.status_text(label));
    message = !right && message == 0 && answer != nullptr ? answer->number : message;
  }
  judge.check(id, observed == expected, expected, observed, message);
}

void expect_no_secret(Judge& judge, std::string_view id, std::string_view label) {
  const auto* answer = judge.response(label);
  const bool shown = judge.observation(std::string{label} + " shows a secret") != Json(false);
  judge.check(id,
              !shown,
              "nothing of the key",
              shown ? "the key" : "nothing of the key",
              answer == nullptr ? 0 : answer->number);
}

void expect_not_served(Judge& judge, std::string_view id, std::string_view label) {
  const auto* answer = judge.response(label);
  judge.check(id,
              judge.status(label) / 1000 != 2,
              "a refusal, or no answer",
              judge.status_text(label),
              answer == nullptr ? 0 : answer->number);
}

void expect_observed(Judge& judge,
                     std::string_view id,
                     std::string_view name,
                     const std::string& expected,
                     const std::string& otherwise) {
  const bool holds = judge.observation(name) == Json(true);
  judge.check(id, holds, expected, holds ? expected : otherwise);
}

}  // namespace plumbline::testcases
