/// @file
/// Seams around a right transit CSE: what passes it, and the client with which it reaches a hop.

#pragma once

#include "plumbline/entities/cse/cse_policy.hpp"
#include "plumbline/entities/entity.hpp"
#include "plumbline/harness/slot.hpp"

#include "library/mutant_of.hpp"

#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <variant>

namespace plumbline::harness {

/// What a faulty transit CSE does to what passes; empty members leave it as it is.
struct PassageFault {
  /// Before the CSE looks at a request.
  std::function<void(onem2m::RequestPrimitive&, onem2m::Association&)> request;
  /// What the CSE sends on.
  std::function<void(entities::Forward&)> forward;
  /// Its own answer to a request that it does not send on.
  std::function<void(const onem2m::RequestPrimitive&, onem2m::ResponsePrimitive&)> answer;
  /// The answer to a request that it sent on.
  std::function<void(const entities::Forward&, onem2m::ResponsePrimitive&)> returning;
};

class Passage final : public entities::Server {
 public:
  Passage(std::unique_ptr<entities::Server> cse, PassageFault fault)
      : cse_(std::move(cse)),
        fault_(std::move(fault)) {}

  [[nodiscard]] onem2m::ResponsePrimitive handle(const onem2m::RequestPrimitive& request,
                                                 const onem2m::Association& association) override {
    return cse_->handle(request, association);
  }

  [[nodiscard]] entities::Handling accept(const onem2m::RequestPrimitive& request,
                                          const onem2m::Association& association) override {
    onem2m::RequestPrimitive changed = request;
    onem2m::Association taken_for = association;
    if (fault_.request) {
      fault_.request(changed, taken_for);
    }
    entities::Handling handling = cse_->accept(changed, taken_for);
    if (auto* const forward = std::get_if<entities::Forward>(&handling)) {
      if (fault_.forward) {
        fault_.forward(*forward);
      }
    } else if (fault_.answer) {
      fault_.answer(request, std::get<onem2m::ResponsePrimitive>(handling));
    }
    return handling;
  }

  [[nodiscard]] onem2m::ResponsePrimitive complete(
      const entities::Forward& forward, Result<onem2m::ResponsePrimitive> answer) override {
    onem2m::ResponsePrimitive out = cse_->complete(forward, std::move(answer));
    if (fault_.returning) {
      fault_.returning(forward, out);
    }
    return out;
  }

 private:
  std::unique_ptr<entities::Server> cse_;
  PassageFault fault_;
};

/// A SlotFault::wrap.
[[nodiscard]] inline auto passage(PassageFault fault) {
  return [fault = std::move(fault)](
             std::unique_ptr<entities::Server> cse) -> std::unique_ptr<entities::Server> {
    return std::make_unique<Passage>(std::move(cse), fault);
  };
}

/// A CSE that says all is well where it refuses with `status`.
[[nodiscard]] inline SlotFault saying_ok_for(onem2m::Status status) {
  return {.wrap = passage({.answer = [status](const onem2m::RequestPrimitive& /*request*/,
                                              onem2m::ResponsePrimitive& response) {
            if (response.status == status) {
              response.status = onem2m::Status::ok;
            }
          }})};
}

/// A client that does as the one behind it.
class HopClient : public Client {
 public:
  explicit HopClient(std::unique_ptr<Client> behind) : behind_(std::move(behind)) {}

  void exchange(const onem2m::RequestPrimitive& request,
                milliseconds deadline,
                ExchangeCallback done) override {
    behind_->exchange(request, deadline, std::move(done));
  }

  void exchange_octets(Bytes octets,
                       RawThen then,
                       milliseconds deadline,
                       OctetsCallback done) override {
    behind_->exchange_octets(std::move(octets), then, deadline, std::move(done));
  }

  void command(const UpperTesterCommand& command,
               milliseconds deadline,
               UpperTesterCallback done) override {
    behind_->command(command, deadline, std::move(done));
  }

  [[nodiscard]] Bytes encode(const onem2m::RequestPrimitive& request) const override {
    return behind_->encode(request);
  }

  [[nodiscard]] onem2m::Association association() const override { return behind_->association(); }

  void disconnect() override { behind_->disconnect(); }

 private:
  std::unique_ptr<Client> behind_;
};

/// A CSE that reaches its hops by `Hop`, a HopClient.
template <typename Hop>
[[nodiscard]] SlotFault with_hop() {
  return {.hop = [](std::unique_ptr<Client> behind) -> std::unique_ptr<Client> {
    return std::make_unique<Hop>(std::move(behind));
  }};
}

/// A CSE that decides as `Policy` does.
template <typename Policy>
[[nodiscard]] SlotFault with_transit_policy() {
  return {.cse_policy = [] { return std::make_unique<Policy>(); }};
}

/// A transit CSE with `fault`; the rest as mutant_of().
[[nodiscard]] inline Mutant transit_with(std::string name,
                                         std::string description,
                                         const std::string& target,
                                         SlotFault fault,
                                         std::string variant = {}) {
  return mutant_of(Role::tcse,
                   std::move(name),
                   std::move(description),
                   target,
                   std::move(fault),
                   std::move(variant));
}

}  // namespace plumbline::harness
