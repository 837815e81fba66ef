#include "plumbline/adapters/http/message.hpp"

#include <algorithm>
#include <string>

namespace plumbline::adapters::http {
namespace {

constexpr char to_lower(char c) noexcept {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

void append(Bytes& out, std::string_view text) {
  const ByteView octets = as_bytes(text);  // of the same type, so that they are copied at once
  out.insert(out.end(), octets.data(), octets.data() + octets.size());
}

std::size_t size_of(const std::vector<Field>& fields) {
  std::size_t size = 0;
  for (const auto& field : fields) {
    size += field.name.size() + field.value.size() + 4;
  }
  return size;
}

void append_rest(Bytes& out,
                 const std::vector<Field>& fields,
                 std::string_view body,
                 bool with_length,
                 bool keep_alive) {
  for (const auto& field : fields) {
    append(out, field.name);
    append(out, ": ");
    append(out, field.value);
    append(out, "\r\n");
  }
  if (with_length) {
    append(out, "Content-Length: ");
    append(out, std::to_string(body.size()));
    append(out, "\r\n");
  }
  append(out, keep_alive ? "\r\n" : "Connection: close\r\n\r\n");
  append(out, body);
}

/// Room for the start line and what append_rest() adds.
constexpr std::size_t kOverhead = 96;

}  // namespace

bool same_name(std::string_view a, std::string_view b) noexcept {
  return std::ranges::equal(a, b, {}, to_lower, to_lower);
}

const std::string* find_field(const std::vector<Field>& fields, std::string_view name) noexcept {
  const auto found =
      std::ranges::find_if(fields, [&](const Field& field) { return same_name(field.name, name); });
  return found == fields.end() ? nullptr : &found->value;
}

Bytes to_octets(const Request& request) {
  Bytes out;
  out.reserve(kOverhead + request.target.size() + size_of(request.fields) + request.body.size());
  append(out, request.method);
  append(out, " ");
  append(out, request.target);
  append(out, " HTTP/1.1\r\n");
  // RFC 7230 clause 3.3.2: a method that anticipates a body says so even when there is none.
  const bool with_length =
      !request.body.empty() || request.method == "POST" || request.method == "PUT";
  append_rest(out, request.fields, request.body, with_length, request.keep_alive);
  return out;
}

Bytes to_octets(const Response& response) {
  Bytes out;
  out.reserve(kOverhead + size_of(response.fields) + response.body.size());
  append(out, "HTTP/1.1 ");
  append(out, std::to_string(response.status));
  append(out, " \r\n");
  append_rest(out, response.fields, response.body, true, response.keep_alive);
  return out;
}

}  // namespace plumbline::adapters::http
