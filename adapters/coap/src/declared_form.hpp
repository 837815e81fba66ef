/// @file
/// Messages of peers whose maker declared a dialect.

#pragma once

#include "plumbline/adapters/coap/codec.hpp"
#include "plumbline/adapters/coap/message.hpp"
#include "plumbline/harness/dialect.hpp"

namespace plumbline::adapters::coap {

/// `message` as the standard would have it: what `dialect` declares is taken out, and counts as
/// used where it was there. Without a declaration the message is as it came.
[[nodiscard]] Message without_deviations(Message message,
                                         OptionNumbers numbers,
                                         const harness::Dialect& dialect);

}  // namespace plumbline::adapters::coap
