/// @file
/// The way of one ESPrim Object through the checks of a receiver.

#pragma once

#include "plumbline/core/clock.hpp"
#include "plumbline/esprim/esprim_object.hpp"
#include "plumbline/esprim/pairwise_keys.hpp"
#include "plumbline/esprim/receiver_policy.hpp"
#include "plumbline/esprim/session.hpp"
#include "plumbline/onem2m/primitive.hpp"

#include "receiver_memory.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace plumbline::esprim {

/// What the checks look at besides the object.
struct OpeningContext {
  const ReceiverConfiguration& configuration;
  const PairwiseKeys& keys;
  ReceiverPolicy& policy;
  const IssuedObjects& issued;
  SeenObjects& seen;
  TimePoint now;
  std::string_view from;  ///< of the outer request, absolute
};

class Opening {
 public:
  using Fault = std::optional<onem2m::PrimitiveFault>;

  Opening(const OpeningContext& context, std::string_view jwe) : context_(context), jwe_(jwe) {}

  /// Makes the checks in their order, up to the first that fails.
  [[nodiscard]] Fault run();

  [[nodiscard]] const ObjectHeader& header() const { return object_.header; }

  /// The pairwise key; nullptr when it is not known.
  [[nodiscard]] const PairwiseKey* key() const { return key_; }

  [[nodiscard]] bool authentic() const { return authentic_; }

  /// The session, once it could be derived.
  [[nodiscard]] std::optional<Session>& session() { return session_; }

  /// Who the receiver object was handed out to; after run() only.
  [[nodiscard]] const std::optional<std::string>& issued_to() const { return issued_->originator; }

  /// The inner request; after run() only.
  [[nodiscard]] onem2m::RequestPrimitive& inner() { return inner_; }

 private:
  Fault read();
  Fault find_key();
  Fault find_receiver_object();
  Fault find_originator_object();
  Fault check_key_generation();
  Fault check_protocol();
  Fault open();
  Fault remember();
  Fault read_inner();
  Fault check_from();

  const OpeningContext& context_;
  std::string_view jwe_;
  ReadObject object_;
  const PairwiseKey* key_ = nullptr;
  const IssuedObject* issued_ = nullptr;
  RandObject originator_;
  std::optional<Session> session_;
  bool authentic_ = false;
  Bytes plaintext_;
  onem2m::RequestPrimitive inner_;
};

}  // namespace plumbline::esprim
