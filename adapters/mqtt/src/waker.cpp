#include "waker.hpp"

#include "plumbline/adapters/process/child_process.hpp"

#include "loopback_socket.hpp"

#include <mqtt/async_client.h>
#include <poll.h>
#include <sys/socket.h>

#include <array>
#include <cstdint>
#include <optional>
#include <string>

namespace plumbline::adapters::mqtt {
namespace {

namespace paho = ::mqtt;
using process::Descriptor;

constexpr int kPatience = 2000;  // milliseconds
constexpr std::array<std::uint8_t, 4> kConnack{0x20, 0x02, 0x00, 0x00};
constexpr std::array<std::uint8_t, 2> kPingresp{0xd0, 0x00};

bool is_readable(const Descriptor& socket) {
  pollfd waiting{.fd = socket.number(), .events = POLLIN, .revents = 0};
  return ::poll(&waiting, 1, kPatience) == 1;
}

template <std::size_t kSize>
void send(const Descriptor& socket, const std::array<std::uint8_t, kSize>& packet) {
  ::send(socket.number(), packet.data(), packet.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
}

void discard_input(const Descriptor& socket) {
  std::array<std::uint8_t, 4096> octets{};
  while (::recv(socket.number(), octets.data(), octets.size(), MSG_DONTWAIT) > 0) {
  }
}

/// Both ends: a client of Paho's, and what serves as its broker.
class Waker {
 public:
  Waker() {
    const auto listener = new_socket();
    const auto port = bind_to_free_port(listener);
    if (port == 0 || ::listen(listener.number(), 1) != 0 || !start_client(port) ||
        !is_readable(listener)) {
      return;
    }
    broker_ = Descriptor{::accept4(listener.number(), nullptr, nullptr, SOCK_CLOEXEC)};
    if (is_readable(broker_)) {  // CONNECT
      discard_input(broker_);
      send(broker_, kConnack);
    }
  }

  void wake() {
    send(broker_, kPingresp);  // arrives at the receiving thread
    try {
      client_->publish("wake", "", 0, 0, false);  // goes through the sending thread
    } catch (const paho::exception&) {
      return;  // there is no connection
    }
    discard_input(broker_);
  }

 private:
  bool start_client(std::uint16_t port) {
    paho::connect_options options;
    options.set_keep_alive_interval(0);
    try {
      client_.emplace("tcp://127.0.0.1:" + std::to_string(port), "waker");
      client_->connect(options);
    } catch (const paho::exception&) {
      return false;
    }
    return true;
  }

  std::optional<paho::async_client> client_;
  Descriptor broker_;
};

}  // namespace

void wake_paho() {
  // Lives as long as the process: Paho's threads do, too.
  static auto* const waker = new Waker;
  waker->wake();
}

}  // namespace plumbline::adapters::mqtt
