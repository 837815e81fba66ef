#include "plumbline/harness/dialect.hpp"

#include <algorithm>
#include <utility>

namespace plumbline::harness {
namespace {

struct Row {
  std::string_view name;
  std::string_view text;
};

/// In the order of kDeviations.
constexpr std::array<Row, kDeviations.size()> kRows{{
    {.name = "old-option-numbers",
     .text = "CoAP options have the numbers of releases 1 and 2 (256 to 272), not those of "
             "TS-0008 table 6.2.2.4.0-1"},
    {.name = "wrapped-primitives",
     .text =
         "MQTT payloads are wrapped in m2m:rqp and m2m:rsp; TS-0004 clause 8.4.2 has them bare"},
    {.name = "response-without-rvi",
     .text = "responses lack the Release Version Indicator of TS-0001 clause 8.1.3"},
    {.name = "response-without-rqi",
     .text = "responses lack the Request Identifier of TS-0001 clause 8.1.3"},
    {.name = "fractional-times",
     .text = "CoAP options with times have a fraction, beyond the 15 octets of TS-0008 table "
             "6.2.2.4.0-1"},
    {.name = "foreign-response-parameters",
     .text = "responses over MQTT have parameters that TS-0004 table 6.4.2-1 does not know"},
}};

}  // namespace

std::string_view name_of(Deviation deviation) noexcept {
  return kRows[static_cast<std::size_t>(deviation)].name;
}

std::optional<Deviation> deviation_named(std::string_view name) noexcept {
  const auto* const at = std::ranges::find(kRows, name, &Row::name);
  return at == kRows.end()
             ? std::nullopt
             : std::optional{kDeviations[static_cast<std::size_t>(at - kRows.begin())]};
}

std::string_view describe(Deviation deviation) noexcept {
  return kRows[static_cast<std::size_t>(deviation)].text;
}

Dialect::Dialect(std::set<Deviation> declared, Used used)
    : declared_(std::move(declared)),
      used_(std::move(used)) {}

bool Dialect::use(Deviation deviation) const {
  if (!declares(deviation)) {
    return false;
  }
  if (used_) {
    used_(deviation);
  }
  return true;
}

Result<void> check_answer(const Correlation& asked,
                          const Correlation& answered,
                          const Dialect& dialect) {
  if (!answered.request_id.empty() && answered.request_id != asked.request_id) {
    return fail(Errc::malformed, "response: rqi is not that of the request");
  }
  const bool unnamed = answered.request_id.empty() && !asked.request_id.empty();
  if (unnamed && !dialect.use(Deviation::response_without_rqi)) {
    return fail(Errc::malformed, "response: rqi is missing");
  }
  const bool unversioned = answered.release_version.empty() && !asked.release_version.empty();
  if (unversioned && !dialect.use(Deviation::response_without_rvi)) {
    return fail(Errc::malformed, "response: rvi is missing");
  }
  return success();
}

}  // namespace plumbline::harness
