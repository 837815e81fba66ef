/// @file
/// HTTP/1.1 messages as data.

#pragma once

#include "plumbline/core/bytes.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace plumbline::adapters::http {

/// One header field.
struct Field {
  std::string name;
  std::string value;
};

struct Request {
  std::string method;
  std::string target;  ///< origin-form, percent-encoded
  std::vector<Field> fields;
  std::string body;
  bool keep_alive = true;
};

struct Response {
  unsigned status = 200;
  std::vector<Field> fields;
  std::string body;
  bool keep_alive = true;
};

/// The same field name (RFC 7230 clause 3.2: case does not matter).
[[nodiscard]] bool same_name(std::string_view a, std::string_view b) noexcept;

/// Value of the first field of that name, or nullptr.
[[nodiscard]] const std::string* find_field(const std::vector<Field>& fields,
                                            std::string_view name) noexcept;

/// The message on the wire. Content-Length and, when the connection is to end, Connection are
/// added; a response has no reason phrase (TS-0009 clause 6.3).
[[nodiscard]] Bytes to_octets(const Request& request);
[[nodiscard]] Bytes to_octets(const Response& response);

}  // namespace plumbline::adapters::http
