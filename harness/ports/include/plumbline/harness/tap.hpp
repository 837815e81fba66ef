/// @file
/// Where an adapter hands over every message it sends or receives, with its raw octets.

#pragma once

#include "plumbline/core/bytes.hpp"
#include "plumbline/core/json.hpp"
#include "plumbline/onem2m/association.hpp"

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>

namespace plumbline::harness {

enum class TapKind : std::uint8_t {
  request,   ///< a whole request
  response,  ///< a whole response
  octets,    ///< octets that do not form a message of the binding
  event,     ///< connected, handshake refused, closed, reset, deadline passed
};

struct TapMessage {
  TapKind kind{};
  bool sent = false;             ///< by this end of the connection
  std::uint64_t connection = 0;  ///< unique within the process
  std::uint64_t exchange = 0;    ///< pairs a response with its request on this connection; 0: none
  std::chrono::steady_clock::time_point at;
  Bytes octets;                   ///< exactly as on the wire above TLS; empty for events
  std::optional<Json> primitive;  ///< decoded, when it is an oneM2M primitive
  std::string text;               ///< for events: what happened, e.g. "handshake refused: …"
  onem2m::Association association;
};

class Tap {
 public:
  Tap() = default;
  Tap(const Tap&) = delete;
  Tap& operator=(const Tap&) = delete;
  Tap(Tap&&) = delete;
  Tap& operator=(Tap&&) = delete;
  virtual ~Tap() = default;

  virtual void record(TapMessage message) = 0;
};

}  // namespace plumbline::harness
