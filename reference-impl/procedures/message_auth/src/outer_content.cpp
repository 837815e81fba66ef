#include "outer_content.hpp"

#include "plumbline/core/json_reader.hpp"

namespace plumbline::message_auth {

Json to_content(const std::string& message) {
  return {{kMember, {{"env", message}}}};
}

bool has_member(const std::optional<Json>& content) {
  return content && content->is_object() && content->contains(kMember);
}

Result<std::string> message_of(const std::optional<Json>& content) {
  if (!has_member(content) || content->size() != 1) {
    return fail(Errc::malformed, "pc: is no e2e:ma");
  }
  JsonReader reader{content->at(kMember), kMember};
  std::string message = reader.string("env");
  PLUMBLINE_TRY(reader.finish());
  return message;
}

}  // namespace plumbline::message_auth
