#include "proxy.hpp"

#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <stdexcept>

namespace plumbline::adapters::http::testing {
namespace {

constexpr int kPatience = 10000;  // milliseconds

sockaddr_in loopback(std::uint16_t port) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  address.sin_port = htons(port);
  return address;
}

sockaddr* generic(sockaddr_in& address) {
  return reinterpret_cast<sockaddr*>(&address);  // NOLINT: the sockets API is made so
}

/// Moves what is there; false at the end of the stream.
bool move_octets(int from, int to, std::string& record) {
  std::array<char, 4096> buffer{};
  const auto size = ::read(from, buffer.data(), buffer.size());
  if (size <= 0) {
    ::shutdown(to, SHUT_WR);
    return false;
  }
  record.append(buffer.data(), static_cast<std::size_t>(size));
  return ::write(to, buffer.data(), static_cast<std::size_t>(size)) == size;
}

}  // namespace

RecordingProxy::RecordingProxy(std::uint16_t port) : listener_(::socket(AF_INET, SOCK_STREAM, 0)) {
  auto address = loopback(0);
  socklen_t size = sizeof address;
  if (::bind(listener_, generic(address), size) != 0 || ::listen(listener_, 1) != 0 ||
      ::getsockname(listener_, generic(address), &size) != 0) {
    throw std::runtime_error{"proxy: no port"};
  }
  port_ = ntohs(address.sin_port);
  thread_ = std::thread{[this, port] { relay(port); }};
}

RecordingProxy::~RecordingProxy() {
  if (thread_.joinable()) {
    thread_.join();
  }
  ::close(listener_);
}

RecordingProxy::Record RecordingProxy::finish() {
  thread_.join();
  return record_;
}

void RecordingProxy::relay(std::uint16_t target) {
  pollfd waiting{.fd = listener_, .events = POLLIN, .revents = 0};
  if (::poll(&waiting, 1, kPatience) != 1) {
    return;
  }
  const int client = ::accept(listener_, nullptr, nullptr);
  const int server = ::socket(AF_INET, SOCK_STREAM, 0);
  auto address = loopback(target);
  if (::connect(server, generic(address), sizeof address) == 0) {
    std::array<pollfd, 2> ends{{{.fd = client, .events = POLLIN, .revents = 0},
                                {.fd = server, .events = POLLIN, .revents = 0}}};
    while ((ends[0].fd >= 0 || ends[1].fd >= 0) && ::poll(ends.data(), 2, kPatience) > 0) {
      if (ends[0].revents != 0 && !move_octets(client, server, record_.to_server)) {
        ends[0].fd = -1;  // poll() passes over it
      }
      if (ends[1].revents != 0 && !move_octets(server, client, record_.to_client)) {
        ends[1].fd = -1;
      }
    }
  }
  ::close(server);
  ::close(client);
}

}  // namespace plumbline::adapters::http::testing
