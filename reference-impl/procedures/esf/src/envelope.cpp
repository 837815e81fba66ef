#include "plumbline/esf/envelope.hpp"

#include "plumbline/core/json_reader.hpp"

namespace plumbline::esf {

namespace {

constexpr std::string_view kRoot = "e2e:esf";

Result<Json> body_of(SessionType session, const Json* body) {
  if (body == nullptr || (session == SessionType::s1 ? !body->is_object() : !body->is_string())) {
    return fail(Errc::malformed,
                session == SessionType::s1 ? "e2e:esf.env: no object of JOSE elements"
                                           : "e2e:esf.env: no text of DTLS records");
  }
  return *body;
}

}  // namespace

std::string_view name_of(SessionType session) noexcept {
  return session == SessionType::s1 ? "S1" : "Sm";
}

Result<SessionType> session_type_named(std::string_view name) {
  for (const SessionType session : {SessionType::s1, SessionType::sm}) {
    if (name == name_of(session)) {
      return session;
    }
  }
  if (name == "S2") {
    return fail(Errc::unsupported, "session type S2 is reserved");
  }
  return fail(Errc::invalid_value, "session type: neither S1 nor Sm");
}

Result<TargetDataClass> target_data_class_of(std::int64_t number) {
  constexpr std::int64_t kLast = static_cast<std::int64_t>(TargetDataClass::instance);
  if (number < 1 || number > kLast) {
    return fail(Errc::invalid_value, "target data class outside 1 to 3");
  }
  return static_cast<TargetDataClass>(number);
}

Json to_json(const Envelope& envelope) {
  Json root = Json::object();
  root[kRoot] = {{"st", name_of(envelope.session)},
                 {"tdc", static_cast<int>(envelope.target_data_class)},
                 {"env", envelope.body}};
  return root;
}

bool is_envelope(const Json& value) {
  return value.is_object() && value.size() == 1 && value.contains(kRoot);
}

Result<Envelope> read_envelope(const Json& value) {
  constexpr std::int64_t kAnyClass = 1'000'000;
  if (!is_envelope(value)) {
    return fail(Errc::malformed, "no object whose one member is e2e:esf");
  }
  JsonReader reader{value.at(kRoot), std::string{kRoot}};
  const std::string session = reader.string("st");
  const std::int64_t target_data_class = reader.integer("tdc", 0, kAnyClass);
  const Json* const body = reader.optional_any("env");
  PLUMBLINE_TRY(reader.finish());
  Envelope envelope;
  PLUMBLINE_TRY(envelope.session, session_type_named(session));
  PLUMBLINE_TRY(envelope.target_data_class, target_data_class_of(target_data_class));
  PLUMBLINE_TRY(envelope.body, body_of(envelope.session, body));
  return envelope;
}

Result<Envelope> parse_envelope(std::string_view text) {
  constexpr std::size_t kDepth = 16;
  constexpr std::size_t kValues = 20'000;
  PLUMBLINE_TRY(const Json value, parse_json(text, {.depth = kDepth, .values = kValues}));
  return read_envelope(value);
}

}  // namespace plumbline::esf
