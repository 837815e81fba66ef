/// @file
/// The argument of e2e.host.

#pragma once

#include "plumbline/core/json.hpp"
#include "plumbline/data_at_rest/protect.hpp"
#include "plumbline/entities/ae/ae_policy.hpp"

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace plumbline::entities::ae {

struct HostInstance {
  std::string payload;
  std::string name;  ///< empty: drawn at random
};

enum class HostKeySource : std::uint8_t { own, random, exporter, ke };
enum class SaltChoice : std::uint8_t { random, none, given };

struct HostPolicy {
  std::string name;
  Json rules;       ///< pv
  Json self_rules;  ///< pvs; null: everything for this AE
  bool integrity = false;
};

struct HostCommand {
  std::string container;
  std::string parent = "-";
  bool create_container = true;
  bool management_object = false;
  std::string node;  ///< below which a management object goes
  std::vector<HostInstance> instances;
  std::string payload_type = "text/plain";
  std::string pointer;
  data_at_rest::ProtectionPlan plan;  ///< its salt is set when the procedure runs
  data_at_rest::KeyScope scope = data_at_rest::KeyScope::instance;
  data_at_rest::KeyScope authenticity_scope = data_at_rest::KeyScope::instance;
  bool by_time = false;
  SaltChoice salt = SaltChoice::random;
  Bytes given_salt;
  HostKeySource key_source = HostKeySource::own;
  std::string ke;
  AeCredentialIdForm credential_id = AeCredentialIdForm::minted;
  bool credential_per_instance = false;
  bool separate_ids = false;  ///< carrier "child"
  bool register_params = true;
  std::vector<std::string> targets;
  std::optional<std::chrono::seconds> lifetime;
  std::optional<HostPolicy> policy;
};

/// @return Errc::malformed or Errc::invalid_value naming the member, also an unknown one, and
///         combinations that make no sense.
[[nodiscard]] Result<HostCommand> parse_host_command(const Json& argument);

}  // namespace plumbline::entities::ae
