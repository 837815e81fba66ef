#include "waker.hpp"

#include "loopback_socket.hpp"

#include <poll.h>
#include <sys/socket.h>

#include <array>
#include <cerrno>
#include <cstdint>
#include <string>

namespace plumbline::adapters::mqtt {
namespace {

namespace paho = ::mqtt;
using process::Descriptor;
using std::chrono::steady_clock;

/// For Paho to send CONNECT, which takes some of its time-outs of a second.
constexpr std::chrono::seconds kPatience{5};
constexpr std::array<std::uint8_t, 4> kConnack{0x20, 0x02, 0x00, 0x00};
constexpr std::array<std::uint8_t, 2> kPingresp{0xd0, 0x00};

bool is_open(const Descriptor& socket) {
  return socket.number() >= 0;
}

bool is_readable(const Descriptor& socket) {
  pollfd waiting{.fd = socket.number(), .events = POLLIN, .revents = 0};
  return ::poll(&waiting, 1, 0) == 1;
}

template <std::size_t kSize>
void send(const Descriptor& socket, const std::array<std::uint8_t, kSize>& packet) {
  ::send(socket.number(), packet.data(), packet.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
}

}  // namespace

void Waker::wake() {
  const std::unique_lock alone{mutex_, std::try_to_lock};
  if (!alone) {
    return;  // somebody else is at it
  }
  if (!greeted_) {
    greet();
  }
  if (greeted_) {
    nudge();
  }
}

bool Waker::is_connected() {
  const std::scoped_lock alone{mutex_};
  return greeted_ && client_->is_connected();
}

void Waker::cut() {
  const std::scoped_lock alone{mutex_};
  broker_.close();
  greeted_ = false;
}

void Waker::begin() {
  begun_ = steady_clock::now();
  broker_.close();
  listener_ = new_socket();
  const auto port = bind_to_free_port(listener_);
  if (port == 0 || ::listen(listener_.number(), 1) != 0) {
    return;
  }
  paho::connect_options options;
  options.set_keep_alive_interval(0);
  try {
    client_.emplace("tcp://127.0.0.1:" + std::to_string(port), "waker");
    client_->connect(options);
  } catch (const paho::exception&) {
    listener_.close();
  }
}

/// One step towards a connection: each waits for Paho's threads.
void Waker::greet() {
  if (!is_open(broker_) && is_open(listener_) && is_readable(listener_)) {
    broker_ = Descriptor{::accept4(listener_.number(), nullptr, nullptr, SOCK_CLOEXEC)};
    listener_.close();
  }
  if (is_open(broker_) && is_readable(broker_)) {  // CONNECT
    drain();
    send(broker_, kConnack);
    greeted_ = is_open(broker_);
  }
  const bool in_work = is_open(broker_) || is_open(listener_);
  if (!greeted_ && (!in_work || steady_clock::now() - begun_ > kPatience)) {
    begin();
  }
}

void Waker::nudge() {
  send(broker_, kPingresp);  // arrives at the receiving thread
  try {
    client_->publish("wake", "", 0, 0, false);  // goes through the sending thread
  } catch (const paho::exception&) {
    // There is no connection, or too much waits: what comes in tells.
  }
  drain();
  greeted_ = is_open(broker_);
}

/// Reads what Paho has sent; closes our end where Paho has closed its own.
void Waker::drain() {
  std::array<std::uint8_t, 4096> octets{};
  for (;;) {
    const auto got = ::recv(broker_.number(), octets.data(), octets.size(), MSG_DONTWAIT);
    if (got > 0 || (got < 0 && errno == EINTR)) {
      continue;
    }
    if (got == 0 || (errno != EAGAIN && errno != EWOULDBLOCK)) {
      broker_.close();
    }
    return;
  }
}

}  // namespace plumbline::adapters::mqtt
