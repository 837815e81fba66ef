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

std::optional<Message> without_deviations(const Message& message,
                                          OptionNumbers numbers,
                                          const harness::Dialect& dialect) {
  std::optional<Message> standard;
  for (std::size_t place = 0; place < message.options.size(); ++place) {
    const Option& option = message.options[place];
    if (has_fraction(option) && is_time(option, numbers) &&
        dialect.use(harness::Deviation::fractional_times)) {
      if (!standard) {
        standard = message;
      }
      standard->options[place].value.resize(kTimeOctets);
    }
  }
  return standard;
}

}  // namespace plumbline::adapters::coap
