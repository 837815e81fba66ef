#include "esprim/sent_objects.hpp"

#include "support/compact_object.hpp"

#include <cstddef>
#include <utility>

namespace plumbline::testcases {

using harness::Judge;
using harness::Message;
using harness::Phase;
using harness::Role;

Json member(const Json& object, const char* name) {
  return object.is_object() ? object.value(name, Json()) : Json();
}

Json security_info_of(const Json& primitive) {
  return member(member(primitive, "pc"), "m2m:seci");
}

std::string text_of(const Json& value) {
  return value.is_string() ? value.get<std::string>() : std::string{};
}

std::vector<const Message*> sent(const Judge& judge, Phase phase) {
  auto all = judge.requests(harness::name_of(Role::ae_src), harness::name_of(Role::hcse));
  std::erase_if(all, [&](const Message* message) { return message->phase != phase; });
  return all;
}

std::vector<SentObject> objects(const Judge& judge, Phase phase) {
  std::vector<SentObject> out;
  for (const Message* const message : sent(judge, phase)) {
    const std::string object = text_of(member(security_info_of(message->primitive), "epo"));
    if (!object.empty()) {
      constexpr std::size_t kIv = 2;
      out.push_back({.message = message, .header = header_in(object), .iv = part_of(object, kIv)});
    }
  }
  return out;
}

bool asks(const Message& message) {
  return member(security_info_of(message.primitive), "sit") == Json(3);
}

Json given_before(const Judge& judge, Phase phase, const SentObject& object) {
  Json last;
  for (const Message* const request : sent(judge, phase)) {
    const Message* const answer = judge.response_to(*request);
    if (request->number >= object.message->number || answer == nullptr) {
      continue;
    }
    const Json handed_out = member(security_info_of(answer->primitive), "ero");
    const Json resource = member(answer->primitive, "pc");
    const Json published = resource.is_object() && !resource.empty()
                               ? member(member(resource.begin().value(), "esi"), "esro")
                               : Json();
    const Json& given = handed_out.is_object() ? handed_out : published;
    if (given.is_object()) {
      last = given;
    }
  }
  return last;
}

}  // namespace plumbline::testcases
