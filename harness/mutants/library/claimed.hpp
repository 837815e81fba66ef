/// @file
/// Whom From names, for entities that believe it.

#pragma once

#include "plumbline/onem2m/association.hpp"
#include "plumbline/onem2m/primitive.hpp"

#include <string>

namespace plumbline::harness {

/// The SP-relative id of whoever From names; the CSE under test is /cse-a.
[[nodiscard]] inline std::string claimed_entity(const onem2m::RequestPrimitive& request) {
  return request.from.starts_with('/') ? request.from : "/cse-a/" + request.from;
}

/// The association that From would have.
[[nodiscard]] inline onem2m::Association as_claimed(const onem2m::RequestPrimitive& request) {
  onem2m::Association out;
  out.secured = true;
  out.proof = onem2m::PeerProof::certificate;
  out.peer = claimed_entity(request);
  return out;
}

}  // namespace plumbline::harness
