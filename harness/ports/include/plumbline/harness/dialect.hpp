/// @file
/// Ways in which deployed products are known to differ from the bindings, declared by their makers.
/// Without a declaration a peer is held to the standard.

#pragma once

#include "plumbline/core/result.hpp"

#include <array>
#include <cstdint>
#include <functional>
#include <optional>
#include <set>
#include <string_view>

namespace plumbline::harness {

enum class Deviation : std::uint8_t {
  old_option_numbers,    ///< CoAP options 256 to 272 of releases 1 and 2, not those of TS-0008
  wrapped_primitives,    ///< MQTT payloads {"m2m:rqp":{…}}, {"m2m:rsp":{…}}; TS-0004 8.4.2: bare
  response_without_rvi,  ///< no Release Version Indicator in responses
  response_without_rqi,  ///< no Request Identifier in responses; with MQTT nothing else pairs them
  fractional_times,      ///< CoAP options with times of more than the 15 octets of TS-0008
  foreign_response_parameters,  ///< MQTT responses with parameters of requests (TS-0004 6.4.2)
};

inline constexpr std::array kDeviations{Deviation::old_option_numbers,
                                        Deviation::wrapped_primitives,
                                        Deviation::response_without_rvi,
                                        Deviation::response_without_rqi,
                                        Deviation::fractional_times,
                                        Deviation::foreign_response_parameters};

[[nodiscard]] std::string_view name_of(Deviation deviation) noexcept;  ///< "old-option-numbers" …
[[nodiscard]] std::optional<Deviation> deviation_named(std::string_view name) noexcept;
/// One sentence for a report: what the peer does instead of what clause.
[[nodiscard]] std::string_view describe(Deviation deviation) noexcept;

/// What a peer's maker declared of it, and who is told when it matters.
class Dialect {
 public:
  using Used = std::function<void(Deviation)>;

  Dialect() = default;

  /// @param used called each time a message is sent or taken in a declared way; may be empty
  explicit Dialect(std::set<Deviation> declared, Used used = {});

  [[nodiscard]] bool declares(Deviation deviation) const { return declared_.contains(deviation); }

  /// Whether `deviation` is declared; if so, this counts as a use of it.
  [[nodiscard]] bool use(Deviation deviation) const;

 private:
  std::set<Deviation> declared_;
  Used used_;
};

/// What a request and its answer have in common; empty where it is absent.
struct Correlation {
  std::string_view request_id;
  std::string_view release_version;
};

/// Whether a response has what belongs to every response: the Request Identifier of its request
/// and, where the request names one, a Release Version Indicator. What is missing may be declared;
/// an identifier of something else may not.
///
/// @source TS-0001 clause 8.1.3, TS-0004 clause 7.2.2.1, TS-0009 clause 6.4, TS-0008 table
///         6.2.2.4.0-1
/// @return Errc::malformed naming the parameter.
[[nodiscard]] Result<void> check_answer(const Correlation& asked,
                                        const Correlation& answered,
                                        const Dialect& dialect);

}  // namespace plumbline::harness
