/// @file
/// The oneM2M CoAP binding (TS-0008) on sockets: CoAP over UDP, plain and over DTLS 1.2.

#pragma once

#include "plumbline/adapters/coap/codec.hpp"
#include "plumbline/adapters/loop/binding.hpp"

#include <memory>

namespace plumbline::adapters::coap {

/// The binding "coap" (schemes coap, coaps) on `loop`, with option numbers of one release. Messages
/// are confirmable; bodies are cut into blocks; a response that is not ready at once is separate.
[[nodiscard]] std::unique_ptr<loop::Binding> make_coap_binding(
    std::shared_ptr<loop::Loop> loop, OptionNumbers numbers = OptionNumbers::r3);

}  // namespace plumbline::adapters::coap
