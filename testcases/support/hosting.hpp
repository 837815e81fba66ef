/// @file
/// What purposes for a hosting CSE start from: a container under an access control policy.

#pragma once

#include "plumbline/harness/bench.hpp"
#include "plumbline/onem2m/primitive.hpp"

#include <cstdint>
#include <string>
#include <string_view>

namespace plumbline::testcases {

/// Bits of m2m:accessControlOperations.
inline constexpr unsigned kCreate = 1;
inline constexpr unsigned kRetrieve = 2;
inline constexpr unsigned kUpdate = 4;
inline constexpr unsigned kDelete = 8;
inline constexpr unsigned kEverything = 63;

struct Rights {
  unsigned source = kCreate | kRetrieve | kUpdate | kDelete;
  unsigned client = kRetrieve;
  unsigned far = 0;  ///< the AE behind the neighbour
};

struct Hosting {
  harness::Peer* source = nullptr;
  std::string policy;     ///< resourceID of the <accessControlPolicy>, for acpi
  std::string container;  ///< address of the <container> that it governs
};

/// Preamble at the CSE in `role`: the administrator creates a policy with `rights` and a container
/// under it; exchanges are labelled "policy" and "container". The outsider has no right at all.
[[nodiscard]] Hosting arrange_hosting(harness::Bench& bench,
                                      const Rights& rights = {},
                                      harness::Role role = harness::Role::hcse);

/// CREATE of a <contentInstance>.
[[nodiscard]] onem2m::RequestPrimitive create_instance(const std::string& container,
                                                       const std::string& con,
                                                       const std::string& cnf = "text/plain:0");

/// The same named bench.unique(stem): whether it is there tells whether it was performed.
[[nodiscard]] onem2m::RequestPrimitive create_named_instance(const harness::Bench& bench,
                                                             const Hosting& hosting,
                                                             std::string_view stem);

/// RETRIEVE of that instance.
[[nodiscard]] onem2m::RequestPrimitive retrieve_named_instance(const harness::Bench& bench,
                                                               const Hosting& hosting,
                                                               std::string_view stem);

/// A <node> at the tester's own hosting CSE, below which the source may do everything; its address.
[[nodiscard]] std::string arrange_node(harness::Bench& bench);

/// An access control rule list: {"acr":[{"acor":[…],"acop":n}]}.
[[nodiscard]] Json rule(const std::string& originator, unsigned operations);

}  // namespace plumbline::testcases
