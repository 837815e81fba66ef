/// @file
/// Where the NOTIFYs of security procedures go.

#pragma once

#include "plumbline/onem2m/identifier.hpp"

#include <string>

namespace plumbline::entities::ae {

/// The end-point that a command names, each part empty where the command leaves it out.
struct NamedReceiver {
  std::string id;       ///< absolute; empty: the CSE of the AE
  std::string address;  ///< empty: "<CSE-ID>/-" of the receiver
};

/// The same in full. The address is SP-relative where `own` (absolute AE-ID) is of the same service
/// provider, absolute otherwise.
[[nodiscard]] NamedReceiver in_full(NamedReceiver named, const std::string& own);

/// The CSE that an absolute AE-ID belongs to.
[[nodiscard]] onem2m::NodeIdentity registrar_of(const std::string& own);

}  // namespace plumbline::entities::ae
