#include "result_content.hpp"

#include <algorithm>
#include <array>
#include <initializer_list>
#include <optional>
#include <string_view>

namespace plumbline::entities {

namespace {

using onem2m::Operation;
using onem2m::Status;

std::optional<ResultContent> result_content_from(std::string_view text) {
  using enum ResultContent;
  constexpr std::array kOffered{nothing,
                                attributes,
                                address,
                                address_and_attributes,
                                attributes_and_children,
                                attributes_and_references,
                                references,
                                children};
  const auto found = std::ranges::find_if(kOffered, [&](ResultContent value) {
    return text.size() == 1 && text[0] == static_cast<char>('0' + static_cast<int>(value));
  });
  return found == kOffered.end() ? std::nullopt : std::optional(*found);
}

bool is_offered(Operation operation, ResultContent value) {
  using enum ResultContent;
  switch (operation) {
    case Operation::create:
      return value <= address_and_attributes;
    case Operation::retrieve:
      return value == attributes || value >= attributes_and_children;
    case Operation::update:
    case Operation::remove:
      return value <= attributes;
    case Operation::notify:
      return false;
  }
  return false;
}

bool is_known_value(std::string_view text) {
  return text == "10" || (text.size() == 1 && text[0] >= '0' && text[0] <= '9');
}

}  // namespace

Outcome<ResultContent> result_content_of(const onem2m::RequestPrimitive& request) {
  const auto rcn = request.query.find("rcn");
  if (rcn == request.query.end()) {
    return request.operation == Operation::remove ? ResultContent::nothing
                                                  : ResultContent::attributes;
  }
  if (!is_known_value(rcn->second)) {
    return refuse(Status::bad_request, "rcn: not a value of m2m:resultContent");
  }
  const auto value = result_content_from(rcn->second);
  if (!value) {
    return refuse(Status::not_implemented, "rcn: " + rcn->second + " is not offered here");
  }
  if (!is_offered(request.operation, *value)) {
    return refuse(Status::bad_request, "rcn: " + rcn->second + " does not go with the operation");
  }
  return *value;
}

Outcome<void> check_query(const onem2m::RequestPrimitive& request) {
  constexpr std::array<std::string_view, 4> kAlways{"rcn", "rt", "rp", "drt"};
  constexpr std::array<std::string_view, 5> kRetrieve{"atrl", "fu", "lim", "lvl", "ofst"};
  const bool retrieve = request.operation == Operation::retrieve;
  for (const auto& [name, value] : request.query) {
    const bool known = std::ranges::find(kAlways, name) != kAlways.end() ||
                       (retrieve && std::ranges::find(kRetrieve, name) != kRetrieve.end());
    if (!known) {
      return refuse(Status::not_implemented, name.substr(0, 64) + ": not supported in the query");
    }
    if (name == "rt" && value != "3" && value != "4") {
      return refuse(Status::not_implemented, "rt: blocking requests only");
    }
    if (name == "fu" && value != "2") {
      return refuse(Status::not_implemented, "fu: conditional retrieval only");
    }
  }
  return success();
}

std::string uri_of(const Call& call, const Resource& resource) {
  const Resource* parent = call.tree.find(resource.parent);
  const std::string above = parent == nullptr ? "" : call.tree.address(*parent) + "/";
  return call.configuration.identity.cse_id + "/" + above + resource.name;
}

onem2m::ResponsePrimitive answer_with(const Call& call,
                                      Status status,
                                      const Resource& resource,
                                      ResultContent shown) {
  switch (shown) {
    case ResultContent::nothing:
      return onem2m::respond(call.request, status);
    case ResultContent::address:
      return onem2m::respond_with(call.request, status, Json{{"m2m:uri", uri_of(call, resource)}});
    case ResultContent::address_and_attributes:
      return onem2m::respond_with(call.request,
                                  status,
                                  Json{{"m2m:rce",
                                        {{"uri", uri_of(call, resource)},
                                         {resource.root, call.policy.represent(resource)}}}});
    default:
      return onem2m::respond_with(
          call.request, status, Json{{resource.root, call.policy.represent(resource)}});
  }
}

}  // namespace plumbline::entities
