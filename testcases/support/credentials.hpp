/// @file
/// What purposes for a TEF have in common: who may retrieve, which key came back, what an answer
/// gives away.

#pragma once

#include "plumbline/core/bytes.hpp"
#include "plumbline/crypto/secret_bytes.hpp"
#include "plumbline/harness/bench.hpp"
#include "plumbline/harness/judge.hpp"
#include "plumbline/onem2m/primitive.hpp"

#include <initializer_list>
#include <string>
#include <string_view>

namespace plumbline::testcases {

// --- stimulus ------------------------------------------------------------------------------------

/// {"tgis":[…]}: the absolute ids of those who may retrieve a credential.
[[nodiscard]] Json targets(const harness::Bench& bench,
                           std::initializer_list<harness::Who> permitted);

/// `a` with the members of `b` added.
[[nodiscard]] Json with(Json a, const Json& b);

/// The source sends a registration on a connection of its own.
harness::Outcome register_as_source(harness::Bench& bench,
                                    std::string_view label,
                                    onem2m::RequestPrimitive request);

/// `who` retrieves on a connection of its own. Observes, under the name `label`, "the key" when the
/// answer gives `expected`, else "another key" or "no key".
harness::Outcome fetch_as(harness::Bench& bench,
                          std::string_view label,
                          harness::Who who,
                          onem2m::RequestPrimitive request,
                          ByteView expected);

/// The retrieval of the key of a container or contentInstance: kind "container" or
/// "content-instance".
[[nodiscard]] onem2m::RequestPrimitive fetch_resource_key(std::string_view relative_id,
                                                          std::string_view kind,
                                                          std::string_view name,
                                                          ByteView nonce);

/// Observes, under "`label` shows a secret", whether the answer, whatever its status, holds one of
/// `secrets` in base64, base64url or hex.
void look_for(harness::Bench& bench,
              std::string_view label,
              const harness::Outcome& outcome,
              std::initializer_list<ByteView> secrets);

// --- judge ---------------------------------------------------------------------------------------

/// fetch_as() observed "the key".
void expect_key(harness::Judge& judge, std::string_view id, std::string_view label);

/// As expect_key(), of several retrievals.
void expect_keys(harness::Judge& judge,
                 std::string_view id,
                 std::initializer_list<std::string_view> labels);

/// look_for() found nothing.
void expect_no_secret(harness::Judge& judge, std::string_view id, std::string_view label);

/// The exchange did not succeed: refused, not answered, or not even sent because the handshake
/// failed. Only where a positive exchange shows that the peer is there.
void expect_not_served(harness::Judge& judge, std::string_view id, std::string_view label);

/// The stimulus observed `name` as true; `expected` and `otherwise` say what that means.
void expect_observed(harness::Judge& judge,
                     std::string_view id,
                     std::string_view name,
                     const std::string& expected,
                     const std::string& otherwise);

}  // namespace plumbline::testcases
