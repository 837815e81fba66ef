/// @file
/// A test purpose: what is tested, the stimulus that drives the system under test, and the judge
/// that turns recorded evidence into assertions.

#pragma once

#include "plumbline/harness/evidence.hpp"
#include "plumbline/harness/verdict.hpp"

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace plumbline::harness {

class Bench;
class Judge;

enum class AssertionKind : std::uint8_t {
  primary,       ///< the requirement itself: its failure is a fail of the SUT
  precondition,  ///< preamble, twin: its failure makes the case inconclusive
};

struct AssertionSpec {
  std::string id;  ///< "A1", "A2" … within the purpose
  AssertionKind kind = AssertionKind::primary;
  std::string requirement;       ///< "AR-04"
  std::string clause;            ///< "TR-0012 7.3.1 step 4"
  std::string text;              ///< what must hold, one sentence
  Culprit blame = Culprit::sut;  ///< of a failure; for a precondition usually sut_configuration
};

/// Stands for a binding where there is none: a codec behind the exec protocol.
inline constexpr std::string_view kExecBinding = "exec";

/// Value of each parameter of a variant: {"alg":"A256GCM"}.
using Variant = std::map<std::string, std::string, std::less<>>;

struct Purpose {
  std::string id;                         ///< "AR-04-TEF-01": requirement, role, running number
  std::string title;                      ///< one sentence: what a conforming SUT does
  Role role{};                            ///< slot under test
  std::vector<std::string> requirements;  ///< the first is the one in the id
  std::string initial_conditions;         ///< "with { … }"
  std::string when;                       ///< "when { … }"
  std::string then;                       ///< "then { … }"
  std::string failure_means;              ///< for `explain`: what a reader should look at
  std::vector<std::string> options;       ///< ICS options it needs, e.g. "child-resource-form"
  std::vector<std::string> bindings;      ///< that it runs over; empty: those of its role
  std::vector<Variant> variants;          ///< empty: one case without parameters
  std::vector<AssertionSpec> assertions;
  std::function<void(Bench&)> stimulus;
  std::function<void(Judge&)> judge;
};

/// Name of the variant parameter that says how the tester's messages are written: "json", "xml" or
/// "cbor". Variants without it are run in each serialization that a run asks for.
inline constexpr std::string_view kSerialization = "serialization";

/// "json", "xml", "cbor".
[[nodiscard]] const std::vector<std::string>& all_serializations();

/// That of `variant`; "json" where it names none.
[[nodiscard]] std::string serialization_of(const Variant& variant);

/// ICS option without which a SUT is not asked for `serialization`: "xml-serialization". JSON needs
/// none.
[[nodiscard]] std::optional<std::string> option_for(std::string_view serialization);

/// Bindings that `purpose` runs over, in the order of reports: its own, or those of its role. A TEF
/// is reached over HTTP and CoAP (TR-0012 clause 7.3.1 asks for TLS or DTLS to it); a codec has
/// none, and is run once, as "exec".
[[nodiscard]] std::vector<std::string> bindings_of(const Purpose& purpose);

/// The variants of `purpose`, each in every one of `serializations`: those that name one in that
/// only, those of a codec as they are. One without parameters where the purpose has none.
[[nodiscard]] std::vector<Variant> variants_of(const Purpose& purpose,
                                               const std::vector<std::string>& serializations);

/// "A256GCM-container": the values joined, or "-" when there is none; part of the case id
/// "<purpose>.<binding>.<variant>".
[[nodiscard]] std::string text_of(const Variant& variant);

}  // namespace plumbline::harness
