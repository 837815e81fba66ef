/// @file
/// A faulty function in front of a right entity: it changes requests, associations or answers.

#pragma once

#include "plumbline/entities/entity.hpp"

#include <functional>
#include <memory>
#include <optional>
#include <utility>
#include <variant>

namespace plumbline::harness {

/// What stands in front: calls the entity as often as it likes, and answers.
using FrontHandler = std::function<onem2m::ResponsePrimitive(
    entities::Server&, const onem2m::RequestPrimitive&, const onem2m::Association&)>;

/// Passes requests for others on as the entity behind does; what the handler makes of the answer is
/// for answers at once only.
class Front final : public entities::Server {
 public:
  Front(std::unique_ptr<entities::Server> behind, FrontHandler handler)
      : behind_(std::move(behind)),
        handler_(std::move(handler)) {}

  [[nodiscard]] onem2m::ResponsePrimitive handle(const onem2m::RequestPrimitive& request,
                                                 const onem2m::Association& association) override {
    return handler_(*behind_, request, association);
  }

  [[nodiscard]] entities::Handling accept(const onem2m::RequestPrimitive& request,
                                          const onem2m::Association& association) override {
    Acceptor acceptor{*behind_};
    onem2m::ResponsePrimitive answer = handler_(acceptor, request, association);
    if (acceptor.forward) {
      return *std::move(acceptor.forward);
    }
    return answer;
  }

  [[nodiscard]] onem2m::ResponsePrimitive complete(
      const entities::Forward& forward, Result<onem2m::ResponsePrimitive> answer) override {
    return behind_->complete(forward, std::move(answer));
  }

 private:
  /// The entity behind as the handler sees it, keeping what is to be sent on.
  struct Acceptor final : entities::Server {
    explicit Acceptor(entities::Server& entity) : behind(entity) {}

    [[nodiscard]] onem2m::ResponsePrimitive handle(
        const onem2m::RequestPrimitive& request, const onem2m::Association& association) override {
      auto handling = behind.accept(request, association);
      if (auto* const answer = std::get_if<onem2m::ResponsePrimitive>(&handling)) {
        return std::move(*answer);
      }
      forward = std::get<entities::Forward>(std::move(handling));
      return {};
    }

    entities::Server& behind;
    std::optional<entities::Forward> forward;
  };

  std::unique_ptr<entities::Server> behind_;
  FrontHandler handler_;
};

/// A SlotFault::wrap; `handler` is copied for every server, so its state starts anew.
[[nodiscard]] inline auto front(FrontHandler handler) {
  return [handler = std::move(handler)](
             std::unique_ptr<entities::Server> behind) -> std::unique_ptr<entities::Server> {
    return std::make_unique<Front>(std::move(behind), handler);
  };
}

}  // namespace plumbline::harness
