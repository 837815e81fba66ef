/// @file
/// The oneM2M CoAP binding (TS-0008) on sockets: CoAP over UDP, plain and over DTLS 1.2.

#pragma once

#include "plumbline/adapters/loop/binding.hpp"

#include <memory>

namespace plumbline::adapters::coap {

/// The binding "coap" (schemes coap, coaps) on `loop`, with the option numbers of TS-0008 unless
/// the dialect of a peer has older ones. Messages are confirmable; bodies are cut into blocks; a
/// response that is not ready at once is separate.
[[nodiscard]] std::unique_ptr<loop::Binding> make_coap_binding(std::shared_ptr<loop::Loop> loop);

}  // namespace plumbline::adapters::coap
