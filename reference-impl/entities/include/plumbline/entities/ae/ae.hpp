/// @file
/// The AE: originator and client of protected data.

#pragma once

#include "plumbline/core/clock.hpp"
#include "plumbline/core/json.hpp"
#include "plumbline/entities/ae/ae_configuration.hpp"
#include "plumbline/entities/ae/ae_policy.hpp"
#include "plumbline/entities/ae/procedure.hpp"
#include "plumbline/entities/entity.hpp"

#include <memory>
#include <string_view>

namespace plumbline::entities {

/// State that outlives a command: clock offset, credentials fetched, addresses.
struct AeMemory;

/// Protects data and registers, hosts, retrieves and opens it, one upper tester command at a time.
/// The commands e2e.* are specified in harness/docs/upper-tester.md.
///
/// @source TR-0012 clauses 7.3.1, 7.3.2
class Ae {
 public:
  /// @param policy the reference behaviour when null
  explicit Ae(Ports ports, std::unique_ptr<AePolicy> policy = nullptr);
  ~Ae();
  Ae(const Ae&) = delete;
  Ae& operator=(const Ae&) = delete;
  Ae(Ae&&) = delete;
  Ae& operator=(Ae&&) = delete;

  /// Begins `command`. An unknown command or a faulty argument finishes at once with 4000 and
  /// {"m2m:dbg": what is wrong}. The procedure must not outlive the AE; one at a time.
  [[nodiscard]] std::unique_ptr<AeProcedure> start(std::string_view command, const Json& argument);

  /// Nothing before e2e.configure and after e2e.reset.
  [[nodiscard]] const AeConfiguration* configuration() const noexcept;

  /// Changes with every e2e.configure and e2e.reset: connections made for another value are stale.
  [[nodiscard]] unsigned generation() const noexcept;

 private:
  std::unique_ptr<AePolicy> policy_;
  std::unique_ptr<AeMemory> memory_;
};

}  // namespace plumbline::entities
