#include "loopback_socket.hpp"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>

namespace plumbline::adapters::mqtt {
namespace {

sockaddr_in loopback(std::uint16_t port) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  return address;
}

/// The cast that the socket functions ask for.
sockaddr* generic(sockaddr_in& address) {
  return reinterpret_cast<sockaddr*>(&address);  // NOLINT(*-pro-type-reinterpret-cast)
}

}  // namespace

process::Descriptor new_socket() {
  return process::Descriptor{::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)};
}

std::uint16_t bind_to_free_port(const process::Descriptor& socket) {
  auto address = loopback(0);
  socklen_t size = sizeof address;
  const bool bound = ::bind(socket.number(), generic(address), size) == 0 &&
                     ::getsockname(socket.number(), generic(address), &size) == 0;
  return bound ? ntohs(address.sin_port) : 0;
}

bool takes_connections(std::uint16_t port) {
  const auto socket = new_socket();
  auto address = loopback(port);
  return ::connect(socket.number(), generic(address), sizeof address) == 0;
}

}  // namespace plumbline::adapters::mqtt
