#include "plumbline/onem2m/primitive.hpp"

#include "plumbline/onem2m/identifier.hpp"
#include "plumbline/onem2m/resource_type.hpp"

#include <algorithm>
#include <array>

namespace plumbline::onem2m {

namespace {

using Fault = std::optional<PrimitiveFault>;

PrimitiveFault bad_request(std::string detail) {
  return {Status::bad_request, std::move(detail)};
}

bool is_visible(std::string_view text) {
  constexpr std::size_t kMaxOctets = 255;
  return text.size() <= kMaxOctets &&
         std::ranges::all_of(text, [](char c) { return c > ' ' && c <= '~'; });
}

/// An AE that registers may leave its AE-ID to the registrar (TS-0004 clause 7.4.5.2.1).
bool may_lack_from(const RequestPrimitive& request) {
  return request.operation == Operation::create &&
         request.resource_type == static_cast<std::uint32_t>(ResourceType::ae);
}

Fault fault_of_ids(const RequestPrimitive& request) {
  if (request.to.empty()) {
    return bad_request("to: is missing");
  }
  if (request.from.empty() && !may_lack_from(request)) {
    return bad_request("fr: is missing");
  }
  // Besides AEs and CSEs a node or a credential holder speaks to a MEF (TS-0003 clause 8.3).
  if (!is_visible(request.from) ||
      (request.from.find('/') != std::string::npos && !is_entity_id(request.from))) {
    return bad_request("fr: is no M2M identifier");
  }
  if (request.request_id.empty()) {
    return bad_request("rqi: is missing");
  }
  if (!is_visible(request.request_id)) {
    return bad_request("rqi: must be at most 255 visible characters");
  }
  return std::nullopt;
}

Fault fault_of_release(std::string_view version) {
  constexpr std::array<std::string_view, 5> kVersions{"1", "2a", "3", "4", "5"};
  if (version.empty()) {
    return bad_request("rvi: is missing");
  }
  if (std::ranges::find(kVersions, version) == kVersions.end()) {
    return PrimitiveFault{Status::release_version_not_supported, "rvi: must be 1, 2a, 3, 4 or 5"};
  }
  return std::nullopt;
}

/// TS-0001 table 8.1.2-2: what goes with which operation.
Fault fault_of_content(const RequestPrimitive& request) {
  const bool create = request.operation == Operation::create;
  if (create && !request.resource_type) {
    return bad_request("ty: is missing");
  }
  if (!create && request.resource_type) {
    return bad_request("ty: must be in a CREATE only");
  }
  const bool needed =
      create || request.operation == Operation::update || request.operation == Operation::notify;
  if (needed && !request.content) {
    return bad_request("pc: is missing");
  }
  if (request.operation == Operation::remove && request.content) {
    return bad_request("pc: must not be in a DELETE");
  }
  return std::nullopt;
}

ResponsePrimitive response_to(const RequestPrimitive& request, Status status) {
  ResponsePrimitive response;
  response.status = status;
  response.request_id = request.request_id;
  if (!request.release_version.empty()) {
    response.release_version = request.release_version;
  }
  return response;
}

}  // namespace

std::string_view name_of(Operation operation) noexcept {
  switch (operation) {
    case Operation::create:
      return "CREATE";
    case Operation::retrieve:
      return "RETRIEVE";
    case Operation::update:
      return "UPDATE";
    case Operation::remove:
      return "DELETE";
    case Operation::notify:
      return "NOTIFY";
  }
  return "unknown";
}

std::string text_attribute(const std::optional<Json>& content, std::string_view name) {
  return content && content->is_object() && !content->empty() ? text_at(content->front(), name)
                                                              : std::string{};
}

std::string created_address(const RequestPrimitive& request, const ResponsePrimitive& response) {
  if (const std::string name = text_attribute(response.content, "rn"); !name.empty()) {
    return request.to + "/" + name;
  }
  if (std::string id = text_attribute(response.content, "ri"); !id.empty()) {
    return id;
  }
  if (response.created_uri) {
    return *response.created_uri;
  }
  const std::string asked = text_attribute(request.content, "rn");
  return asked.empty() ? asked : request.to + "/" + asked;
}

ResponsePrimitive respond(const RequestPrimitive& request, Status status, std::string detail) {
  ResponsePrimitive response = response_to(request, status);
  if (!detail.empty()) {
    response.content = Json{{"m2m:dbg", std::move(detail)}};
  }
  return response;
}

ResponsePrimitive respond_with(const RequestPrimitive& request, Status status, Json content) {
  ResponsePrimitive response = response_to(request, status);
  response.content = std::move(content);
  return response;
}

std::optional<PrimitiveFault> fault_of(const RequestPrimitive& request) {
  if (auto fault = fault_of_ids(request)) {
    return fault;
  }
  if (auto fault = fault_of_release(request.release_version)) {
    return fault;
  }
  return fault_of_content(request);
}

}  // namespace plumbline::onem2m
