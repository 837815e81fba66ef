#include "fields.hpp"

#include "options.hpp"

#include <utility>

namespace plumbline::adapters::coap {
namespace {

std::string* text_member(Fields& fields, std::string_view parameter) {
  if (parameter == "fr") {
    return &fields.from;
  }
  if (parameter == "rqi") {
    return &fields.request_id;
  }
  return parameter == "rvi" ? &fields.release_version : nullptr;
}

std::optional<std::uint32_t>* number_member(Fields& fields, std::string_view parameter) {
  if (parameter == "ty") {
    return &fields.resource_type;
  }
  return parameter == "rsc" ? &fields.status : nullptr;
}

Result<void> take_parameter(Fields& fields, const OptionRule& rule, const Option& option) {
  if (auto* const number = number_member(fields, rule.parameter)) {
    *number = uint_of(option.value);
    return success();
  }
  PLUMBLINE_TRY(auto text, text_of(rule, option));
  if (auto* const member = text_member(fields, rule.parameter)) {
    *member = std::move(text);
  } else {
    fields.parameters.emplace(rule.parameter, std::move(text));
  }
  return success();
}

/// An option that RFC 7252 defines.
Result<void> take_base(Fields& fields, const OptionRule& rule, const Option& option) {
  switch (option.number) {
    case option::kUriPath:
    case option::kLocationPath:
      return fields.target.take(rule.name, option);
    case option::kUriQuery:
      return take_query_field(fields.query, option);
    case option::kContentFormat:
      fields.content_format = uint_of(option.value);
      break;
    case option::kAccept:
      fields.accept = uint_of(option.value);
      break;
    case option::kProxyUri:
    case option::kProxyScheme:
      fields.to_proxy = true;
      break;
    default:
      break;  // Uri-Host and Uri-Port name this server, Block1 and Block2 are of the transfer
  }
  return success();
}

}  // namespace

Result<Fields> read_fields(const Message& message, bool in_request, OptionNumbers numbers) {
  Fields fields;
  PLUMBLINE_TRY(for_each_option(
      message, in_request, numbers, [&](const OptionRule& rule, const Option& option) {
        return rule.parameter.empty() ? take_base(fields, rule, option)
                                      : take_parameter(fields, rule, option);
      }));
  return fields;
}

}  // namespace plumbline::adapters::coap
