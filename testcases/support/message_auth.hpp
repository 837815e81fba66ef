/// @file
/// The tester as one end of message authentication, step by step, so that a purpose can do any one
/// of the steps otherwise.

#pragma once

#include "plumbline/core/bytes.hpp"
#include "plumbline/harness/bench.hpp"
#include "plumbline/harness/purpose.hpp"
#include "plumbline/message_auth/credential.hpp"
#include "plumbline/message_auth/message.hpp"
#include "plumbline/onem2m/primitive.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace plumbline::testcases {

/// Each of `variants`, or one without parameters, in JSON: no other serialization but CBOR carries
/// messages.
[[nodiscard]] std::vector<harness::Variant> in_json(std::vector<harness::Variant> variants = {});

/// Who has a credential with the CSE under test.
struct Correspondent {
  message_auth::Credential credential;
  std::string id;          ///< absolute
  std::string peer;        ///< absolute id of the CSE
  std::uint64_t next = 0;  ///< number of its next message
};

/// Preamble: `who` (of a CSE the AE behind it) with its credential, whose keys are withheld.
/// @throws harness::PreambleRefused when the SUT file gives none
[[nodiscard]] Correspondent arrange_correspondent(harness::Bench& bench,
                                                  harness::Who who = harness::Who::source);

/// What goes into a protected message.
struct MessageContent {
  message_auth::MessageHeader header;
  message_auth::Protection protection{};
  message_auth::Credential credential;
  Bytes plaintext;
};

/// An inner request as it should be protected, with the next number. From is the correspondent,
/// SP-relative, and the Request Identifier new, where they are empty.
[[nodiscard]] MessageContent message_of(
    harness::Bench& bench,
    Correspondent& correspondent,
    onem2m::RequestPrimitive inner,
    message_auth::Protection protection = message_auth::Protection::both);

[[nodiscard]] std::string seal(harness::Bench& bench, const MessageContent& content);

/// NOTIFY of `correspondent` to the CSE under test with that message.
[[nodiscard]] onem2m::RequestPrimitive carrying(const harness::Bench& bench,
                                                const Correspondent& correspondent,
                                                const std::string& message);

/// The message in a content {"e2e:ma":{"env":…}}; empty when there is none.
[[nodiscard]] std::string message_in(const Json& content);

/// Sends an outer request and observes what came back under "<label>: inner" (see inner_of), with
/// "protection", "number" (sqn) and "age" (seconds since ts).
void exchange_message(harness::Bench& bench,
                      std::string_view label,
                      harness::Peer& peer,
                      const Correspondent& correspondent,
                      onem2m::RequestPrimitive outer);

/// Protects `inner`, sends it and opens the answer.
void exchange_protected(harness::Bench& bench,
                        std::string_view label,
                        harness::Peer& peer,
                        Correspondent& correspondent,
                        onem2m::RequestPrimitive inner,
                        message_auth::Protection protection = message_auth::Protection::both);

}  // namespace plumbline::testcases
