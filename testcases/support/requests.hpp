/// @file
/// The requests of the data-at-rest procedures, as test purposes send them.

#pragma once

#include "plumbline/core/bytes.hpp"
#include "plumbline/harness/bench.hpp"
#include "plumbline/onem2m/primitive.hpp"

#include <string>
#include <string_view>

namespace plumbline::testcases {

/// The CSEBase under test, SP-relative: "/cse-a/-".
[[nodiscard]] std::string base_of(const harness::Bench& bench);

/// The id of an actor, SP-relative: "/cse-a/Csource".
[[nodiscard]] std::string id_of(const harness::Bench& bench, harness::Who who);

[[nodiscard]] onem2m::RequestPrimitive create(std::string to, std::uint32_t type, Json content);
[[nodiscard]] onem2m::RequestPrimitive retrieve(std::string to);
[[nodiscard]] onem2m::RequestPrimitive update(std::string to, Json content);
[[nodiscard]] onem2m::RequestPrimitive remove(std::string to);

/// A request that is to travel inside another: `from` and a new Request Identifier where it has
/// none, and the release of the world.
[[nodiscard]] onem2m::RequestPrimitive completed(const harness::Bench& bench,
                                                 onem2m::RequestPrimitive inner,
                                                 const std::string& from);

/// A step of the preamble: exchanges `request`, which must succeed, or nothing can be tested.
/// @throws harness::PreambleRefused naming the step and the answer
harness::Outcome arrange(harness::Bench& bench,
                         std::string_view label,
                         harness::Peer& peer,
                         onem2m::RequestPrimitive request);

/// POST /- of a credential with its own value.
/// @param extra further members of the resource, or other values: tgis, et, rn, suid, e2e:cp …
[[nodiscard]] onem2m::RequestPrimitive register_key(const harness::Bench& bench,
                                                    const crypto::SecretBytes& key,
                                                    Json extra = Json::object());

/// POST /- of a credential that the TEF makes or derives, as `params` (e2e:cp) says.
[[nodiscard]] onem2m::RequestPrimitive register_made(const harness::Bench& bench,
                                                     Json params,
                                                     Json extra = Json::object());

/// GET /-/<relative id>.
[[nodiscard]] onem2m::RequestPrimitive fetch_key(std::string_view relative_id);

/// The credential in a response that succeeded; null JSON otherwise.
[[nodiscard]] const Json& credential_in(const harness::Outcome& outcome);

/// Text of one of its members; empty where there is none.
[[nodiscard]] std::string text_in(const harness::Outcome& outcome, std::string_view member);

/// RelativeKeyID of a registration that succeeded; empty otherwise.
[[nodiscard]] std::string relative_id(const harness::Outcome& registered);

/// Octets of `kv` in a retrieval that succeeded; empty otherwise.
[[nodiscard]] Bytes key_in(const harness::Outcome& fetched);

}  // namespace plumbline::testcases
