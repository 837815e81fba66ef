#include "retrieval.hpp"

#include "plumbline/core/json_reader.hpp"

#include "hosting_requests.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <optional>

namespace plumbline::entities::ae {

namespace {

using data_at_rest::ChildKind;
using data_at_rest::ProtectedChild;
using data_at_rest::ProtectedContent;

constexpr std::array<ChildKind, 3> kChildKinds{
    ChildKind::encrypted_content, ChildKind::authentication_tag, ChildKind::digital_signature};

onem2m::RequestPrimitive retrieval_of(std::string address) {
  onem2m::RequestPrimitive request;
  request.operation = onem2m::Operation::retrieve;
  request.to = std::move(address);
  return request;
}

std::string last_segment(const std::string& address) {
  return address.substr(address.rfind('/') + 1);
}

/// The resourceName at the end of `address`; empty where the address does not tell one: that of the
/// latest or oldest instance, or a resourceID.
std::string name_asked_for(const std::string& address) {
  const std::ptrdiff_t slashes_of_the_cse =
      address.starts_with("//") ? 4 : (address.starts_with('/') ? 2 : 0);
  const bool is_path = std::ranges::count(address, '/') > slashes_of_the_cse;
  const bool is_virtual = address.ends_with("/la") || address.ends_with("/ol");
  return is_path && !is_virtual ? last_segment(address) : std::string{};
}

/// resourceName as the CSE gives it; else the end of the address that was asked for.
std::string name_in(const Json& attributes, const std::string& address) {
  const auto name = attributes.find("rn");
  return name != attributes.end() && name->is_string() ? name->get<std::string>()
                                                       : last_segment(address);
}

Result<ProtectedContent> content_of_instance(const Json& attributes) {
  JsonReader reader{attributes, "m2m:cin"};
  ProtectedContent content{.con = reader.string("con"), .cnf = reader.string("cnf")};
  PLUMBLINE_TRY(reader.finish_lenient());
  return content;
}

Result<ProtectedContent> content_of_management_object(const Json& attributes) {
  JsonReader reader{attributes, "m2m:dvi"};
  ProtectedContent content{.con = reader.string("dc"), .cnf = "application/jose:0:1"};
  PLUMBLINE_TRY(reader.finish_lenient());
  return content;
}

Result<ProtectedChild> child_from(const onem2m::ResponsePrimitive& response, ChildKind kind) {
  const std::string_view root = data_at_rest::names_of(kind).root;
  PLUMBLINE_TRY(const Json* const attributes, attributes_of(response, root));
  JsonReader reader{*attributes, std::string{root}};
  ProtectedChild child;
  child.kind = kind;
  child.object = reader.string("e2e:env");
  const Json* const params = reader.optional_object("e2e:cp");
  PLUMBLINE_TRY(reader.finish_lenient());
  if (params != nullptr) {
    PLUMBLINE_TRY(child.params, data_at_rest::parse_crypto_params(json_text(*params)));
  }
  return child;
}

Result<std::vector<std::pair<data_at_rest::Use, std::string>>> ids_from(
    const onem2m::ResponsePrimitive& response) {
  PLUMBLINE_TRY(const Json* const attributes, attributes_of(response, "m2m:cin"));
  PLUMBLINE_TRY(const ProtectedContent content, content_of_instance(*attributes));
  PLUMBLINE_TRY(const Json ids, parse_json(content.con));
  std::vector<std::pair<data_at_rest::Use, std::string>> found;
  if (!ids.is_object()) {
    return fail(Errc::malformed, "credentialId: not an object of Credential-Ids");
  }
  for (const auto& [name, id] : ids.items()) {
    const auto use = data_at_rest::use_named(name);
    if (!use || !id.is_string()) {
      return fail(Errc::malformed, "credentialId: not an object of Credential-Ids");
    }
    found.emplace_back(*use, id.get<std::string>());
  }
  return found;
}

/// The answer, or nothing when there is no such resource.
Flow<Result<std::optional<Answered>>> retrieve_if_there(Session& session, std::string address) {
  onem2m::RequestPrimitive request = retrieval_of(std::move(address));
  Result<Answered> answered = co_await session.send(AePeer::cse, request);
  if (answered) {
    co_return std::optional{std::move(answered).value()};
  }
  if (answered.error().code == Errc::not_found && session.peer_answered()) {
    session.forget_decline();
    co_return std::optional<Answered>{};
  }
  co_return answered.error();
}

Flow<Result<void>> retrieve_pieces(Session& session,
                                   const std::string& address,
                                   AeRetrieved& retrieved) {
  std::vector<ProtectedChild> children;
  for (const ChildKind kind : kChildKinds) {
    const std::string_view name = data_at_rest::names_of(kind).resource_name;
    PLUMBLINE_CO_TRY(const std::optional<Answered> answered,
                     co_await retrieve_if_there(session, address + '/' + std::string{name}));
    if (answered) {
      PLUMBLINE_CO_TRY(ProtectedChild child, child_from(answered->response, kind));
      children.push_back(std::move(child));
    }
  }
  PLUMBLINE_CO_TRY(const std::optional<Answered> ids,
                   co_await retrieve_if_there(session, address + '/' + kCredentialIdName));
  if (ids) {
    PLUMBLINE_CO_TRY(retrieved.separate_ids, ids_from(ids->response));
  }
  retrieved.data = std::move(children);
  co_return success();
}

}  // namespace

Flow<Result<AeRetrieved>> retrieve_protected(Session& session, const std::string& address) {
  onem2m::RequestPrimitive request = retrieval_of(address);
  PLUMBLINE_CO_TRY(const Answered answered, co_await session.send(AePeer::cse, request));
  AeRetrieved retrieved;
  retrieved.asked = name_asked_for(address);
  if (const auto instance = attributes_of(answered.response, "m2m:cin")) {
    PLUMBLINE_CO_TRY(retrieved.data, content_of_instance(*instance.value()));
    retrieved.resource = name_in(*instance.value(), address);
    retrieved.root = "m2m:cin";
    co_return std::move(retrieved);
  }
  if (const auto object = attributes_of(answered.response, "m2m:dvi")) {
    PLUMBLINE_CO_TRY(retrieved.data, content_of_management_object(*object.value()));
    retrieved.resource = name_in(*object.value(), address);
    retrieved.root = "m2m:dvi";
    co_return std::move(retrieved);
  }
  PLUMBLINE_CO_TRY(const Json* const container, attributes_of(answered.response, "m2m:cnt"));
  retrieved.resource = name_in(*container, address);
  retrieved.root = "m2m:cnt";
  PLUMBLINE_CO_TRY(co_await retrieve_pieces(session, address, retrieved));
  co_return std::move(retrieved);
}

Flow<Result<RetrievedPolicy>> retrieve_policy(Session& session, const std::string& address) {
  onem2m::RequestPrimitive request = retrieval_of(address);
  PLUMBLINE_CO_TRY(const Answered policy, co_await session.send(AePeer::cse, request));
  PLUMBLINE_CO_TRY(const Json* const attributes, attributes_of(policy.response, "m2m:acp"));
  RetrievedPolicy retrieved;
  retrieved.resource = name_in(*attributes, address);
  retrieved.attributes = json_text(*attributes);
  onem2m::RequestPrimitive beside = retrieval_of(address + "-ds");
  PLUMBLINE_CO_TRY(const Answered signature, co_await session.send(AePeer::cse, beside));
  PLUMBLINE_CO_TRY(retrieved.signature,
                   child_from(signature.response, ChildKind::digital_signature));
  co_return std::move(retrieved);
}

}  // namespace plumbline::entities::ae
