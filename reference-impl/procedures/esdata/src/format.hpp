/// @file
/// What every object format does for ESData. What the formats have in common is checked around
/// them, by seal() and open().

#pragma once

#include "plumbline/core/random.hpp"
#include "plumbline/core/result.hpp"
#include "plumbline/esdata/open.hpp"
#include "plumbline/esdata/seal.hpp"
#include "plumbline/jose/jwe.hpp"

#include "content.hpp"
#include "held_keys.hpp"

#include <string>

namespace plumbline::esdata {

struct Format {
  /// The object for a request whose credentials are those of its class, and whose algorithms are
  /// open.
  Result<std::string> (*seal)(const SealRequest& request,
                              const jose::KnownAnswerInputs& fixed,
                              RandomSource& random);
  /// Whatever class the object is of.
  Result<Opened> (*open)(const Object& object, const HeldKeys& keys);
};

[[nodiscard]] Format format_of(Form form) noexcept;

[[nodiscard]] Result<std::string> seal_jose(const SealRequest& request,
                                            const jose::KnownAnswerInputs& fixed,
                                            RandomSource& random);
[[nodiscard]] Result<Opened> open_jose(const Object& object, const HeldKeys& keys);

[[nodiscard]] Result<std::string> seal_xml(const SealRequest& request,
                                           const jose::KnownAnswerInputs& fixed,
                                           RandomSource& random);
[[nodiscard]] Result<Opened> open_xml(const Object& object, const HeldKeys& keys);

[[nodiscard]] Result<std::string> seal_cms(const SealRequest& request,
                                           const jose::KnownAnswerInputs& fixed,
                                           RandomSource& random);
[[nodiscard]] Result<Opened> open_cms(const Object& object, const HeldKeys& keys);

}  // namespace plumbline::esdata
