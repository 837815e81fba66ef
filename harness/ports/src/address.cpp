#include "plumbline/harness/transport.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>
#include <utility>

namespace plumbline::harness {
namespace {

struct Scheme {
  std::string_view name;
  std::uint16_t port;
};

/// RFC 7230, RFC 7252, TS-0010 clause 6.6.
constexpr std::array<Scheme, 6> kSchemes{{{"http", 80},
                                          {"https", 443},
                                          {"coap", 5683},
                                          {"coaps", 5684},
                                          {"mqtt", 1883},
                                          {"mqtts", 8883}}};

constexpr std::size_t kMaxHost = 255;

bool is_host_character(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' ||
         c == '-' || c == '_';
}

bool is_ipv6_character(char c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F') || c == ':' ||
         c == '.';
}

bool is_path_character(char c) {
  return c > ' ' && c < '\x7f' && c != '?' && c != '#';
}

Error refuse(std::string_view uri, std::string_view why) {
  return fail(Errc::malformed, "address '" + std::string{uri} + "': " + std::string{why});
}

/// The host at the start of `rest`, which is cut off; nothing when it is none.
std::optional<std::string> take_host(std::string_view& rest) {
  const bool bracketed = rest.starts_with('[');
  const auto end = bracketed ? rest.find(']') : std::min(rest.find_first_of(":/"), rest.size());
  if (end == std::string_view::npos) {
    return std::nullopt;
  }
  const auto host = rest.substr(bracketed ? 1 : 0, end - (bracketed ? 1 : 0));
  rest.remove_prefix(end + (bracketed ? 1 : 0));
  const bool legal = bracketed ? std::ranges::all_of(host, is_ipv6_character) &&
                                     host.find(':') != std::string_view::npos
                               : std::ranges::all_of(host, is_host_character);
  if (host.empty() || host.size() > kMaxHost || !legal) {
    return std::nullopt;
  }
  return std::string{host};
}

/// The port behind a ':' at the start of `rest`, which is cut off; `standard` without one.
std::optional<std::uint16_t> take_port(std::string_view& rest, std::uint16_t standard) {
  if (!rest.starts_with(':')) {
    return standard;
  }
  std::uint16_t port = 0;
  const auto* const end = rest.data() + rest.size();
  const auto [stop, error] = std::from_chars(rest.data() + 1, end, port);
  if (error != std::errc{} || port == 0) {
    return std::nullopt;
  }
  rest.remove_prefix(static_cast<std::size_t>(stop - rest.data()));
  return port;
}

}  // namespace

Result<Address> parse_address(std::string_view uri) {
  const auto colon = uri.find("://");
  if (colon == std::string_view::npos) {
    return refuse(uri, "no scheme");
  }
  const auto* const scheme = std::ranges::find(kSchemes, uri.substr(0, colon), &Scheme::name);
  if (scheme == kSchemes.end()) {
    return refuse(uri, "unknown scheme");
  }
  auto rest = uri.substr(colon + 3);
  auto host = take_host(rest);
  if (!host) {
    return refuse(uri, "no legal host");
  }
  const auto port = take_port(rest, scheme->port);
  if (!port) {
    return refuse(uri, "port is not 1 to 65535");
  }
  if (!rest.empty() && !rest.starts_with('/')) {
    return refuse(uri, "path does not start with '/'");
  }
  if (!std::ranges::all_of(rest, is_path_character)) {
    return refuse(uri, "forbidden character in the path");
  }
  while (rest.ends_with('/')) {
    rest.remove_suffix(1);
  }
  return Address{.scheme = std::string{scheme->name},
                 .host = std::move(*host),
                 .port = *port,
                 .path = std::string{rest}};
}

std::string to_uri(const Address& address) {
  const bool ipv6 = address.host.find(':') != std::string::npos;
  const auto host = ipv6 ? '[' + address.host + ']' : address.host;
  return address.scheme + "://" + host + ':' + std::to_string(address.port) + address.path;
}

bool is_secured(const Address& address) noexcept {
  return address.scheme.ends_with('s');  // none of the plain schemes does
}

std::string_view binding_of(const Address& address) noexcept {
  const std::string_view scheme = address.scheme;
  return is_secured(address) ? scheme.substr(0, scheme.size() - 1) : scheme;
}

}  // namespace plumbline::harness
