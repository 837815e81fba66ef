/// @file
/// The protected header of a message as JOSE has it.

#pragma once

#include "plumbline/jose/header.hpp"
#include "plumbline/message_auth/message.hpp"

#include <string_view>

namespace plumbline::message_auth {

/// cty around a compact JWS, RFC 7516 clause 4.1.12.
inline constexpr std::string_view kNestedType = "jose";

/// Errors as read_message.
[[nodiscard]] Result<MessageHeader> read_header(const jose::Header& header);

/// What alg, enc and cty stand for; Errc::algorithm_not_allowed for none of the protections.
[[nodiscard]] Result<Protection> protection_of(const jose::Header& header);

/// alg enc? kid cty? src dst sqn ts, in this order, so that a known answer has one spelling.
[[nodiscard]] Result<jose::Header> write_header(const MessageHeader& header,
                                                std::string_view alg,
                                                std::string_view enc);

}  // namespace plumbline::message_auth
