#include "plumbline/harness/judge.hpp"

#include "plumbline/harness/failures.hpp"

#include <algorithm>
#include <exception>
#include <ranges>
#include <stdexcept>
#include <utility>

namespace plumbline::harness {
namespace {

const Json& null_json() {
  static const Json null;
  return null;
}

std::string joined(const std::vector<int>& numbers) {
  std::string text;
  for (const int number : numbers) {
    text += (text.empty() ? "" : " or ") + std::to_string(number);
  }
  return text;
}

}  // namespace

Judge::Judge(const Purpose& purpose, const Evidence& evidence)
    : purpose_(purpose),
      evidence_(evidence) {}

std::string Judge::parameter(std::string_view name) const {
  for (const Variant& variant : variants_of(purpose_, all_serializations())) {
    if (text_of(variant) == evidence_.variant) {
      const auto at = variant.find(name);
      return at == variant.end() ? std::string{} : at->second;
    }
  }
  return {};
}

const Message* Judge::request(std::string_view label) const {
  const auto at = std::ranges::find_if(evidence_.messages, [&](const Message& message) {
    return message.label == label &&
           (message.kind == MessageKind::request || message.kind == MessageKind::octets);
  });
  return at == evidence_.messages.end() ? nullptr : &*at;
}

const Message* Judge::response(std::string_view label) const {
  const auto at = std::ranges::find_if(evidence_.messages, [&](const Message& message) {
    return message.label == label && message.kind == MessageKind::response;
  });
  return at == evidence_.messages.end() ? nullptr : &*at;
}

int Judge::status(std::string_view label) const {
  const Message* message = response(label);
  if (message == nullptr || !message->primitive.is_object()) {
    return 0;
  }
  const auto at = message->primitive.find("rsc");
  return at != message->primitive.end() && at->is_number_integer() ? at->get<int>() : 0;
}

std::string Judge::status_text(std::string_view label) const {
  if (const int number = status(label); number != 0) {
    return std::to_string(number);
  }
  const auto reversed = evidence_.messages | std::views::reverse;
  const auto event = std::ranges::find_if(reversed, [&](const Message& message) {
    return message.label == label && message.kind == MessageKind::event;
  });
  if (event == reversed.end()) {
    return response(label) == nullptr ? "no answer" : "an answer without Response Status Code";
  }
  return event->text.starts_with(kUnparsedAnswer) ? event->text
                                                  : event->text.substr(0, event->text.find(':'));
}

const Json& Judge::content(std::string_view label) const {
  const Message* message = response(label);
  if (message == nullptr || !message->primitive.is_object()) {
    return null_json();
  }
  const auto at = message->primitive.find("pc");
  return at == message->primitive.end() ? null_json() : *at;
}

const Json& Judge::observation(std::string_view name) const {
  const auto reversed = evidence_.observations | std::views::reverse;
  const auto at = std::ranges::find(reversed, name, &Observation::name);
  return at == reversed.end() ? null_json() : at->value;
}

std::vector<const Message*> Judge::requests(std::string_view from, std::string_view to) const {
  std::vector<const Message*> out;
  for (const Message& message : evidence_.messages) {
    if (message.kind == MessageKind::request && message.from == from && message.to == to) {
      out.push_back(&message);
    }
  }
  return out;
}

const Message* Judge::response_to(const Message& request) const {
  const auto at = std::ranges::find_if(evidence_.messages, [&](const Message& message) {
    return message.kind == MessageKind::response && message.answers == request.number;
  });
  return at == evidence_.messages.end() ? nullptr : &*at;
}

void Judge::check(
    std::string_view id, bool holds, std::string expected, std::string observed, int message) {
  const auto spec = std::ranges::find(purpose_.assertions, id, &AssertionSpec::id);
  if (spec == purpose_.assertions.end()) {
    throw std::logic_error{purpose_.id + " declares no assertion " + std::string{id}};
  }
  if (std::ranges::find(results_, id, &AssertionResult::id) != results_.end()) {
    throw std::logic_error{purpose_.id + " says assertion " + std::string{id} + " twice"};
  }
  results_.push_back({.id = spec->id,
                      .kind = spec->kind,
                      .requirement = spec->requirement,
                      .clause = spec->clause,
                      .text = spec->text,
                      .blame = spec->blame,
                      .holds = holds,
                      .expected = std::move(expected),
                      .observed = std::move(observed),
                      .message = message});
}

void Judge::expect_status(std::string_view id, std::string_view label, std::vector<int> accepted) {
  const Message* at = response(label);
  check(id,
        std::ranges::find(accepted, status(label)) != accepted.end(),
        joined(accepted),
        status_text(label),
        at == nullptr ? 0 : at->number);
}

void Judge::expect_refused(std::string_view id, std::string_view label) {
  const Message* at = response(label);
  const int number = status(label);
  check(id,
        number >= 4000 && number < 7000,
        "a refusal",
        status_text(label),
        at == nullptr ? 0 : at->number);
}

void Judge::expect_no_success(std::string_view id, std::string_view label) {
  const Message* at = response(label);
  const int number = status(label);
  const bool silent = at == nullptr && evidence_has(label);
  check(id,
        silent || (number >= 4000 && number < 7000),
        "a refusal, or no answer",
        status_text(label),
        at == nullptr ? 0 : at->number);
}

bool Judge::evidence_has(std::string_view label) const {
  return std::ranges::find(evidence_.messages, label, &Message::label) != evidence_.messages.end();
}

namespace {

Judgement errored(std::string reason, std::vector<AssertionResult> assertions) {
  return {.verdict = Verdict::error,
          .culprit = Culprit::tester,
          .assertions = std::move(assertions),
          .reason = std::move(reason)};
}

// The first declared assertion that the judge did not say, or nullptr.
const AssertionSpec* unsaid(const Purpose& purpose, const std::vector<AssertionResult>& said) {
  const auto at = std::ranges::find_if(purpose.assertions, [&](const AssertionSpec& spec) {
    return std::ranges::find(said, spec.id, &AssertionResult::id) == said.end();
  });
  return at == purpose.assertions.end() ? nullptr : &*at;
}

const AssertionResult* first_failed(const std::vector<AssertionResult>& said, AssertionKind kind) {
  const auto at = std::ranges::find_if(
      said, [&](const AssertionResult& result) { return result.kind == kind && !result.holds; });
  return at == said.end() ? nullptr : &*at;
}

// Preconditions first: with a broken one nothing is concluded about the requirement.
Judgement concluded(const Purpose& purpose, std::vector<AssertionResult> said) {
  if (const auto* broken = first_failed(said, AssertionKind::precondition); broken != nullptr) {
    const Culprit blame = broken->blame;
    std::string reason = broken->text + " did not hold: " + broken->observed;
    return {.verdict = Verdict::inconclusive,
            .culprit = blame,
            .assertions = std::move(said),
            .reason = std::move(reason)};
  }
  if (const AssertionSpec* missing = unsaid(purpose, said); missing != nullptr) {
    return errored("the judge left assertion " + missing->id + " unsaid", std::move(said));
  }
  if (const auto* failed = first_failed(said, AssertionKind::primary); failed != nullptr) {
    const Culprit blame = failed->blame;
    return {
        .verdict = Verdict::fail, .culprit = blame, .assertions = std::move(said), .reason = {}};
  }
  return {.verdict = Verdict::pass,
          .culprit = Culprit::none,
          .assertions = std::move(said),
          .reason = {}};
}

}  // namespace

Judgement judge(const Purpose& purpose, const Evidence& evidence) {
  if (!evidence.broken.empty()) {
    return errored(evidence.broken, {});
  }
  Judge view{purpose, evidence};
  if (const Json& step = view.observation(kPreambleRefused); step.is_string()) {
    return {.verdict = Verdict::inconclusive,
            .culprit = Culprit::sut_configuration,
            .assertions = {},
            .reason = step.get<std::string>()};
  }
  try {
    purpose.judge(view);
  } catch (const std::exception& fault) {
    return errored(std::string{"the judge failed: "} + fault.what(), view.results());
  }
  return concluded(purpose, view.results());
}

}  // namespace plumbline::harness
