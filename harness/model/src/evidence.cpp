#include "plumbline/harness/evidence.hpp"

#include "plumbline/core/json_reader.hpp"

#include <array>
#include <limits>
#include <optional>
#include <utility>

namespace plumbline::harness {
namespace {

constexpr std::array<std::string_view, 4> kKinds{"request", "response", "octets", "event"};
constexpr std::int64_t kMaxInt = std::numeric_limits<std::int32_t>::max();

// One code point U+0000–U+00FF per octet, as UTF-8.
std::string latin1_to_utf8(const std::string& octets) {
  std::string text;
  text.reserve(octets.size());
  for (const char c : octets) {
    const auto octet = static_cast<unsigned char>(c);
    if (octet < 0x80U) {
      text.push_back(c);
    } else {
      text.push_back(static_cast<char>(0xC0U | (octet >> 6U)));
      text.push_back(static_cast<char>(0x80U | (octet & 0x3FU)));
    }
  }
  return text;
}

std::optional<std::string> utf8_to_latin1(const std::string& text) {
  std::string octets;
  octets.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto lead = static_cast<unsigned char>(text[i]);
    if (lead < 0x80U) {
      octets.push_back(text[i]);
      continue;
    }
    if ((lead != 0xC2U && lead != 0xC3U) || i + 1 == text.size()) {
      return std::nullopt;
    }
    const auto trail = static_cast<unsigned char>(text[++i]);
    octets.push_back(static_cast<char>(((lead & 0x03U) << 6U) | (trail & 0x3FU)));
  }
  return octets;
}

Json to_json(const Message& message) {
  Json out{{"number", message.number},
           {"kind", name_of(message.kind)},
           {"phase", name_of(message.phase)},
           {"at_us", message.at_us},
           {"from", message.from},
           {"to", message.to},
           {"binding", message.binding},
           {"association", message.association}};
  if (!message.label.empty()) {
    out["label"] = message.label;
  }
  if (message.answers != 0) {
    out["answers"] = message.answers;
  }
  if (!message.octets.empty()) {
    out["octets"] = latin1_to_utf8(message.octets);
  }
  if (!message.primitive.is_null()) {
    out["primitive"] = message.primitive;
  }
  if (!message.text.empty()) {
    out["text"] = message.text;
  }
  return out;
}

std::optional<MessageKind> kind_named(std::string_view name) {
  for (std::size_t i = 0; i < kKinds.size(); ++i) {
    if (kKinds.at(i) == name) {
      return static_cast<MessageKind>(i);
    }
  }
  return std::nullopt;
}

// Reads an enumerator through its name, refusing one that does not exist.
template <typename Enum, typename Named>
Enum read_enum(JsonReader& reader, std::string_view member, Named named) {
  const std::string name = reader.string(member);
  const std::optional<Enum> value = named(name);
  if (!value && !reader.failed()) {
    reader.refuse(member, "has no such value: " + name);
  }
  return value.value_or(Enum{});
}

Result<Message> read_message(const Json& value, const std::string& where) {
  JsonReader reader{value, where};
  Message out;
  out.number = static_cast<int>(reader.integer("number", 1, kMaxInt));
  out.kind = read_enum<MessageKind>(reader, "kind", kind_named);
  out.phase = read_enum<Phase>(reader, "phase", phase_named);
  out.label = reader.optional_string("label").value_or("");
  out.at_us = reader.integer("at_us", 0, std::numeric_limits<std::int64_t>::max());
  out.from = reader.string("from");
  out.to = reader.string("to");
  out.binding = reader.string("binding");
  out.association = reader.string("association");
  out.answers = static_cast<int>(reader.optional_integer("answers", 0, kMaxInt).value_or(0));
  out.text = reader.optional_string("text").value_or("");
  const auto octets = utf8_to_latin1(reader.optional_string("octets").value_or(""));
  if (!octets) {
    reader.refuse("octets", "holds a code point above U+00FF");
  }
  out.octets = octets.value_or("");
  if (const Json* primitive = reader.optional_any("primitive"); primitive != nullptr) {
    out.primitive = *primitive;
  }
  PLUMBLINE_TRY(reader.finish());
  return out;
}

Result<Observation> read_observation(const Json& value, const std::string& where) {
  JsonReader reader{value, where};
  Observation out;
  out.name = reader.string("name");
  out.phase = read_enum<Phase>(reader, "phase", phase_named);
  out.message = static_cast<int>(reader.optional_integer("message", 0, kMaxInt).value_or(0));
  if (const Json* found = reader.optional_any("value"); found != nullptr) {
    out.value = *found;
  }
  PLUMBLINE_TRY(reader.finish());
  return out;
}

Result<Redaction> read_redaction(const Json& value, const std::string& where) {
  JsonReader reader{value, where};
  Redaction out{.token = reader.string("token"), .what = reader.string("what")};
  PLUMBLINE_TRY(reader.finish());
  return out;
}

Result<std::string> read_text(const Json& value, const std::string& where) {
  if (!value.is_string()) {
    return fail(Errc::invalid_value, where + " is no string");
  }
  return value.get<std::string>();
}

template <typename T, typename Read>
Result<void> read_list(JsonReader& reader,
                       std::string_view member,
                       std::vector<T>& out,
                       Read read) {
  for (const Json& entry : reader.array(member)) {
    const std::string where =
        reader.where() + "." + std::string{member} + "[" + std::to_string(out.size()) + "]";
    PLUMBLINE_TRY(auto item, read(entry, where));
    out.push_back(std::move(item));
  }
  return success();
}

}  // namespace

