/// @file
/// A transport in memory: clients answer as a test says, tasks run when it lets them.

#pragma once

#include "plumbline/harness/transport.hpp"

#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace plumbline::harness::testing {

/// One exchange that a client was asked for.
struct Asked {
  ConnectOptions over;
  onem2m::RequestPrimitive request;
  milliseconds deadline;
  ExchangeCallback done;
};

class FakeTransport final : public Transport {
 public:
  Result<std::unique_ptr<Listener>> listen(ListenOptions /*options*/) override {
    return fail(Errc::unsupported);
  }

  Result<std::unique_ptr<Client>> connect(ConnectOptions options) override {
    ++clients;
    return std::unique_ptr<Client>{std::make_unique<FakeClient>(asked, std::move(options))};
  }

  bool run_until(const std::function<bool()>& done, milliseconds /*at_most*/) override {
    return done();
  }

  void after(milliseconds /*delay*/, std::function<void()> task) override {
    tasks.push_back(std::move(task));
  }

  void run_tasks() {
    for (const auto& task : std::exchange(tasks, {})) {
      task();
    }
  }

  std::vector<Asked> asked;
  std::vector<std::function<void()>> tasks;
  std::size_t clients = 0;

 private:
  class FakeClient final : public Client {
   public:
    FakeClient(std::vector<Asked>& asked, ConnectOptions options)
        : asked_(asked),
          options_(std::move(options)) {}

    void exchange(const onem2m::RequestPrimitive& request,
                  milliseconds deadline,
                  ExchangeCallback done) override {
      asked_.push_back(
          {.over = options_, .request = request, .deadline = deadline, .done = std::move(done)});
    }

    void exchange_octets(Bytes /*octets*/,
                         RawThen /*then*/,
                         milliseconds /*deadline*/,
                         OctetsCallback /*done*/) override {}

    void command(const UpperTesterCommand& /*command*/,
                 milliseconds /*deadline*/,
                 UpperTesterCallback /*done*/) override {}

    [[nodiscard]] Bytes encode(const onem2m::RequestPrimitive& /*request*/) const override {
      return {};
    }

    [[nodiscard]] onem2m::Association association() const override { return {}; }

    void disconnect() override {}

   private:
    std::vector<Asked>& asked_;
    ConnectOptions options_;
  };
};

}  // namespace plumbline::harness::testing
