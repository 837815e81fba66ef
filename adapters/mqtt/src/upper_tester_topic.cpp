#include "plumbline/adapters/mqtt/upper_tester_topic.hpp"

#include "plumbline/adapters/mqtt/topic.hpp"
#include "plumbline/core/quoted_name.hpp"

#include "levels.hpp"

namespace plumbline::adapters::mqtt {
namespace {

using Kind = UpperTesterTopic::Kind;

constexpr std::string_view kOwner = "plumbline";
constexpr std::string_view kRoot = "ut";
constexpr std::string_view kCommand = "req";
constexpr std::string_view kAnswer = "resp";
constexpr std::size_t kLongestNumber = 64;

std::string stem_of(Kind kind, std::string_view prefix) {
  std::string text{prefix};
  for (const auto level : {kOwner, kRoot, kind == Kind::command ? kCommand : kAnswer}) {
    text.append("/").append(level);
  }
  return text;
}

Result<std::string> level_of_entity(std::string_view id) {
  if (is_credential_id(id)) {
    return fail(Errc::invalid_value, "topic: " + quoted_name(id) + " is a Credential-ID");
  }
  return level_of(id);
}

bool is_number(std::string_view text) {
  return !text.empty() && text.size() <= kLongestNumber &&
         text.find_first_of(std::string_view{"/+#\0", 4}) == std::string_view::npos;
}

Result<std::string> read_entity(LevelReader& levels, std::string_view role) {
  PLUMBLINE_TRY(const auto level, levels.next(role));
  auto id = entity_of(level);
  if (!id) {
    return wrong_level(role, level, id.error().detail);
  }
  return id;
}

}  // namespace

Result<std::string> make_topic(const UpperTesterTopic& topic, std::string_view prefix) {
  PLUMBLINE_TRY(check_prefix(prefix));
  PLUMBLINE_TRY(const auto tester, level_of_entity(topic.tester));
  PLUMBLINE_TRY(const auto entity, level_of_entity(topic.entity));
  if (!is_number(topic.number)) {
    return fail(Errc::invalid_value,
                "topic: " + quoted_name(topic.number) + " is no number of a command");
  }
  return stem_of(topic.kind, prefix) + '/' + tester + '/' + entity + '/' + topic.number;
}

Result<UpperTesterTopic> parse_upper_tester_topic(std::string_view text, std::string_view prefix) {
  PLUMBLINE_TRY(auto levels, LevelReader::behind(prefix, text));
  PLUMBLINE_TRY(levels.skip(kOwner));
  PLUMBLINE_TRY(levels.skip(kRoot));
  UpperTesterTopic topic;
  PLUMBLINE_TRY(const auto kind, levels.next("kind"));
  if (kind != kCommand && kind != kAnswer) {
    return wrong_level("kind", kind, "is none of req, resp");
  }
  topic.kind = kind == kCommand ? Kind::command : Kind::answer;
  PLUMBLINE_TRY(topic.tester, read_entity(levels, "tester"));
  PLUMBLINE_TRY(topic.entity, read_entity(levels, "entity"));
  PLUMBLINE_TRY(const auto number, levels.next("number"));
  if (!is_number(number)) {
    return wrong_level("number", number, "is empty, too long or has '+', '#' or NUL");
  }
  topic.number = number;
  PLUMBLINE_TRY(levels.finish("number"));
  return topic;
}

Result<std::string> command_filter(std::string_view entity, std::string_view prefix) {
  PLUMBLINE_TRY(check_prefix(prefix));
  PLUMBLINE_TRY(const auto level, level_of_entity(entity));
  return stem_of(Kind::command, prefix) + "/+/" + level + "/+";
}

Result<std::string> answer_filter(std::string_view tester, std::string_view prefix) {
  PLUMBLINE_TRY(check_prefix(prefix));
  PLUMBLINE_TRY(const auto level, level_of_entity(tester));
  return stem_of(Kind::answer, prefix) + '/' + level + "/+/+";
}

}  // namespace plumbline::adapters::mqtt
