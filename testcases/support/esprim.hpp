/// @file
/// The tester as originator of protected primitives, step by step, so that a purpose can do any one
/// of the steps otherwise.

#pragma once

#include "plumbline/crypto/secret_bytes.hpp"
#include "plumbline/esprim/esprim_object.hpp"
#include "plumbline/esprim/rand_object.hpp"
#include "plumbline/harness/bench.hpp"
#include "plumbline/harness/judge.hpp"
#include "plumbline/onem2m/primitive.hpp"

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace plumbline::testcases {

/// What the tester and the CSE under test share.
struct EsprimSession {
  std::string key_id;
  std::shared_ptr<const crypto::SecretBytes> pairwise_key;
  esprim::RandObject receiver;
  esprim::RandObject originator;
  std::shared_ptr<const crypto::SecretBytes> key;  ///< sessionESPrimKey
};

/// NOTIFY to the CSE under test with m2m:seci {"sit":3}.
[[nodiscard]] onem2m::RequestPrimitive ask_for_rand_object(const harness::Bench& bench);

/// The random object in an answer to that; nothing when there is none.
[[nodiscard]] std::optional<esprim::RandObject> rand_object_in(const harness::Bench& bench,
                                                               const harness::Outcome& outcome);

/// An originator's random object for `receiver`: A256GCM if that has it, else what it has, and
/// expiring with it or after an hour.
[[nodiscard]] esprim::RandObject originator_object_for(harness::Bench& bench,
                                                       const esprim::RandObject& receiver);

/// Preamble: `who` asks the CSE for a random object ("ask") and makes a session with its own.
/// @throws harness::PreambleRefused when none is handed out
[[nodiscard]] EsprimSession arrange_session(harness::Bench& bench,
                                            harness::Peer& peer,
                                            harness::Who who = harness::Who::source);

/// The same under another key than the one that was provisioned beforehand.
[[nodiscard]] EsprimSession arrange_session(harness::Bench& bench,
                                            harness::Peer& peer,
                                            const harness::SharedKey& pairwise);

/// The key that `who` shares with the CSE.
/// @throws harness::PreambleRefused when the SUT file gives none
[[nodiscard]] const harness::SharedKey& pairwise_key_of(const harness::Bench& bench,
                                                        harness::Who who);

/// The session under `pairwise` with those random objects; its key is withheld.
[[nodiscard]] EsprimSession make_session(harness::Bench& bench,
                                         const harness::SharedKey& pairwise,
                                         esprim::RandObject receiver,
                                         esprim::RandObject originator);

/// What goes into an ESPrim Object.
struct EsprimContent {
  esprim::ObjectHeader header;
  Bytes plaintext;
  std::shared_ptr<const crypto::SecretBytes> key;
};

/// An inner request as it should be protected: with the random object of the originator enclosed.
/// From is that of the source, SP-relative, and the Request Identifier new, where they are empty.
[[nodiscard]] EsprimContent protection_of(harness::Bench& bench,
                                          const EsprimSession& session,
                                          onem2m::RequestPrimitive inner);

/// The ESPrim Object of `content`, whose enc is one of ESPrim.
[[nodiscard]] std::string seal(harness::Bench& bench, const EsprimContent& content);

/// The same with the header as `change` leaves it: the object verifies all the same.
[[nodiscard]] std::string seal_changed(harness::Bench& bench,
                                       const EsprimContent& content,
                                       const std::function<void(Json& header)>& change);

/// NOTIFY to the CSE under test with an ESPrim Object.
[[nodiscard]] onem2m::RequestPrimitive carrying(const harness::Bench& bench,
                                                const std::string& object);

/// Sends an ESPrim Object and observes what came back under "<label>: inner" (see inner_of), with
/// "session":"same" where it is of that session.
/// @return the inner response; nothing when none could be opened
std::optional<onem2m::ResponsePrimitive> exchange_object(harness::Bench& bench,
                                                         std::string_view label,
                                                         harness::Peer& peer,
                                                         const EsprimSession& session,
                                                         const std::string& object);

/// Protects `inner`, sends it and opens the answer.
std::optional<onem2m::ResponsePrimitive> exchange_protected(harness::Bench& bench,
                                                            std::string_view label,
                                                            harness::Peer& peer,
                                                            const EsprimSession& session,
                                                            onem2m::RequestPrimitive inner);

/// The object under `label` was refused with `status`, in clear or within the session: the sources
/// have both.
void expect_object_refused(harness::Judge& judge,
                           std::string_view assertion,
                           std::string_view label,
                           int status);

}  // namespace plumbline::testcases
