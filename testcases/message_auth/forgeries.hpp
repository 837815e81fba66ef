/// @file
/// Messages with one fault each.

#pragma once

#include "plumbline/harness/bench.hpp"
#include "plumbline/onem2m/primitive.hpp"

#include "support/message_auth.hpp"

#include <functional>
#include <string>

namespace plumbline::testcases {

/// What a message is made of before the fault.
struct Forgery {
  harness::Bench& bench;
  Correspondent& correspondent;
  onem2m::RequestPrimitive inner;
};

/// Gives the message with the fault of that name.
using Forge = std::function<std::string(Forgery forgery, const std::string& fault)>;

/// A JWS with something changed after the MIC was made: "header", "payload", "mic", "short-mic";
/// or made with another key: "other-key".
[[nodiscard]] std::string altered_integrity(Forgery forgery, const std::string& fault);

/// The same of a JWE: "header", "iv", "ciphertext", "tag", "short-tag", "other-key"; "inner-mic": a
/// right tag around a MIC with another key.
[[nodiscard]] std::string altered_encryption(Forgery forgery, const std::string& fault);

/// Not protected by anything that both ends have: "alg-none", "no-mic", "in-clear", "unknown-key".
[[nodiscard]] std::string unprotected(Forgery forgery, const std::string& fault);

/// An hour off: "past", "future".
[[nodiscard]] std::string untimely(Forgery forgery, const std::string& fault);

/// A number far behind that of the last message.
[[nodiscard]] std::string behind_the_window(Forgery forgery, const std::string& fault);

/// Right but for the parties, which are not those of the credential: "other-source" (the client),
/// "other-destination"; or which have changed places: "reflected".
[[nodiscard]] std::string between_others(Forgery forgery, const std::string& fault);

/// With From of the client inside.
[[nodiscard]] std::string impersonating(Forgery forgery, const std::string& fault);

}  // namespace plumbline::testcases
