/// @file
/// Messages of peers whose maker declared a dialect.

#pragma once

#include "plumbline/adapters/coap/codec.hpp"
#include "plumbline/adapters/coap/message.hpp"
#include "plumbline/harness/dialect.hpp"

#include <optional>

namespace plumbline::adapters::coap {

/// `message` as the standard would have it: what `dialect` declares is taken out, and counts as
/// used. Nothing where there is nothing to take out: a body may be large, and most come as they
/// should.
[[nodiscard]] std::optional<Message> without_deviations(const Message& message,
                                                        OptionNumbers numbers,
                                                        const harness::Dialect& dialect);

}  // namespace plumbline::adapters::coap
