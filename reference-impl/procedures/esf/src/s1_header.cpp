#include "s1_header.hpp"

#include "plumbline/core/json_reader.hpp"

namespace plumbline::esf {

Json header_members(const S1Context& context) {
  return {{"est", name_of(context.session)},
          {"etd", static_cast<int>(context.target_data_class)},
          {"esi", context.source_id},
          {"esl", to_base64url(context.salt)}};
}

bool is_in_context(const Json& header, const S1Context& context) {
  const Json members = header_members(context);
  for (const auto& [name, value] : members.items()) {
    const auto told = header.find(name);
    if (told == header.end() || *told != value) {
      return false;
    }
  }
  return true;
}

Result<Json> protected_header_of(const Json& flattened) {
  for (const std::string_view name : {"header", "unprotected", "recipients", "signatures"}) {
    if (flattened.contains(name)) {
      return fail(Errc::malformed, "a JOSE element with headers that are not protected");
    }
  }
  PLUMBLINE_TRY(const Bytes octets, from_base64url(text_at(flattened, "protected")));
  PLUMBLINE_TRY(const jose::Header header, jose::Header::parse(as_text(octets)));
  return header.json();
}

Result<PayloadHeader> payload_header_of(const Json& flattened) {
  constexpr std::int64_t kAnyClass = 1'000'000;
  constexpr std::size_t kSaltSize = 16;
  PLUMBLINE_TRY(const Json json, protected_header_of(flattened));
  JsonReader reader{json, "env.ps.protected"};
  const std::string session = reader.string("est");
  const std::int64_t target_data_class = reader.integer("etd", 0, kAnyClass);
  PayloadHeader header;
  header.context.source_id = reader.string("esi");
  const std::string salt = reader.string("esl");
  const std::string set = reader.string("epa");
  header.beside = reader.string("esh");
  PLUMBLINE_TRY(reader.finish_lenient());
  PLUMBLINE_TRY(header.context.session, session_type_named(session));
  PLUMBLINE_TRY(header.context.target_data_class, target_data_class_of(target_data_class));
  PLUMBLINE_TRY(header.context.salt, from_base64url(salt));
  PLUMBLINE_TRY(header.set, ps_alg_set_named(set));
  if (header.context.salt.size() != kSaltSize || header.context.source_id.empty()) {
    return fail(Errc::malformed, "env.ps.protected: no salt of 16 octets, or no source");
  }
  return header;
}

}  // namespace plumbline::esf
