#include "levels.hpp"

#include "plumbline/core/quoted_name.hpp"

#include <algorithm>
#include <string>

namespace plumbline::adapters::mqtt {

Result<void> check_prefix(std::string_view prefix) {
  if (prefix.empty()) {
    return success();
  }
  if (!prefix.starts_with('/') ||
      prefix.find_first_of(std::string_view{"+#\0", 3}) != std::string_view::npos) {
    return fail(Errc::invalid_value,
                "topic prefix " + quoted_name(prefix) + ": no leading '/', or has '+', '#' or NUL");
  }
  return success();
}

Error wrong_level(std::string_view role, std::string_view level, std::string_view why) {
  return fail(Errc::malformed,
              "topic: " + std::string{role} + ' ' + quoted_name(level) + ' ' + std::string{why});
}

Result<LevelReader> LevelReader::behind(std::string_view prefix, std::string_view text) {
  if (!text.starts_with(prefix)) {
    return fail(Errc::malformed, "topic: does not start with " + quoted_name(prefix));
  }
  return LevelReader{text.substr(prefix.size())};
}

Result<std::string_view> LevelReader::next(std::string_view role) {
  if (!rest_.starts_with('/')) {
    return fail(Errc::malformed, "topic: no " + std::string{role});
  }
  const auto end = std::min(rest_.find('/', 1), rest_.size());
  const auto level = rest_.substr(1, end - 1);
  rest_.remove_prefix(end);
  return level;
}

Result<void> LevelReader::skip(std::string_view level) {
  PLUMBLINE_TRY(const auto found, next("level " + std::string{level}));
  if (found != level) {
    return wrong_level("level", found, "is not " + std::string{level});
  }
  return success();
}

Result<void> LevelReader::finish(std::string_view last) const {
  if (!rest_.empty()) {
    return wrong_level("level", rest_, "stands after the " + std::string{last});
  }
  return success();
}

}  // namespace plumbline::adapters::mqtt
