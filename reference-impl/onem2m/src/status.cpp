#include "plumbline/onem2m/status.hpp"

#include <algorithm>
#include <array>

namespace plumbline::onem2m {

namespace {

/// TS-0004 clause 6.6.3 with TS-0009 table 6.3.2-1 and TS-0008 table 6.2.4-1, by number. Where CoAP
/// has two codes (1002, 2000) this is the one for a request that is no NOTIFY. 4128 has no mapping
/// in either binding; 403 is our choice.
constexpr auto kMappings = std::to_array<StatusMapping>({
    {1000, "ACCEPTED", 202, 0},
    {1001, "ACCEPTED", 202, 201},
    {1002, "ACCEPTED", 202, 201},
    {2000, "OK", 200, 205},
    {2001, "CREATED", 201, 201},
    {2002, "DELETED", 200, 202},
    {2004, "UPDATED", 200, 204},
    {4000, "BAD_REQUEST", 400, 400},
    {4001, "RELEASE_VERSION_NOT_SUPPORTED", 501, 501},
    {4004, "NOT_FOUND", 404, 404},
    {4005, "OPERATION_NOT_ALLOWED", 405, 405},
    {4008, "REQUEST_TIMEOUT", 504, 504},
    {4015, "UNSUPPORTED_MEDIA_TYPE", 415, 415},
    {4101, "SUBSCRIPTION_CREATOR_HAS_NO_PRIVILEGE", 403, 403},
    {4102, "CONTENTS_UNACCEPTABLE", 400, 400},
    {4103, "ORIGINATOR_HAS_NO_PRIVILEGE", 403, 403},
    {4104, "GROUP_REQUEST_IDENTIFIER_EXISTS", 409, 400},
    {4105, "CONFLICT", 409, 403},
    {4106, "ORIGINATOR_NOT_AUTHENTICATED", 403, 403},
    {4107, "SECURITY_ASSOCIATION_REQUIRED", 403, 403},
    {4108, "INVALID_CHILD_RESOURCE_TYPE", 403, 403},
    {4109, "NO_MEMBERS", 403, 403},
    {4110, "GROUP_MEMBER_TYPE_INCONSISTENT", 400, 400},
    {4111, "ESPRIM_UNSUPPORTED_OPTION", 403, 403},
    {4112, "ESPRIM_UNKNOWN_KEY_ID", 403, 403},
    {4113, "ESPRIM_UNKNOWN_ORIG_RAND_ID", 403, 403},
    {4114, "ESPRIM_UNKNOWN_RECV_RAND_ID", 403, 403},
    {4115, "ESPRIM_BAD_MAC", 403, 403},
    {4116, "ESPRIM_IMPERSONATION_ERROR", 403, 403},
    {4117, "ORIGINATOR_HAS_ALREADY_REGISTERED", 403, 403},
    {4118, "ONTOLOGY_NOT_AVAILABLE", 404, 404},
    {4119, "LINKED_SEMANTICS_NOT_AVAILABLE", 404, 404},
    {4120, "INVALID_SEMANTICS", 400, 402},
    {4121, "MASHUP_MEMBER_NOT_FOUND", 404, 404},
    {4122, "INVALID_TRIGGER_PURPOSE", 400, 402},
    {4123, "ILLEGAL_TRANSACTION_STATE_TRANSITION_ATTEMPTED", 400, 400},
    {4124, "BLOCKING_SUBSCRIPTION_ALREADY_EXISTS", 409, 400},
    {4125, "SPECIALIZATION_SCHEMA_NOT_FOUND", 501, 501},
    {4126, "APP_RULE_VALIDATION_FAILED", 403, 403},
    {4127, "OPERATION_DENIED_BY_REMOTE_ENTITY", 403, 403},
    {4128, "SERVICE_SUBSCRIPTION_NOT_ESTABLISHED", 403, 403},
    {4143, "INVALID_SPARQL_QUERY", 400, 400},
    {5000, "INTERNAL_SERVER_ERROR", 500, 500},
    {5001, "NOT_IMPLEMENTED", 501, 501},
    {5103, "TARGET_NOT_REACHABLE", 404, 404},
    {5105, "RECEIVER_HAS_NO_PRIVILEGE", 403, 403},
    {5106, "ALREADY_EXISTS", 409, 400},
    {5107, "REMOTE_ENTITY_NOT_REACHABLE", 404, 404},
    {5203, "TARGET_NOT_SUBSCRIBABLE", 403, 403},
    {5204, "SUBSCRIPTION_VERIFICATION_INITIATION_FAILED", 500, 500},
    {5205, "SUBSCRIPTION_HOST_HAS_NO_PRIVILEGE", 403, 403},
    {5206, "NON_BLOCKING_SYNCH_REQUEST_NOT_SUPPORTED", 501, 501},
    {5207, "NOT_ACCEPTABLE", 406, 406},
    {5208, "DISCOVERY_DENIED_BY_IPE", 403, 403},
    {5209, "GROUP_MEMBERS_NOT_RESPONDED", 500, 500},
    {5210, "ESPRIM_DECRYPTION_ERROR", 500, 500},
    {5211, "ESPRIM_ENCRYPTION_ERROR", 500, 500},
    {5212, "SPARQL_UPDATE_ERROR", 500, 500},
    {5214, "TARGET_HAS_NO_SESSION_CAPABILITY", 403, 403},
    {5215, "SESSION_IS_ONLINE", 403, 403},
    {5216, "JOIN_MULTICAST_GROUP_FAILED", 500, 500},
    {5217, "LEAVE_MULTICAST_GROUP_FAILED", 500, 500},
    {5218, "TRIGGERING_DISABLED_FOR_RECIPIENT", 403, 403},
    {5219, "UNABLE_TO_REPLACE_REQUEST", 409, 400},
    {5220, "UNABLE_TO_RECALL_REQUEST", 409, 400},
    {5221, "CROSS_RESOURCE_OPERATION_FAILURE", 500, 500},
    {5222, "TRANSACTION_PROCESSING_IS_INCOMPLETE", 403, 403},
    {6003, "EXTERNAL_OBJECT_NOT_REACHABLE", 404, 404},
    {6005, "EXTERNAL_OBJECT_NOT_FOUND", 404, 404},
    {6010, "MAX_NUMBER_OF_MEMBER_EXCEEDED", 400, 400},
    {6020, "MGMT_SESSION_CANNOT_BE_ESTABLISHED", 500, 500},
    {6021, "MGMT_SESSION_ESTABLISHMENT_TIMEOUT", 500, 500},
    {6022, "INVALID_CMDTYPE", 400, 400},
    {6023, "INVALID_ARGUMENTS", 400, 400},
    {6024, "INSUFFICIENT_ARGUMENTS", 400, 400},
    {6025, "MGMT_CONVERSION_ERROR", 500, 500},
    {6026, "MGMT_CANCELLATION_FAILED", 500, 500},
    {6028, "ALREADY_COMPLETE", 409, 400},
    {6029, "MGMT_COMMAND_NOT_CANCELLABLE", 409, 400},
    {6030, "EXTERNAL_OBJECT_NOT_REACHABLE_BEFORE_RQET_TIMEOUT", 504, 504},
    {6031, "EXTERNAL_OBJECT_NOT_REACHABLE_BEFORE_OET_TIMEOUT", 504, 504},
});

static_assert(std::ranges::is_sorted(kMappings, {}, &StatusMapping::rsc));

}  // namespace

std::optional<StatusMapping> mapping_of(unsigned rsc) noexcept {
  const auto* const row = std::ranges::lower_bound(kMappings, rsc, {}, &StatusMapping::rsc);
  if (row == kMappings.end() || row->rsc != rsc) {
    return std::nullopt;
  }
  return *row;
}

unsigned http_status_of(Status status) noexcept {
  if (const auto row = mapping_of(number_of(status))) {
    return row->http;
  }
  const unsigned response_class = number_of(status) / 1000;
  if (response_class == 4) {
    return 400;
  }
  return response_class < 4 && response_class > 0 ? 200 : 500;
}

std::string name_of(Status status) {
  std::string name = std::to_string(number_of(status));
  if (const auto row = mapping_of(number_of(status))) {
    name += ' ';
    name += row->name;
  }
  return name;
}

}  // namespace plumbline::onem2m
