// Class 3: attributes of a <contentInstance>.

#include "plumbline/core/json_reader.hpp"
#include "plumbline/esf/target_data.hpp"

#include "target_data_json.hpp"

#include <array>
#include <string_view>
#include <utility>

namespace plumbline::esf {

namespace {

constexpr std::string_view kRoot = "m2m:cin";

/// One attribute beside content that may be protected.
struct Attribute {
  std::string_view name;
  bool InstanceAttributes::* is_protected;
  std::optional<std::string> InstanceAttributes::* inherited;
};

constexpr std::array<Attribute, 2> kAttributes{
    {{"cnf", &InstanceAttributes::content_info, &InstanceAttributes::inherited_content_info},
     {"or", &InstanceAttributes::ontology_ref, &InstanceAttributes::inherited_ontology_ref}}};

Result<void> check(const Json& instance) {
  if (!instance.is_object() || instance.size() != 1 || !instance.contains(kRoot) ||
      !instance.at(kRoot).is_object() || !instance.at(kRoot).contains("con")) {
    return fail(Errc::malformed, "no m2m:cin with content");
  }
  return success();
}

}  // namespace

Result<Bytes> target_data_of_instance(const Json& instance, const InstanceAttributes& attributes) {
  PLUMBLINE_TRY(check(instance));
  const Json& own = instance.at(kRoot);
  Json data{{"con", own.at("con")}};
  for (const Attribute& attribute : kAttributes) {
    if (!(attributes.*attribute.is_protected)) {
      continue;
    }
    if (own.contains(attribute.name)) {
      data[attribute.name] = own.at(attribute.name);
    } else if (const auto& inherited = attributes.*attribute.inherited) {
      data[attribute.name] = *inherited;
    }
  }
  return octets_of(data);
}

Result<Json> treat_instance(Json instance,
                            const InstanceAttributes& attributes,
                            const Envelope& envelope) {
  PLUMBLINE_TRY(check(instance));
  PLUMBLINE_TRY(check_class(envelope, TargetDataClass::instance));
  Json& own = instance.at(kRoot);
  own["con"] = json_text(to_json(envelope));
  for (const Attribute& attribute : kAttributes) {
    if (attributes.*attribute.is_protected) {
      own.erase(attribute.name);
    }
  }
  return instance;
}

Result<Envelope> envelope_in_instance(const Json& instance) {
  PLUMBLINE_TRY(check(instance));
  return parse_envelope(text_at(instance.at(kRoot), "con"));
}

Result<Json> restore_instance(Json treated, ByteView verified) {
  PLUMBLINE_TRY(check(treated));
  PLUMBLINE_TRY(const Json data, parse_json(as_text(verified)));
  JsonReader reader{data, "target data"};
  const Json* const content = reader.optional_any("con");
  const auto content_info = reader.optional_string("cnf");
  const auto ontology_ref = reader.optional_string("or");
  PLUMBLINE_TRY(reader.finish());
  if (content == nullptr) {
    return fail(Errc::malformed, "target data: has no con");
  }
  Json& own = treated.at(kRoot);
  own["con"] = *content;
  if (content_info) {
    own["cnf"] = *content_info;
  }
  if (ontology_ref) {
    own["or"] = *ontology_ref;
  }
  return treated;
}

}  // namespace plumbline::esf
