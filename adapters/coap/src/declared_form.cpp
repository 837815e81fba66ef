#include "declared_form.hpp"

#include "options.hpp"

#include <algorithm>
#include <array>
#include <string_view>

namespace plumbline::adapters::coap {
namespace {

constexpr std::array<std::string_view, 4> kTimes{"ot", "rqet", "rset", "oet"};
constexpr std::size_t kTimeOctets = 15;  // "20261122T145849"

bool is_time(const Option& option, OptionNumbers numbers) {
  return std::ranges::any_of(kTimes, [&](std::string_view name) {
    const auto* const rule = rule_of_parameter(name, true);
    return rule != nullptr && number_of(*rule, numbers) == option.number;
  });
}

bool has_fraction(const Option& option) {
  return option.value.size() > kTimeOctets && option.value[kTimeOctets] == ',';
}

}  // namespace

Message without_deviations(Message message,
                           OptionNumbers numbers,
                           const harness::Dialect& dialect) {
  for (Option& option : message.options) {
    if (has_fraction(option) && is_time(option, numbers) &&
        dialect.use(harness::Deviation::fractional_times)) {
      option.value.resize(kTimeOctets);
    }
  }
  return message;
}

}  // namespace plumbline::adapters::coap
