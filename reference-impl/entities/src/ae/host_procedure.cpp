#include "host_procedure.hpp"

#include <utility>

namespace plumbline::entities::ae {

namespace {

using data_at_rest::ProtectedData;
using data_at_rest::WorkingKey;

constexpr std::size_t kNameOctets = 8;
constexpr unsigned kEveryOperation = 63;
constexpr unsigned kRetrieve = 2;

/// Instances that were given no name get one, so that the protection can be bound to it.
HostCommand with_names(HostCommand command, RandomSource& random) {
  for (HostInstance& instance : command.instances) {
    if (instance.name.empty()) {
      instance.name = "i" + to_hex(random.bytes(kNameOctets));
    }
  }
  return command;
}

/// Who may change the policy: this AE; and read it, where it is signed: those whom it lets in.
Json default_self_rules(const HostPolicy& policy, const std::string& self) {
  Json rules = Json::array();
  rules.push_back({{"acor", {self}}, {"acop", kEveryOperation}});
  const auto let_in = policy.rules.find("acr");
  if (policy.integrity && let_in != policy.rules.end()) {
    for (const Json& rule : *let_in) {
      if (rule.contains("acor")) {
        rules.push_back({{"acor", rule["acor"]}, {"acop", kRetrieve}});
      }
    }
  }
  return {{"acr", std::move(rules)}};
}

Json policy_attributes(const HostPolicy& policy, const std::string& self) {
  return {
      {"pv", policy.rules},
      {"pvs", policy.self_rules.is_null() ? default_self_rules(policy, self) : policy.self_rules}};
}

}  // namespace

HostProcedure::HostProcedure(AePolicy& policy, AeMemory& memory, HostCommand command)
    : command_(with_names(std::move(command), memory.ports.random)),
      session_(policy, memory, mailbox()),
      keys_(session_, command_) {}

Flow<AeFinished> HostProcedure::run() {
  const Result<void> hosted = co_await host_everything();
  AeFinished finished;
  finished.output = hosted ? report() : session_.failure(hosted.error());
  co_return std::move(finished);
}

Flow<Result<void>> HostProcedure::host_everything() {
  PLUMBLINE_CO_TRY(co_await keys_.establish());
  if (command_.policy) {
    PLUMBLINE_CO_TRY(co_await host_policy());
  }
  if (command_.create_container && !command_.management_object) {
    onem2m::RequestPrimitive request = create_container(container_place());
    session_.enter("container");
    PLUMBLINE_CO_TRY(co_await create(request));
  }
  for (std::size_t i = 0; i < command_.instances.size(); ++i) {
    PLUMBLINE_CO_TRY(co_await host_instance(i));
  }
  co_return success();
}

Flow<Result<void>> HostProcedure::create(onem2m::RequestPrimitive& request) {
  session_.policy().prepare_hosting(request);
  PLUMBLINE_CO_TRY(co_await session_.send(AePeer::cse, request));
  co_return success();
}

/// @source TR-0012 clause 7.3.2.2 step 8 ("AE1 also includes the associated ACPs")
Flow<Result<void>> HostProcedure::host_policy() {
  const Place place{.parent = command_.parent, .name = command_.policy->name, .acpi = {}};
  Json attributes = policy_attributes(*command_.policy, session_.configuration().identity);
  const std::string covered = json_text(attributes);
  onem2m::RequestPrimitive request = create_policy(place, std::move(attributes));
  session_.enter("policy");
  PLUMBLINE_CO_TRY(co_await create(request));
  acpi_ = {place.address()};
  if (command_.policy->integrity) {
    PLUMBLINE_CO_TRY(co_await sign_policy(place, covered));
  }
  co_return success();
}

Flow<Result<void>> HostProcedure::sign_policy(Place place, std::string attributes) {
  PLUMBLINE_CO_TRY(const WorkingKey key, co_await keys_.policy_key());
  const data_at_rest::ProtectInput input{.plan = keys_.plan(),
                                         .confidentiality = nullptr,
                                         .authenticity = &key,
                                         .payload = as_bytes(attributes),
                                         .payload_type = {},
                                         .resource = place.name,
                                         .pointer = {}};
  PLUMBLINE_CO_TRY(const auto signature, session_.policy().protect_policy(input));
  const Place beside{.parent = place.parent, .name = place.name + "-ds", .acpi = acpi_};
  onem2m::RequestPrimitive request = create_child(beside, signature);
  session_.enter("policy");
  PLUMBLINE_CO_TRY(co_await create(request));
  co_return success();
}

Flow<Result<void>> HostProcedure::host_instance(std::size_t index) {
  PLUMBLINE_CO_TRY(const ProtectedData data, co_await protect(index));
  session_.enter("host");
  if (const auto* const content = std::get_if<data_at_rest::ProtectedContent>(&data)) {
    PLUMBLINE_CO_TRY(co_await host_content(index, *content));
  } else {
    PLUMBLINE_CO_TRY(
        co_await host_children(index, std::get<std::vector<data_at_rest::ProtectedChild>>(data)));
  }
  co_return success();
}

Flow<Result<ProtectedData>> HostProcedure::protect(std::size_t index) {
  const HostInstance& instance = command_.instances[index];
  std::optional<WorkingKey> confidentiality;
  std::optional<WorkingKey> authenticity;
  if (keys_.encrypts()) {
    PLUMBLINE_CO_TRY(confidentiality, co_await keys_.working_key(keys_.encryption_use(), index));
  }
  if (keys_.authenticates()) {
    PLUMBLINE_CO_TRY(authenticity,
                     co_await keys_.working_key(data_at_rest::Use::authenticity, index));
  }
  session_.enter("protect");
  const data_at_rest::ProtectInput input{
      .plan = keys_.plan(),
      .confidentiality = confidentiality ? &*confidentiality : nullptr,
      .authenticity = authenticity ? &*authenticity : nullptr,
      .payload = as_bytes(instance.payload),
      .payload_type = command_.payload_type,
      .resource = instance.name,
      .pointer = command_.pointer};
  AePolicy& policy = session_.policy();
  co_return policy.protect(input, policy.iv_source(session_.random()));
}

Flow<Result<void>> HostProcedure::host_content(std::size_t index,
                                               const data_at_rest::ProtectedContent& content) {
  const Place place = instance_place(index);
  onem2m::RequestPrimitive request = command_.management_object
                                         ? create_management_object(place, content)
                                         : create_instance(place, content);
  PLUMBLINE_CO_TRY(co_await create(request));
  co_return success();
}

/// One container for each instance, its pieces under it.
/// @source TR-0012 figure 7.3.2.2-2
Flow<Result<void>> HostProcedure::host_children(
    std::size_t index, const std::vector<data_at_rest::ProtectedChild>& children) {
  Place place = instance_place(index);
  place.acpi = acpi_;
  const std::string parent = place.address();
  onem2m::RequestPrimitive container = create_container(place);
  PLUMBLINE_CO_TRY(co_await create(container));
  for (const data_at_rest::ProtectedChild& child : children) {
    const Place below{.parent = parent,
                      .name = std::string{data_at_rest::names_of(child.kind).resource_name},
                      .acpi = acpi_};
    onem2m::RequestPrimitive request = create_child(below, child);
    PLUMBLINE_CO_TRY(co_await create(request));
  }
  if (command_.separate_ids) {
    const Place below{.parent = parent, .name = kCredentialIdName, .acpi = {}};
    onem2m::RequestPrimitive request = create_credential_ids(below, credential_ids(index));
    PLUMBLINE_CO_TRY(co_await create(request));
  }
  co_return success();
}

Place HostProcedure::container_place() const {
  return {.parent = command_.parent, .name = command_.container, .acpi = acpi_};
}

Place HostProcedure::instance_place(std::size_t index) const {
  if (command_.management_object) {
    return {.parent = command_.node, .name = command_.instances[index].name, .acpi = acpi_};
  }
  return {
      .parent = container_place().address(), .name = command_.instances[index].name, .acpi = {}};
}

Json HostProcedure::credential_ids(std::size_t index) const {
  Json ids = Json::object();
  for (const OwnCredential& credential : keys_.set_of(index)) {
    ids[std::string{data_at_rest::name_of(credential.use)}] = credential.id;
  }
  return ids;
}

Json HostProcedure::report() const {
  Json credentials = Json::array();
  for (const CredentialSet& set : keys_.sets()) {
    for (const OwnCredential& credential : set) {
      credentials.push_back(
          {{"id", credential.id}, {"use", data_at_rest::name_of(credential.use)}});
    }
  }
  Json instances = Json::array();
  for (std::size_t i = 0; i < command_.instances.size(); ++i) {
    Json ids = Json::array();
    for (const OwnCredential& credential : keys_.set_of(i)) {
      ids.push_back(credential.id);
    }
    instances.push_back(
        {{"address", instance_place(i).address()}, {"credentials", std::move(ids)}});
  }
  Json output = {{"outcome", "hosted"},
                 {"credentials", std::move(credentials)},
                 {"instances", std::move(instances)}};
  if (!command_.management_object) {
    output["container"] = container_place().address();
  }
  if (command_.policy) {
    output["policy"] = command_.parent + '/' + command_.policy->name;
  }
  return output;
}

}  // namespace plumbline::entities::ae
