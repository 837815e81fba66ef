/// @file
/// The content of requests to a TEF, and of its answers.

#pragma once

#include "plumbline/core/json.hpp"
#include "plumbline/core/result.hpp"
#include "plumbline/entities/tef/credential_record.hpp"
#include "plumbline/entities/tef/tef_configuration.hpp"
#include "plumbline/entities/tef/tef_policy.hpp"
#include "plumbline/onem2m/primitive.hpp"

#include <optional>
#include <string>
#include <vector>

namespace plumbline::entities {

/// Root member of a <symmKeyReg>.
inline constexpr const char* kCredentialRoot = "sec:skr";

/// Attributes that a CREATE and an UPDATE have in common.
struct CredentialAttributes {
  std::optional<TimePoint> expiry;
  std::optional<std::vector<std::string>> labels;
  std::optional<std::vector<std::string>> targets;  ///< absolute ids
};

struct CredentialCreation {
  std::string chosen_id;  ///< empty when absent
  std::string fqdn;
  unsigned suid = 0;
  std::string admin_fqdn;                        ///< empty when absent
  std::optional<crypto::SecretBytes> key_value;  ///< of the source's own
  data_at_rest::CryptoParams parameters;         ///< src is absent exactly with a key_value
  CredentialAttributes attributes;
};

/// Reads the content of a CREATE. Errc::malformed or Errc::invalid_value naming the member.
[[nodiscard]] Result<CredentialCreation> read_creation(const Json& content,
                                                       const TefConfiguration& configuration,
                                                       TimePoint now);

/// Reads the content of an UPDATE; at least one attribute must be there. Errors as above.
[[nodiscard]] Result<CredentialAttributes> read_update(const Json& content,
                                                       const TefConfiguration& configuration,
                                                       TimePoint now);

/// Reads the query members e2e:*. Errc::invalid_value or Errc::malformed naming the one at fault.
[[nodiscard]] Result<ResourceSelector> read_selector(const onem2m::Parameters& query);

/// Attributes of the resource without its key. `usage` becomes e2e:cp.
[[nodiscard]] Json represent(const CredentialRecord& record,
                             const TefConfiguration& configuration,
                             Json usage);

}  // namespace plumbline::entities
