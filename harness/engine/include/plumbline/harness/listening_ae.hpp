/// @file
/// An AE of the tester that waits for requests at a point of access.

#pragma once

#include "plumbline/core/result.hpp"
#include "plumbline/harness/transport.hpp"
#include "plumbline/onem2m/primitive.hpp"

#include <functional>
#include <memory>
#include <string>

namespace plumbline::harness {

class ListeningAe {
 public:
  using Handler = std::function<onem2m::ResponsePrimitive(const onem2m::RequestPrimitive&)>;

  /// Listens as `options` say; their handler is set here. Errc::io when no port can be bound or the
  /// broker is not reached.
  [[nodiscard]] static Result<std::unique_ptr<ListeningAe>> start(ListenOptions options,
                                                                  Transport& transport);

  /// What the AE registers as its pointOfAccess.
  [[nodiscard]] std::string point_of_access() const;

  /// What it answers from now on; null, as at first: 2000 without content.
  void answer_with(Handler handler) { handler_ = std::move(handler); }

 private:
  ListeningAe() = default;

  Handler handler_;
  std::unique_ptr<Listener> listener_;
};

}  // namespace plumbline::harness
