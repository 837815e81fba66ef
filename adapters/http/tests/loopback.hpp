/// @file
/// The HTTP binding with a server on loopback, for tests.

#pragma once

#include "plumbline/adapters/http/binding.hpp"
#include "plumbline/adapters/test_room/loopback.hpp"

namespace plumbline::adapters::http::testing {

using namespace test_room;

class Loopback : public test_room::Loopback {
 protected:
  Loopback() : test_room::Loopback("http", make_http_binding) {}

  /// What that text brings about.
  Result<std::string> send_octets(std::string_view text,
                                  RawThen then = RawThen::await_response,
                                  milliseconds deadline = kPatience) {
    PLUMBLINE_TRY(const auto got, send_to(*client, as_bytes(text), then, deadline));
    return std::string{as_text(got)};
  }
};

}  // namespace plumbline::adapters::http::testing
