#include "ssl.hpp"

#include <openssl/err.h>

#include <stdexcept>

namespace plumbline::channel::ssl {

void check(long status, const char* call) {
  if (status <= 0) {
    throw std::runtime_error{std::string{call} + ": " + take_reason()};
  }
}

std::string take_reason() {
  const unsigned long code = ERR_get_error();
  ERR_clear_error();
  if (code == 0) {
    return "no reason given";
  }
  if (const char* const reason = ERR_reason_error_string(code); reason != nullptr) {
    return reason;
  }
  return "reason " + std::to_string(ERR_GET_REASON(code));
}

}  // namespace plumbline::channel::ssl
