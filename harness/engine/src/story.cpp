#include "story.hpp"

#include <algorithm>
#include <array>
#include <string_view>

namespace plumbline::harness {
namespace {

constexpr std::array<std::string_view, 6> kOperations{
    "", "CREATE", "RETRIEVE", "UPDATE", "DELETE", "NOTIFY"};

// "M7  RETRIEVE /-/0A1B as //sp.example/cse-a/Cclient".
std::string told(const Message& message) {
  std::string text = "M" + std::to_string(message.number) + "  ";
  if (message.kind != MessageKind::request || !message.primitive.is_object()) {
    return text + (message.text.empty() ? std::string{name_of(message.kind)} : message.text);
  }
  if (message.primitive.contains("cmd")) {
    return text + message.primitive.value("cmd", "");
  }
  const auto operation = message.primitive.value("op", std::size_t{0});
  text += operation < kOperations.size() ? kOperations.at(operation) : "?";
  text += " " + message.primitive.value("to", "");
  if (const std::string from = message.primitive.value("fr", ""); !from.empty()) {
    text += " as " + from;
  }
  return text + ", " + message.association;
}

const Message* numbered(const Evidence& evidence, int number) {
  const auto at = std::ranges::find(evidence.messages, number, &Message::number);
  return at == evidence.messages.end() ? nullptr : &*at;
}

// The request that led to what the assertion looked at; else the last one of the stimulus.
const Message* sent_before(const Evidence& evidence, const AssertionResult& assertion) {
  const Message* seen = numbered(evidence, assertion.message);
  if (seen != nullptr && seen->answers != 0) {
    return numbered(evidence, seen->answers);
  }
  if (seen != nullptr) {
    return seen;
  }
  const Message* last = nullptr;
  for (const Message& message : evidence.messages) {
    if (message.kind == MessageKind::request && message.phase != Phase::postamble) {
      last = &message;
    }
  }
  return last;
}

const AssertionResult* first_failed(const CaseResult& result) {
  const AssertionKind kind = result.verdict == Verdict::inconclusive ? AssertionKind::precondition
                                                                     : AssertionKind::primary;
  const auto at = std::ranges::find_if(result.assertions, [&](const AssertionResult& assertion) {
    return !assertion.holds && assertion.kind == kind;
  });
  return at == result.assertions.end() ? nullptr : &*at;
}

}  // namespace

Story story_of(const CaseResult& result, const Evidence& evidence, const std::string& again) {
  if (result.verdict == Verdict::pass || result.verdict == Verdict::not_applicable) {
    return {};
  }
  const AssertionResult* failed = first_failed(result);
  if (failed == nullptr) {
    return {
        .requirement = result.requirements.empty() ? result.purpose : result.requirements.front(),
        .sent = "-",
        .expected = "a verdict",
        .got = result.reason,
        .where = std::string{name_of(result.role)} + ", " + result.binding,
        .again = again};
  }
  const Message* sent = sent_before(evidence, *failed);
  const std::string at =
      failed->message == 0 ? std::string{} : "M" + std::to_string(failed->message) + "  ";
  return {.requirement = failed->requirement + "  " + failed->text + " (" + failed->clause + ")",
          .sent = sent == nullptr ? "nothing" : told(*sent),
          .expected = failed->expected,
          .got = at + failed->observed,
          .where = std::string{name_of(result.role)} + ", " + result.binding + ", assertion " +
                   result.purpose + "/" + failed->id,
          .again = again};
}

}  // namespace plumbline::harness
