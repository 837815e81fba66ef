#include "terminal.hpp"

#include <fmt/chrono.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <chrono>
#include <cstdlib>
#include <optional>

namespace plumbline::app {

reports::TerminalStyle style_of_stdout(bool verbose) {
  winsize size{};
  const bool tty = isatty(STDOUT_FILENO) == 1;
  const bool known = tty && ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0;
  auto style = reports::style_for(
      tty, known ? size.ws_col : 100, [](std::string_view name) -> std::optional<std::string> {
        const char* value = std::getenv(std::string{name}.c_str());
        return value == nullptr ? std::nullopt : std::optional<std::string>{value};
      });
  style.verbose = verbose;
  return style;
}

std::string utc_now() {
  const auto now = std::chrono::system_clock::to_time_t(std::chrono::system_clock::now());
  return fmt::format("{:%Y-%m-%dT%H:%M:%SZ}", fmt::gmtime(now));
}

}  // namespace plumbline::app
