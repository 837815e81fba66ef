#include "plumbline/adapters/mqtt/topic.hpp"

#include "plumbline/core/quoted_name.hpp"
#include "plumbline/onem2m/identifier.hpp"

#include "levels.hpp"

#include <algorithm>
#include <array>
#include <cstddef>

namespace plumbline::adapters::mqtt {
namespace {

constexpr std::string_view kRoot = "oneM2M";
constexpr std::size_t kMaxCredential = 255;

struct KindName {
  TopicKind kind;
  TopicKind counterpart;
  std::string_view name;
};

constexpr std::array<KindName, 4> kKinds{
    {{TopicKind::request, TopicKind::response, "req"},
     {TopicKind::response, TopicKind::request, "resp"},
     {TopicKind::registration_request, TopicKind::registration_response, "reg_req"},
     {TopicKind::registration_response, TopicKind::registration_request, "reg_resp"}}};

const KindName& row_of(TopicKind kind) {
  return *std::ranges::find(kKinds, kind, &KindName::kind);
}

bool is_registration(TopicKind kind) {
  return kind == TopicKind::registration_request || kind == TopicKind::registration_response;
}

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

bool is_credential_character(char c) {
  return is_digit(c) || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '.' || c == '_' ||
         c == '-' || c == '@' || c == '/';
}

/// "/cse" or "//sp/cse": one segment more, or a leading S, names an AE (TS-0001 clause 7.2).
bool is_cse_id(std::string_view id) {
  const auto slashes = id.starts_with("//") ? 3 : 1;
  return id.starts_with('/') && std::ranges::count(id, '/') == slashes &&
         !id.substr(id.rfind('/')).starts_with("/S");
}

std::string replaced(std::string_view text, char from, char to) {
  std::string out{text};
  std::ranges::replace(out, from, to);
  return out;
}

Result<TopicKind> parse_kind(std::string_view level) {
  const auto* const found = std::ranges::find(kKinds, level, &KindName::name);
  if (found == kKinds.end()) {
    return wrong_level("kind", level, "is none of req, resp, reg_req, reg_resp");
  }
  return found->kind;
}

Result<Serialization> parse_serialization(std::string_view level) {
  if (const auto named = onem2m::serialization_named(level)) {
    return *named;
  }
  return wrong_level("serialization", level, "is none of json, xml, cbor");
}

Result<std::string> parse_originator(TopicKind kind, std::string_view level) {
  auto id = is_registration(kind) ? credential_of(level) : entity_of(level);
  if (!id) {
    return wrong_level("originator", level, id.error().detail);
  }
  return id;
}

Result<std::string> parse_receiver(std::string_view level) {
  auto id = entity_of(level);
  if (!id) {
    return wrong_level("receiver", level, id.error().detail);
  }
  return id;
}

/// "/oneM2M/req" with the prefix in front.
std::string stem_of(TopicKind kind, std::string_view prefix) {
  std::string text{prefix};
  text.append("/").append(kRoot).append("/").append(row_of(kind).name);
  return text;
}

}  // namespace

TopicKind counterpart(TopicKind kind) noexcept {
  return row_of(kind).counterpart;
}

bool is_credential_id(std::string_view id) {
  constexpr std::size_t kValue = 3;
  return id.size() > kValue && id.size() <= kMaxCredential && is_digit(id[0]) && is_digit(id[1]) &&
         id[2] == '-' && std::ranges::all_of(id.substr(kValue), is_credential_character);
}

Result<std::string> level_of(std::string_view id) {
  if (is_credential_id(id)) {
    return replaced(id, '/', ':');
  }
  if (!onem2m::is_entity_id(id)) {
    return fail(Errc::invalid_value,
                quoted_name(id) + " is neither an entity's id nor a Credential-ID");
  }
  if (id.starts_with('/')) {
    id.remove_prefix(1);  // of the two of an absolute id the second one becomes the leading ':'
  }
  return replaced(id, '/', ':');
}

Result<std::string> entity_of(std::string_view level) {
  auto id = '/' + replaced(level, ':', '/');
  // What has a '/' of its own would read like another level's ':'.
  if (level.find('/') != std::string_view::npos || !onem2m::is_entity_id(id)) {
    return fail(Errc::malformed, "is not the level of an entity's id");
  }
  return id;
}

Result<std::string> credential_of(std::string_view level) {
  auto id = replaced(level, ':', '/');
  if (level.find('/') != std::string_view::npos || !is_credential_id(id)) {
    return fail(Errc::malformed, "is not the level of a Credential-ID");
  }
  return id;
}

Result<std::string> make_topic(const Topic& topic, std::string_view prefix) {
  PLUMBLINE_TRY(check_prefix(prefix));
  if (is_registration(topic.kind) != is_credential_id(topic.originator)) {
    return fail(Errc::invalid_value,
                "topic: originator " + quoted_name(topic.originator) +
                    (is_registration(topic.kind) ? " is no Credential-ID" : " is a Credential-ID"));
  }
  if (is_credential_id(topic.receiver)) {
    return fail(Errc::invalid_value,
                "topic: receiver " + quoted_name(topic.receiver) + " is a Credential-ID");
  }
  PLUMBLINE_TRY(const auto originator, level_of(topic.originator));
  PLUMBLINE_TRY(const auto receiver, level_of(topic.receiver));
  auto text = stem_of(topic.kind, prefix);
  for (const std::string_view level :
       {std::string_view{originator}, std::string_view{receiver}, name_of(topic.serialization)}) {
    text.append("/").append(level);
  }
  return text;
}

Result<Topic> parse_topic(std::string_view text, std::string_view prefix) {
  PLUMBLINE_TRY(auto levels, LevelReader::behind(prefix, text));
  PLUMBLINE_TRY(levels.skip(kRoot));
  Topic topic;
  PLUMBLINE_TRY(const auto kind, levels.next("kind"));
  PLUMBLINE_TRY(topic.kind, parse_kind(kind));
  PLUMBLINE_TRY(const auto originator, levels.next("originator"));
  PLUMBLINE_TRY(topic.originator, parse_originator(topic.kind, originator));
  PLUMBLINE_TRY(const auto receiver, levels.next("receiver"));
  PLUMBLINE_TRY(topic.receiver, parse_receiver(receiver));
  PLUMBLINE_TRY(const auto serialization, levels.next("serialization"));
  PLUMBLINE_TRY(topic.serialization, parse_serialization(serialization));
  PLUMBLINE_TRY(levels.finish("serialization"));
  return topic;
}

Result<std::vector<std::string>> request_filters(std::string_view entity, std::string_view prefix) {
  PLUMBLINE_TRY(check_prefix(prefix));
  PLUMBLINE_TRY(const auto level, level_of(entity));
  std::vector<std::string> filters{stem_of(TopicKind::request, prefix) + "/+/" + level + "/#"};
  if (is_cse_id(entity)) {
    filters.push_back(stem_of(TopicKind::registration_request, prefix) + "/+/" + level + "/#");
  }
  return filters;
}

Result<std::string> response_filter(std::string_view originator, std::string_view prefix) {
  PLUMBLINE_TRY(check_prefix(prefix));
  PLUMBLINE_TRY(const auto level, level_of(originator));
  const auto kind =
      is_credential_id(originator) ? TopicKind::registration_response : TopicKind::response;
  return stem_of(kind, prefix) + '/' + level + "/#";
}

Result<std::string> client_id_of(std::string_view id) {
  PLUMBLINE_TRY(const auto level, level_of(id));
  return (is_cse_id(id) ? "C::" : "A::") + level;
}

}  // namespace plumbline::adapters::mqtt
