/// @file
/// What a binding hands out: owners of what works on in the loop. They end it with themselves.

#pragma once

#include "plumbline/harness/transport.hpp"

#include <memory>
#include <utility>

namespace plumbline::adapters::loop {

/// Shares a session with the loop, where callbacks may still run when the owner is gone.
template <typename Session>
class Owned {
 public:
  explicit Owned(std::shared_ptr<Session> session) : session_(std::move(session)) {}

  Owned(const Owned&) = delete;
  Owned& operator=(const Owned&) = delete;
  Owned(Owned&&) = delete;
  Owned& operator=(Owned&&) = delete;

  ~Owned() { session_->shut_down(); }

  Session* operator->() const noexcept { return session_.get(); }

 private:
  std::shared_ptr<Session> session_;
};

/// `Server` has address() and shut_down().
template <typename Server>
class ListenerHandle final : public harness::Listener {
 public:
  explicit ListenerHandle(std::shared_ptr<Server> server) : server_(std::move(server)) {}

  [[nodiscard]] harness::Address address() const override { return server_->address(); }

 private:
  Owned<Server> server_;
};

/// `Session` has what a client has, and shut_down().
template <typename Session>
class ClientHandle final : public harness::Client {
 public:
  explicit ClientHandle(std::shared_ptr<Session> session) : session_(std::move(session)) {}

  void exchange(const onem2m::RequestPrimitive& request,
                harness::milliseconds deadline,
                harness::ExchangeCallback done) override {
    session_->exchange(request, deadline, std::move(done));
  }

  void exchange_octets(Bytes octets,
                       harness::RawThen then,
                       harness::milliseconds deadline,
                       harness::OctetsCallback done) override {
    session_->exchange_octets(std::move(octets), then, deadline, std::move(done));
  }

  void command(const harness::UpperTesterCommand& command,
               harness::milliseconds deadline,
               harness::UpperTesterCallback done) override {
    session_->command(command, deadline, std::move(done));
  }

  [[nodiscard]] Bytes encode(const onem2m::RequestPrimitive& request) const override {
    return session_->encode(request);
  }

  [[nodiscard]] onem2m::Association association() const override { return session_->association(); }

  void disconnect() override { session_->disconnect(); }

 private:
  Owned<Session> session_;
};

template <typename Server>
[[nodiscard]] std::unique_ptr<harness::Listener> listener_of(std::shared_ptr<Server> server) {
  return std::make_unique<ListenerHandle<Server>>(std::move(server));
}

template <typename Session>
[[nodiscard]] std::unique_ptr<harness::Client> client_of(std::shared_ptr<Session> session) {
  return std::make_unique<ClientHandle<Session>>(std::move(session));
}

}  // namespace plumbline::adapters::loop
