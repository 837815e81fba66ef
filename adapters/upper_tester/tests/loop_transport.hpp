/// @file
/// A Transport without sockets: timers on the caller's thread, peers that are functions.

#pragma once

#include "plumbline/harness/transport.hpp"

#include <chrono>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <thread>
#include <utility>
#include <vector>

namespace plumbline::adapters::upper_tester {

class LoopTransport final : public harness::Transport {
 public:
  using Peer = std::function<Result<onem2m::ResponsePrimitive>(const onem2m::RequestPrimitive&)>;

  [[nodiscard]] Result<std::unique_ptr<harness::Listener>> listen(
      harness::ListenOptions /*options*/) override {
    return fail(Errc::unsupported);
  }

  [[nodiscard]] Result<std::unique_ptr<harness::Client>> connect(
      harness::ConnectOptions options) override {
    connected.push_back(options);
    if (refuse_to_connect) {
      return fail(Errc::key_mismatch, "the certificate is of another key");
    }
    return std::unique_ptr<harness::Client>{std::make_unique<LoopClient>(*this, options)};
  }

  bool run_until(const std::function<bool()>& done, harness::milliseconds at_most) override {
    const auto end = Clock::now() + at_most;
    while (!done() && Clock::now() < end) {
      const auto next = tasks_.begin();
      if (next == tasks_.end()) {
        return done();  // nothing will ever happen
      }
      std::this_thread::sleep_until(std::min(next->first, end));
      if (Clock::now() >= next->first) {
        const auto task = std::move(next->second);
        tasks_.erase(next);
        task();
      }
    }
    return done();
  }

  void after(harness::milliseconds delay, std::function<void()> task) override {
    tasks_.emplace(Clock::now() + delay, std::move(task));
  }

  std::map<std::string, Peer> peers;  ///< by host
  std::vector<harness::ConnectOptions> connected;
  int disconnects = 0;
  bool refuse_to_connect = false;

 private:
  using Clock = std::chrono::steady_clock;

  class LoopClient final : public harness::Client {
   public:
    LoopClient(LoopTransport& loop, harness::ConnectOptions options)
        : loop_(loop),
          options_(std::move(options)) {}

    void exchange(const onem2m::RequestPrimitive& request,
                  harness::milliseconds /*deadline*/,
                  harness::ExchangeCallback done) override {
      loop_.after(harness::milliseconds{0}, [this, request, done = std::move(done)] {
        done(loop_.peers.at(options_.address.host)(request));
      });
    }

    void exchange_octets(Bytes /*octets*/,
                         harness::RawThen /*then*/,
                         harness::milliseconds /*deadline*/,
                         harness::OctetsCallback /*done*/) override {}

    void command(const harness::UpperTesterCommand& /*command*/,
                 harness::milliseconds /*deadline*/,
                 harness::UpperTesterCallback /*done*/) override {}

    [[nodiscard]] Bytes encode(const onem2m::RequestPrimitive& /*request*/) const override {
      return {};
    }

    [[nodiscard]] onem2m::Association association() const override {
      onem2m::Association association;
      association.secured = options_.tls.has_value();
      association.proof = onem2m::PeerProof::pre_shared_key;
      association.exporter = [](std::string_view /*label*/,
                                std::size_t size) -> Result<crypto::SecretBytes> {
        return crypto::SecretBytes{size};
      };
      return association;
    }

    void disconnect() override { ++loop_.disconnects; }

   private:
    LoopTransport& loop_;
    harness::ConnectOptions options_;
  };

  std::multimap<Clock::time_point, std::function<void()>> tasks_;
};

}  // namespace plumbline::adapters::upper_tester
