#include "send_at_once.hpp"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>

#include <charconv>
#include <filesystem>
#include <string>
#include <system_error>

namespace plumbline::adapters::mqtt {
namespace {

/// 0 where `descriptor` is no TCP socket with a peer.
std::uint16_t peer_port_of(int descriptor) {
  sockaddr_storage address{};
  socklen_t size = sizeof address;
  // NOLINTBEGIN(cppcoreguidelines-pro-type-reinterpret-cast): the socket functions ask for it.
  if (::getpeername(descriptor, reinterpret_cast<sockaddr*>(&address), &size) != 0) {
    return 0;
  }
  if (address.ss_family == AF_INET) {
    return ntohs(reinterpret_cast<const sockaddr_in*>(&address)->sin_port);
  }
  if (address.ss_family == AF_INET6) {
    return ntohs(reinterpret_cast<const sockaddr_in6*>(&address)->sin6_port);
  }
  // NOLINTEND(cppcoreguidelines-pro-type-reinterpret-cast)
  return 0;
}

}  // namespace

void send_at_once(std::uint16_t port) {
  std::error_code error;
  for (std::filesystem::directory_iterator entry{"/proc/self/fd", error}, end;
       !error && entry != end;
       entry.increment(error)) {
    const auto name = entry->path().filename().string();
    int descriptor = -1;
    std::from_chars(name.data(), name.data() + name.size(), descriptor);
    if (peer_port_of(descriptor) == port) {
      // What is no TCP socket any more refuses it; there it does no harm.
      const int on = 1;
      ::setsockopt(descriptor, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    }
  }
}

}  // namespace plumbline::adapters::mqtt
