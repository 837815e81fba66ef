/// @file
/// What a TEF lets its peers know of its store.

#pragma once

#include "plumbline/core/result.hpp"

namespace plumbline::entities {

/// `result` of a store: what went wrong inside it is the receiver's fault and stays inside, only
/// "no such credential" and "id in use" are answers to a peer.
template <typename T>
[[nodiscard]] Result<T> from_store(Result<T> result) {
  if (result.has_error() && result.error().code != Errc::not_found &&
      result.error().code != Errc::conflict) {
    return fail(Errc::io, "the credential store failed");
  }
  return result;
}

}  // namespace plumbline::entities
