/// @file
/// The attribute e2eSecInfo of <CSEBase>, <remoteCSE> and <AE>.

#pragma once

#include "plumbline/core/bytes.hpp"
#include "plumbline/core/json.hpp"
#include "plumbline/core/result.hpp"

#include <optional>
#include <vector>

namespace plumbline::onem2m {

/// What an entity can do end to end. Nothing in it is authentic: whoever hosts it may change it.
/// @source TS-0004 clause 6.3.5.52
struct E2eSecInfo {
  std::vector<int> features;               ///< supportedE2ESecFeatures, m2m:suid
  std::vector<Bytes> certificates;         ///< DER, end-entity first (our choice)
  std::optional<Json> shared_rand_object;  ///< sharedReceiverESPrimRandObject, as it stands there
};

/// Reads the value of the attribute: {"esf":[13,33],"escert":["…"],"esro":{…}}.
///
/// @return Errc::malformed or Errc::invalid_value naming the member.
[[nodiscard]] Result<E2eSecInfo> parse_e2e_sec_info(const Json& value);

/// The reverse.
[[nodiscard]] Json to_json(const E2eSecInfo& info);

}  // namespace plumbline::onem2m
