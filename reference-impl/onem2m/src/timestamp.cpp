#include "plumbline/onem2m/timestamp.hpp"

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <cstdio>
#include <optional>

namespace plumbline::onem2m {

namespace {

using std::chrono::sys_days;

constexpr std::size_t kWholeSeconds = 15;  // YYYYMMDDThhmmss
constexpr std::size_t kFraction = 6;

/// The greatest time that four digits of a year can tell.
constexpr TimePoint kLast =
    sys_days{std::chrono::year{9999} / 12 / 31} + std::chrono::days{1} - milliseconds{1};

bool all_digits(std::string_view text) {
  return std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

/// `text` holds digits only.
unsigned number(std::string_view text) {
  unsigned value = 0;
  for (const char digit : text) {
    value = value * 10 + static_cast<unsigned>(digit - '0');
  }
  return value;
}

/// Milliseconds out of ",5" or ",123456"; nothing for anything else.
std::optional<milliseconds> fraction(std::string_view text) {
  if (text.empty()) {
    return milliseconds{0};
  }
  const std::string_view digits = text.substr(1);
  if (text.front() != ',' || digits.size() > kFraction || !all_digits(digits)) {
    return std::nullopt;
  }
  std::string padded{digits.substr(0, 3)};
  padded.resize(3, '0');
  return milliseconds{number(padded)};
}

Error no_timestamp() {
  return fail(Errc::malformed, "must be a timestamp YYYYMMDDThhmmss, with a fraction after ','");
}

}  // namespace

std::string to_timestamp(TimePoint time) {
  const auto day = std::chrono::floor<std::chrono::days>(time);
  const std::chrono::year_month_day date{day};
  const std::chrono::hh_mm_ss clock{time - day};
  std::string text(32, '\0');
  const int size = std::snprintf(text.data(),
                                 text.size(),
                                 "%04d%02u%02uT%02d%02d%02d",
                                 static_cast<int>(date.year()),
                                 static_cast<unsigned>(date.month()),
                                 static_cast<unsigned>(date.day()),
                                 static_cast<int>(clock.hours().count()),
                                 static_cast<int>(clock.minutes().count()),
                                 static_cast<int>(clock.seconds().count()));
  text.resize(static_cast<std::size_t>(size));
  if (const auto rest = clock.subseconds().count(); rest != 0) {
    const std::string digits = std::to_string(rest);
    text += ',' + std::string(3 - digits.size(), '0') + digits;
  }
  return text;
}

Result<TimePoint> from_timestamp(std::string_view text) {
  if (text.size() < kWholeSeconds || text[8] != 'T' || !all_digits(text.substr(0, 8)) ||
      !all_digits(text.substr(9, 6))) {
    return no_timestamp();
  }
  const auto rest = fraction(text.substr(kWholeSeconds));
  if (!rest) {
    return no_timestamp();
  }
  const std::chrono::year_month_day date{
      std::chrono::year{static_cast<int>(number(text.substr(0, 4)))},
      std::chrono::month{number(text.substr(4, 2))},
      std::chrono::day{number(text.substr(6, 2))}};
  const std::chrono::hours hours{number(text.substr(9, 2))};
  const std::chrono::minutes minutes{number(text.substr(11, 2))};
  const std::chrono::seconds seconds{number(text.substr(13, 2))};
  if (!date.ok() || hours.count() > 23 || minutes.count() > 59 || seconds.count() > 59) {
    return fail(Errc::malformed, "no such date or time of day");
  }
  return sys_days{date} + hours + minutes + seconds + *rest;
}

Result<TimePoint> from_abs_rel_timestamp(std::string_view text, TimePoint now) {
  if (text.find('T') != std::string_view::npos) {
    return from_timestamp(text);
  }
  std::int64_t relative = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), relative);
  if (error != std::errc{} || end != text.data() + text.size()) {
    return fail(Errc::malformed, "must be a timestamp or a number of milliseconds");
  }
  // Compared before adding, so that no sum overflows.
  if (milliseconds{relative} > kLast - now || milliseconds{relative} < -now.time_since_epoch()) {
    return fail(Errc::malformed, "a time outside the years 1970 to 9999");
  }
  return now + milliseconds{relative};
}

}  // namespace plumbline::onem2m
