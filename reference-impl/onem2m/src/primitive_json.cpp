#include "plumbline/core/json_reader.hpp"
#include "plumbline/onem2m/primitive.hpp"
#include "plumbline/onem2m/response_members.hpp"

#include "filter_criteria.hpp"
#include "parameter_rules.hpp"
#include "text_list.hpp"

#include <algorithm>
#include <limits>

namespace plumbline::onem2m {

namespace {

constexpr std::string_view kAttributeList = "m2m:atrl";
constexpr std::string_view kCreatedUri = "e2e:uri";
constexpr ParameterRule kResponseType[] = {{"rt", "rtv", ParameterForm::integer}};

void write_text(Json& object, std::string_view name, const std::string& value) {
  if (!value.empty()) {
    object[name] = value;
  }
}

/// responseType (TS-0004 clause 6.3.5.30): rt in the query, its notification URIs in rtu.
void write_response_type(Json& object, const RequestPrimitive& request) {
  if (request.query.contains("rt")) {
    write_parameters(object["rt"], kResponseType, request.query);
  }
  if (const auto uris = request.parameters.find("rtu"); uris != request.parameters.end()) {
    object["rt"]["nu"] = split(uris->second, '&');
  }
}

void read_response_type(JsonReader& reader, RequestPrimitive& request) {
  const Json* const value = reader.optional_object("rt");
  if (value == nullptr) {
    return;
  }
  JsonReader type{*value, "rt"};
  read_parameters(type, kResponseType, request.query);
  if (value->contains("nu")) {
    request.parameters["rtu"] = join(type, "nu", type.array("nu"), '&');
  }
  reader.adopt(type.finish());
}

/// Content, or the attributeList that a RETRIEVE carries there (TS-0004 clause 7.2.2.1).
void write_content(Json& object, const RequestPrimitive& request) {
  if (request.content) {
    object["pc"] = *request.content;
    return;
  }
  const auto list = request.query.find("atrl");
  if (request.operation == Operation::retrieve && list != request.query.end()) {
    object["pc"][kAttributeList] = split(list->second, '+');
  }
}

void read_content(JsonReader& reader, RequestPrimitive& request) {
  const Json* const content = reader.optional_any("pc");
  if (content == nullptr) {
    return;
  }
  const bool attribute_list = request.operation == Operation::retrieve && content->is_object() &&
                              content->contains(kAttributeList);
  if (!attribute_list) {
    request.content = *content;
    return;
  }
  JsonReader list{*content, "pc"};
  request.query["atrl"] = join(list, kAttributeList, list.array(kAttributeList), '+');
  reader.adopt(list.finish());
}

void read_filter(JsonReader& reader, RequestPrimitive& request) {
  const Json* const value = reader.optional_object("fc");
  if (value == nullptr) {
    return;
  }
  JsonReader criteria{*value, "fc"};
  read_filter_criteria(criteria, request.query);
  reader.adopt(criteria.finish());
}

}  // namespace

Json to_json(const RequestPrimitive& request) {
  Json object{{"op", static_cast<unsigned>(request.operation)}, {"to", request.to}};
  write_text(object, "fr", request.from);
  write_text(object, "rqi", request.request_id);
  write_text(object, "rvi", request.release_version);
  if (request.resource_type) {
    object["ty"] = *request.resource_type;
  }
  write_content(object, request);
  write_parameters(object, request_parameter_rules(), request.parameters);
  write_response_type(object, request);
  write_parameters(object, query_parameter_rules(), request.query);
  if (Json criteria = filter_criteria_json(request.query); !criteria.is_null()) {
    object["fc"] = std::move(criteria);
  }
  return object;
}

Json to_json(const ResponsePrimitive& response) {
  Json object{{"rsc", number_of(response.status)}};
  write_text(object, "rqi", response.request_id);
  write_text(object, "rvi", response.release_version);
  write_text(object, "fr", response.from);
  if (response.content) {
    object["pc"] = *response.content;
  }
  if (response.created_uri) {
    object[kCreatedUri] = *response.created_uri;
  }
  write_parameters(object, response_parameter_rules(), response.parameters);
  return object;
}

Result<RequestPrimitive> request_from_json(const Json& value) {
  constexpr int kLastOperation = 5;
  JsonReader reader{value, ""};
  RequestPrimitive request;
  request.operation = static_cast<Operation>(reader.integer("op", 1, kLastOperation));
  request.to = reader.string("to");
  request.from = reader.optional_string("fr").value_or("");
  request.request_id = reader.optional_string("rqi").value_or("");
  request.release_version = reader.optional_string("rvi").value_or("");
  if (const auto type =
          reader.optional_integer("ty", 0, std::numeric_limits<std::uint32_t>::max())) {
    request.resource_type = static_cast<std::uint32_t>(*type);
  }
  read_content(reader, request);
  read_parameters(reader, request_parameter_rules(), request.parameters);
  read_response_type(reader, request);
  read_parameters(reader, query_parameter_rules(), request.query);
  read_filter(reader, request);
  PLUMBLINE_TRY(reader.finish());
  return request;
}

bool is_response_member(std::string_view name) {
  return name == "rsc" || name == "rqi" || name == "rvi" || name == "fr" || name == "pc" ||
         name == kCreatedUri ||
         std::ranges::find(response_parameter_rules(), name, &ParameterRule::json) !=
             response_parameter_rules().end();
}

Result<ResponsePrimitive> response_from_json(const Json& value) {
  constexpr int kLastStatus = 9999;
  JsonReader reader{value, ""};
  ResponsePrimitive response;
  response.status = static_cast<Status>(reader.integer("rsc", 1, kLastStatus));
  response.request_id = reader.optional_string("rqi").value_or("");
  response.release_version = reader.optional_string("rvi").value_or("");
  response.from = reader.optional_string("fr").value_or("");
  if (const Json* const content = reader.optional_any("pc")) {
    response.content = *content;
  }
  response.created_uri = reader.optional_string(kCreatedUri);
  read_parameters(reader, response_parameter_rules(), response.parameters);
  PLUMBLINE_TRY(reader.finish());
  return response;
}

}  // namespace plumbline::onem2m
