/// @file
/// Response Status Codes of ESPrim alone.

#pragma once

#include "plumbline/onem2m/status.hpp"

namespace plumbline::esprim {

/// @source TS-0004 clauses 6.6.3.5, 6.6.3.6, 7.6.2
inline constexpr onem2m::Status kUnsupportedOption{4111};
inline constexpr onem2m::Status kUnknownKeyId{4112};  ///< or one that has expired
inline constexpr onem2m::Status kUnknownOriginatorRandId{4113};
inline constexpr onem2m::Status kUnknownReceiverRandId{4114};
inline constexpr onem2m::Status kBadMac{4115};
inline constexpr onem2m::Status kImpersonation{4116};
inline constexpr onem2m::Status kDecryptionError{5210};
inline constexpr onem2m::Status kEncryptionError{5211};

}  // namespace plumbline::esprim
