/// @file
/// The one error vocabulary of the project: Result<T> and Error.

#pragma once

#include <boost/outcome/basic_result.hpp>
#include <boost/outcome/policy/throw_bad_result_access.hpp>
#include <boost/outcome/success_failure.hpp>
#include <boost/outcome/try.hpp>

#include <cstdint>
#include <source_location>
#include <string>
#include <string_view>
#include <utility>

namespace plumbline {

/// Why an operation refused its input. Stable: vectors, the exec protocol and reports name these.
enum class Errc : std::uint8_t {
  malformed,              ///< octets do not parse as the expected structure
  invalid_length,         ///< a size is outside what the algorithm or the clause allows
  invalid_value,          ///< a well-formed member has a value that the clause does not allow
  too_large,              ///< a bound on size, depth or count was exceeded
  authentication_failed,  ///< a tag, MAC, signature or certificate did not verify
  algorithm_not_allowed,  ///< an algorithm that the policy in force does not open
  key_not_found,          ///< no key matches the object
  key_mismatch,           ///< a key of another type, use or size than the algorithm is bound to
  unsupported,            ///< a legal value that this implementation does not implement
  not_permitted,          ///< the requester lacks the privilege
  not_found,              ///< no such thing
  expired,                ///< its lifetime is over
  conflict,               ///< it exists already
  timed_out,              ///< the peer did not answer before the deadline
  unreachable,            ///< no connection, or the handshake was refused
  io,                     ///< a file, store or process failed
};

/// The stable lower-case name of `code`, e.g. "authentication_failed".
[[nodiscard]] std::string_view name_of(Errc code) noexcept;

struct Error {
  Errc code{};
  std::string detail;  ///< what and where, for people and logs; holds no secret
  std::source_location where;
};

/// "code: detail", for logs and messages.
[[nodiscard]] std::string to_string(const Error& error);

/// A value or the reason there is none. Dropping one is a compiler warning.
template <typename T>
using Result = BOOST_OUTCOME_V2_NAMESPACE::basic_result<
    T,
    Error,
    BOOST_OUTCOME_V2_NAMESPACE::policy::throw_bad_result_access<Error, void>>;

using BOOST_OUTCOME_V2_NAMESPACE::success;

[[nodiscard]] inline Error fail(Errc code,
                                std::string detail = {},
                                std::source_location where = std::source_location::current()) {
  return Error{.code = code, .detail = std::move(detail), .where = where};
}

}  // namespace plumbline

// NOLINTBEGIN(cppcoreguidelines-macro-usage): early return cannot be written as a function.
/// PLUMBLINE_TRY(auto x, f()) or PLUMBLINE_TRY(f()): the value, or return the error to the caller.
#define PLUMBLINE_TRY(...) BOOST_OUTCOME_TRY(__VA_ARGS__)
// NOLINTEND(cppcoreguidelines-macro-usage)
