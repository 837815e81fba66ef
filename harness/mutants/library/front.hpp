/// @file
/// A faulty function in front of a right entity: it changes requests, associations or answers.

#pragma once

#include "plumbline/entities/entity.hpp"

#include <functional>
#include <memory>
#include <utility>

namespace plumbline::harness {

/// What stands in front: calls the entity as often as it likes, and answers.
using FrontHandler = std::function<onem2m::ResponsePrimitive(
    entities::Server&, const onem2m::RequestPrimitive&, const onem2m::Association&)>;

class Front final : public entities::Server {
 public:
  Front(std::unique_ptr<entities::Server> behind, FrontHandler handler)
      : behind_(std::move(behind)),
        handler_(std::move(handler)) {}

  [[nodiscard]] onem2m::ResponsePrimitive handle(const onem2m::RequestPrimitive& request,
                                                 const onem2m::Association& association) override {
    return handler_(*behind_, request, association);
  }

 private:
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
