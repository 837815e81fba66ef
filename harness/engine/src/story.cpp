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
  for (const char* const named : {"cmd", "op"}) {  // an upper tester's, a codec's
    if (const std::string name = text_at(message.primitive, named); !name.empty()) {
      return text + name;
    }
  }
  const auto operation = message.primitive.find("op");
  const std::size_t number = operation != message.primitive.end() && operation->is_number_unsigned()
                                 ? operation->get<std::size_t>()
                                 : 0;
  text += number < kOperations.size() ? kOperations.at(number) : "?";
  text += " " + text_at(message.primitive, "to");
  if (const std::string from = text_at(message.primitive, "fr"); !from.empty()) {
    text += " as " + from;
  }
  return text + ", " + message.association;
}

const Message* numbered(const Evidence& evidence, int number) {
  const auto at = std::ranges::find(evidence.messages, number, &Message::number);
  return at == evidence.messages.end() ? nullptr : &*at;
}

// The request that led to message `number`; else the last one of the stimulus.
const Message* sent_before(const Evidence& evidence, int number) {
  const Message* seen = numbered(evidence, number);
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

// What the peer itself says to it (m2m:dbg): the first thing its maker wants to read.
std::string remark_in(const Message* message) {
  constexpr std::size_t kLongest = 200;
  const Json* content =
      message != nullptr && message->primitive.is_object() && message->primitive.contains("pc")
          ? &message->primitive.at("pc")
          : nullptr;
  if (content == nullptr || !content->is_object() || !content->contains("m2m:dbg")) {
    return {};
  }
  const Json& remark = content->at("m2m:dbg");
  const std::string text = remark.is_string() ? remark.get<std::string>() : remark.dump();
  return " \"" + (text.size() > kLongest ? text.substr(0, kLongest) + "…" : text) + "\"";
}

const AssertionResult* first_failed(const CaseResult& result) {
  const AssertionKind kind = result.verdict == Verdict::inconclusive ? AssertionKind::precondition
                                                                     : AssertionKind::primary;
  const auto at = std::ranges::find_if(result.assertions, [&](const AssertionResult& assertion) {
    return !assertion.holds && assertion.kind == kind;
  });
  return at == result.assertions.end() ? nullptr : &*at;
}

// Of a case that came to no assertion.
Story untested(const CaseResult& result, const Evidence& evidence, const std::string& again) {
  const auto stop = std::ranges::find(evidence.observations, kPreambleRefused, &Observation::name);
  const bool refused = stop != evidence.observations.end();
  const Message* sent = refused ? sent_before(evidence, stop->message) : nullptr;
  return {
      .requirement = result.requirements.empty() ? result.purpose : result.requirements.front(),
      .sent = sent == nullptr ? "-" : told(*sent),
      .expected = refused ? "what the test starts from" : "a verdict",
      .got = refused ? result.reason + remark_in(numbered(evidence, stop->message)) : result.reason,
      .where = std::string{name_of(result.role)} + ", " + result.binding,
      .again = again};
}

}  // namespace

Story story_of(const CaseResult& result, const Evidence& evidence, const std::string& again) {
  if (result.verdict == Verdict::pass || result.verdict == Verdict::not_applicable) {
    return {};
  }
  const AssertionResult* failed = first_failed(result);
  if (failed == nullptr) {
    return untested(result, evidence, again);
  }
  const Message* sent = sent_before(evidence, failed->message);
  const std::string at =
      failed->message == 0 ? std::string{} : "M" + std::to_string(failed->message) + "  ";
  return {.requirement = failed->requirement + "  " + failed->text + " (" + failed->clause + ")",
          .sent = sent == nullptr ? "nothing" : told(*sent),
          .expected = failed->expected,
          .got = at + failed->observed + remark_in(numbered(evidence, failed->message)),
          .where = std::string{name_of(result.role)} + ", " + result.binding + ", assertion " +
                   result.purpose + "/" + failed->id,
          .again = again};
}

}  // namespace plumbline::harness