std::string_view name_of(MessageKind kind) noexcept {
  return kKinds[static_cast<std::size_t>(kind)];
}

Json to_json(const Evidence& evidence) {
  Json messages = Json::array();
  for (const Message& message : evidence.messages) {
    messages.push_back(to_json(message));
  }
  Json observations = Json::array();
  for (const Observation& seen : evidence.observations) {
    observations.push_back({{"name", seen.name},
                            {"value", seen.value},
                            {"phase", name_of(seen.phase)},
                            {"message", seen.message}});
  }
  Json redactions = Json::array();
  for (const Redaction& redaction : evidence.redactions) {
    redactions.push_back({{"token", redaction.token}, {"what", redaction.what}});
  }
  return {{"evidence", 1},
          {"case", evidence.case_id},
          {"purpose", evidence.purpose},
          {"role", name_of(evidence.role)},
          {"binding", evidence.binding},
          {"variant", evidence.variant},
          {"seed", evidence.seed},
          {"messages", std::move(messages)},
          {"observations", std::move(observations)},
          {"redactions", std::move(redactions)},
          {"left_behind", evidence.left_behind},
          {"truncated", evidence.truncated},
          {"broken", evidence.broken}};
}

Result<Evidence> evidence_from_json(const Json& value) {
  JsonReader reader{value, "evidence"};
  Evidence out;
  static_cast<void>(reader.integer("evidence", 1, 1));
  out.case_id = reader.string("case");
  out.purpose = reader.string("purpose");
  out.role = read_enum<Role>(reader, "role", role_named);
  out.binding = reader.string("binding");
  out.variant = reader.string("variant");
  out.seed = reader.string("seed");
  out.truncated = reader.optional_boolean("truncated").value_or(false);
  out.broken = reader.string("broken");
  PLUMBLINE_TRY(read_list(reader, "messages", out.messages, read_message));
  PLUMBLINE_TRY(read_list(reader, "observations", out.observations, read_observation));
  PLUMBLINE_TRY(read_list(reader, "redactions", out.redactions, read_redaction));
  PLUMBLINE_TRY(read_list(reader, "left_behind", out.left_behind, read_text));
  PLUMBLINE_TRY(reader.finish());
  return out;
}

}  // namespace plumbline::harness
