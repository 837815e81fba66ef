/// @file
/// Ownership of what C libraries make.

#pragma once

#include <memory>

namespace plumbline {

template <auto kFree>
struct FreedBy {
  template <typename T>
  void operator()(T* object) const noexcept {
    kFree(object);
  }
};

/// Frees with the library's own function, e.g. Owned<BIO, BIO_free_all>.
template <typename T, auto kFree>
using Owned = std::unique_ptr<T, FreedBy<kFree>>;

}  // namespace plumbline
