#include "plumbline/core/result.hpp"

namespace plumbline {

std::string_view name_of(Errc code) noexcept {
  switch (code) {
    case Errc::malformed:
      return "malformed";
    case Errc::invalid_length:
      return "invalid_length";
    case Errc::invalid_value:
      return "invalid_value";
    case Errc::too_large:
      return "too_large";
    case Errc::authentication_failed:
      return "authentication_failed";
    case Errc::algorithm_not_allowed:
      return "algorithm_not_allowed";
    case Errc::key_not_found:
      return "key_not_found";
    case Errc::key_mismatch:
      return "key_mismatch";
    case Errc::unsupported:
      return "unsupported";
    case Errc::not_permitted:
      return "not_permitted";
    case Errc::not_found:
      return "not_found";
    case Errc::expired:
      return "expired";
    case Errc::conflict:
      return "conflict";
    case Errc::timed_out:
      return "timed_out";
    case Errc::unreachable:
      return "unreachable";
    case Errc::io:
      return "io";
  }
  return "unknown";
}

std::string to_string(const Error& error) {
  std::string text{name_of(error.code)};
  if (!error.detail.empty()) {
    text += ": ";
    text += error.detail;
  }
  return text;
}

}  // namespace plumbline
