#include "declared_form.hpp"

#include "plumbline/core/json.hpp"
#include "plumbline/onem2m/response_members.hpp"

#include <string>
#include <vector>

namespace plumbline::adapters::mqtt {
namespace {

/// Whether there was anything to take out.
bool take_out_foreign(Json& response) {
  std::vector<std::string> foreign;
  for (const auto& [name, value] : response.items()) {
    if (!onem2m::is_response_member(name)) {
      foreign.push_back(name);
    }
  }
  for (const std::string& name : foreign) {
    response.erase(name);
  }
  return !foreign.empty();
}

}  // namespace

Result<onem2m::ResponsePrimitive> decode_declared(ByteView payload,
                                                  const PayloadForm& form,
                                                  const harness::Dialect& dialect) {
  constexpr auto kForeign = harness::Deviation::foreign_response_parameters;
  auto strict = decode_response(payload, form);
  if (strict || !dialect.declares(kForeign) || form.serialization != onem2m::Serialization::json) {
    return strict;
  }
  auto value = parse_json(as_text(payload), {.octets = form.octets});
  if (!value || !value.value().is_object()) {
    return strict;
  }
  Json& response = value.value().contains("m2m:rsp") ? value.value()["m2m:rsp"] : value.value();
  if (!response.is_object() || !take_out_foreign(response)) {
    return strict;
  }
  const std::string text = json_text(value.value());
  auto lenient = decode_response(as_bytes(text), form);
  if (lenient) {
    static_cast<void>(dialect.use(kForeign));
  }
  return lenient;
}

}  // namespace plumbline::adapters::mqtt
