#include "plumbline/adapters/http/codec.hpp"

#include "fields.hpp"
#include "media_type.hpp"
#include "parameters.hpp"
#include "target.hpp"

#include <array>
#include <charconv>
#include <utility>

namespace plumbline::adapters::http {
namespace {

using onem2m::Operation;
using onem2m::RequestPrimitive;
using onem2m::ResponsePrimitive;
using onem2m::Status;

Fault fault_of_status(Status status, std::string detail) {
  return {.http = http_status_of(status), .status = status, .detail = std::move(detail)};
}

Fault bad_request(const Error& error) {
  return fault_of_status(Status::bad_request, error.detail);
}

std::string_view method_of(Operation operation) {
  switch (operation) {
    case Operation::create:
    case Operation::notify:
      return "POST";
    case Operation::retrieve:
      return "GET";
    case Operation::update:
      return "PUT";
    case Operation::remove:
      return "DELETE";
  }
  return {};
}

/// TS-0009 clause 6.2.1: a POST creates when its Content-Type names a resource type.
std::optional<Operation> operation_of(std::string_view method, bool has_type) {
  if (method == "POST") {
    return has_type ? Operation::create : Operation::notify;
  }
  if (method == "GET") {
    return Operation::retrieve;
  }
  if (method == "PUT") {
    return Operation::update;
  }
  return method == "DELETE" ? std::optional{Operation::remove} : std::nullopt;
}

std::string content_type_of(const RequestPrimitive& primitive, std::string_view media_type) {
  std::string type{media_type};
  if (primitive.operation == Operation::create && primitive.resource_type) {
    type += ";ty=" + std::to_string(*primitive.resource_type);
  }
  return type;
}

/// All that travels in the query: also what `parameters` holds without a header of its own.
onem2m::Parameters query_parameters(const RequestPrimitive& primitive) {
  auto query = primitive.query;
  for (const auto& [name, value] : primitive.parameters) {
    if (header_rule_of(name, true) == nullptr) {
      query.emplace(name, value);
    }
  }
  return query;
}

Fault fault_of_body(const Error& error) {
  const auto status =
      error.code == Errc::unsupported ? Status::unsupported_media_type : Status::bad_request;
  return fault_of_status(status, error.detail);
}

Decoded<void> read_target(RequestPrimitive& primitive, std::string_view target) {
  const auto question = std::min(target.find('?'), target.size());
  auto to = to_of(target.substr(0, question));
  if (!to) {
    return bad_request(to.error());
  }
  primitive.to = std::move(to).value();
  auto query = parse_query(target.substr(std::min(question + 1, target.size())));
  if (!query) {
    return bad_request(query.error());
  }
  primitive.query = std::move(query).value();
  return success();
}

/// A resource's URI: of the binding's form, or an M2M identifier as it is.
Result<std::string> read_created_uri(std::string_view location) {
  const bool of_binding = location.starts_with("/~/") || location.starts_with("/_/") ||
                          location.find("://") != std::string_view::npos;
  return of_binding ? to_of(location) : Result<std::string>{std::string{location}};
}

Result<unsigned> read_status(const Response& response) {
  const auto* const text = find_field(response.fields, "X-M2M-RSC");
  if (text == nullptr) {
    return fail(Errc::malformed,
                "X-M2M-RSC is missing (HTTP status " + std::to_string(response.status) + ')');
  }
  std::uint16_t number = 0;
  const auto [stop, error] = std::from_chars(text->data(), text->data() + text->size(), number);
  if (error != std::errc{} || stop != text->data() + text->size() || number < 1000 ||
      number > 9999) {
    return fail(Errc::malformed, "X-M2M-RSC is no number of four digits");
  }
  return number;
}

}  // namespace

Result<Request> encode_request(const RequestPrimitive& primitive,
                               const harness::Address& address,
                               onem2m::Serialization serialization) {
  const auto type = plain_type_of(serialization);
  Request request;
  request.method = method_of(primitive.operation);
  request.target = address.path + path_of(primitive.to) + query_of(query_parameters(primitive));
  auto& fields = request.fields;
  fields.reserve(8 + primitive.parameters.size());
  PLUMBLINE_TRY(add_field(fields, "Host", authority_of(address.host, address.port)));
  PLUMBLINE_TRY(add_unless_empty(fields, "X-M2M-Origin", primitive.from));
  PLUMBLINE_TRY(add_unless_empty(fields, "X-M2M-RI", primitive.request_id));
  PLUMBLINE_TRY(add_unless_empty(fields, "X-M2M-RVI", primitive.release_version));
  PLUMBLINE_TRY(add_parameters(fields, primitive.parameters, true));
  PLUMBLINE_TRY(add_field(fields, "Accept", type.name));
  if (primitive.content || (primitive.operation == Operation::create && primitive.resource_type)) {
    PLUMBLINE_TRY(add_field(fields, "Content-Type", content_type_of(primitive, type.name)));
  }
  if (primitive.content) {
    PLUMBLINE_TRY(request.body, body_of(*primitive.content, serialization));
  }
  return request;
}

Decoded<RequestPrimitive> decode_request(const Request& request) {
  auto body = read_body(request.fields, request.body);
  const bool has_type = body && body.value().resource_type.has_value();
  const auto operation = operation_of(request.method, has_type);
  if (!operation) {
    return fault_of_status(Status::operation_not_allowed, "method " + request.method);
  }
  if (!body) {
    return fault_of_body(body.error());
  }
  RequestPrimitive primitive;
  primitive.operation = *operation;
  PLUMBLINE_TRY(read_target(primitive, request.target));
  auto common = read_common(request.fields, true);
  if (!common) {
    return bad_request(common.error());
  }
  const auto* const accept = find_field(request.fields, "Accept");
  if (accept != nullptr && !best_of(*accept, MediaType{})) {
    return fault_of_status(Status::not_acceptable, "Accept: only JSON, XML and CBOR can be given");
  }
  primitive.from = std::move(common.value().from);
  primitive.request_id = std::move(common.value().request_id);
  primitive.release_version = std::move(common.value().release_version);
  primitive.parameters = std::move(common.value().parameters);
  primitive.content = std::move(body.value().content);
  if (*operation == Operation::create) {
    primitive.resource_type = body.value().resource_type;
  }
  return primitive;
}

MediaType answer_type_of(const Request& request) {
  auto preferred = MediaType{};
  if (const auto* const header = find_field(request.fields, "Content-Type");
      header != nullptr && !request.body.empty()) {
    const auto type = parse_content_type(*header);
    const auto serialization = type ? serialization_of(type.value().media_type) : std::nullopt;
    preferred = plain_type_of(serialization.value_or(preferred.serialization));
  }
  const auto* const accept = find_field(request.fields, "Accept");
  return accept == nullptr ? preferred : best_of(*accept, preferred).value_or(preferred);
}

Result<Response> encode_response(const ResponsePrimitive& primitive, const MediaType& type) {
  Response response;
  response.status = http_status_of(primitive.status);
  auto& fields = response.fields;
  fields.reserve(6 + primitive.parameters.size());
  PLUMBLINE_TRY(add_field(fields, "X-M2M-RSC", std::to_string(number_of(primitive.status))));
  PLUMBLINE_TRY(add_unless_empty(fields, "X-M2M-RI", primitive.request_id));
  PLUMBLINE_TRY(add_unless_empty(fields, "X-M2M-RVI", primitive.release_version));
  PLUMBLINE_TRY(add_unless_empty(fields, "X-M2M-Origin", primitive.from));
  PLUMBLINE_TRY(add_parameters(fields, primitive.parameters, false));
  if (primitive.created_uri) {
    PLUMBLINE_TRY(add_field(fields, "Content-Location", *primitive.created_uri));
  }
  if (primitive.content) {
    PLUMBLINE_TRY(add_field(fields, "Content-Type", type.name));
    PLUMBLINE_TRY(response.body, body_of(*primitive.content, type.serialization));
  }
  return response;
}

Result<ResponsePrimitive> decode_response(const Response& response) {
  ResponsePrimitive primitive;
  PLUMBLINE_TRY(const auto number, read_status(response));
  primitive.status = static_cast<Status>(number);
  PLUMBLINE_TRY(auto common, read_common(response.fields, false));
  primitive.from = std::move(common.from);
  primitive.request_id = std::move(common.request_id);
  primitive.release_version = std::move(common.release_version);
  primitive.parameters = std::move(common.parameters);
  if (const auto* const location = find_field(response.fields, "Content-Location")) {
    PLUMBLINE_TRY(primitive.created_uri, read_created_uri(*location));
  }
  auto body = read_body(response.fields, response.body);
  if (body) {
    primitive.content = std::move(body.value().content);
  } else if (is_success(primitive.status) || body.error().code != Errc::unsupported) {
    return fail(Errc::malformed, body.error().detail);
  }
  return primitive;  // an error may be explained in a media type of the server's choice
}

Response encode_fault(const Request& request, const Fault& fault) {
  RequestPrimitive asked;
  asked.release_version.clear();
  if (const auto* const id = find_field(request.fields, "X-M2M-RI")) {
    asked.request_id = *id;
  }
  if (const auto* const version = find_field(request.fields, "X-M2M-RVI")) {
    asked.release_version = *version;
  }
  const auto primitive = respond(asked, fault.status, fault.detail);
  auto encoded = encode_response(primitive, answer_type_of(request));
  // What arrived in a header fits into one, and JSON carries any text.
  auto response = encoded ? std::move(encoded).value() : encode_response(primitive).value();
  response.status = fault.http;
  if (fault.status == Status::operation_not_allowed) {
    response.fields.push_back({.name = "Allow", .value = "GET, POST, PUT, DELETE"});
  }
  return response;
}

}  // namespace plumbline::adapters::http
