#include "plumbline/onem2m/security_info.hpp"

#include "plumbline/core/json_reader.hpp"

#include <array>
#include <string>
#include <string_view>

namespace plumbline::onem2m {

namespace {

constexpr std::string_view kRoot = "m2m:seci";

// TS-0004 table 8.2.5-1, by type; the request for a random object has no member of its own.
constexpr std::array<std::string_view, 8> kMembers{
    "dreq", "dres", "", "ero", "epo", "eckm", "darq", "dars"};

std::string_view member_of(SecurityInfoType type) {
  return kMembers.at(static_cast<std::size_t>(type) - 1);
}

bool is_text(SecurityInfoType type) {
  return type == SecurityInfoType::esprim_object || type == SecurityInfoType::escertke_message;
}

}  // namespace

Result<SecurityInfo> parse_security_info(const std::optional<Json>& content) {
  if (!content || !content->is_object() || content->size() != 1 || !content->contains(kRoot)) {
    return fail(Errc::malformed, "pc: must be one m2m:seci");
  }
  JsonReader reader{content->front(), std::string{kRoot}};
  const auto number = reader.integer("sit", 1, static_cast<std::int64_t>(kMembers.size()));
  PLUMBLINE_TRY(reader.finish_lenient());
  SecurityInfo info{.type = static_cast<SecurityInfoType>(number), .value = {}};
  if (const std::string_view member = member_of(info.type); is_text(info.type)) {
    info.value = reader.string(member);
  } else if (!member.empty()) {
    info.value = reader.object(member);
  }
  PLUMBLINE_TRY(reader.finish());
  return info;
}

Json to_content(const SecurityInfo& info) {
  Json object{{"sit", static_cast<unsigned>(info.type)}};
  if (const std::string_view member = member_of(info.type); !member.empty()) {
    object[member] = info.value;
  }
  return Json{{kRoot, std::move(object)}};
}

}  // namespace plumbline::onem2m
