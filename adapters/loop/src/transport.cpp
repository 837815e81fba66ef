// A transport: one loop, and the bindings that work on it, told apart by their names.

#include "plumbline/adapters/loop/binding.hpp"
#include "plumbline/adapters/loop/loop.hpp"

#include "answer_check.hpp"

#include <algorithm>
#include <string>
#include <utility>

namespace plumbline::adapters::loop {
namespace {

class LoopTransport final : public harness::Transport {
 public:
  explicit LoopTransport(const std::vector<BindingFactory>& factories) {
    for (const BindingFactory& make : factories) {
      bindings_.push_back(make(loop_));
    }
  }

  LoopTransport(const LoopTransport&) = delete;
  LoopTransport& operator=(const LoopTransport&) = delete;
  LoopTransport(LoopTransport&&) = delete;
  LoopTransport& operator=(LoopTransport&&) = delete;

  ~LoopTransport() override { loop_->shut_down(); }

  [[nodiscard]] Result<std::unique_ptr<harness::Listener>> listen(
      harness::ListenOptions options) override {
    PLUMBLINE_TRY(auto* binding, find(options.binding));
    options.handler = tell_uses(std::move(options.handler), options.binding, options.dialect);
    return binding->listen(std::move(options));
  }

  [[nodiscard]] Result<std::unique_ptr<harness::Client>> connect(
      harness::ConnectOptions options) override {
    PLUMBLINE_TRY(auto* binding, find(binding_of(options.address)));
    PLUMBLINE_TRY(check_security(options));
    return make_checked_client(std::move(options), [binding](harness::ConnectOptions with) {
      return binding->connect(std::move(with));
    });
  }

  bool run_until(const std::function<bool()>& done, harness::milliseconds at_most) override {
    return loop_->run_until(done, at_most);
  }

  void after(harness::milliseconds delay, std::function<void()> task) override {
    loop_->after(delay, std::move(task));
  }

 private:
  [[nodiscard]] Result<Binding*> find(std::string_view name) const {
    const auto found = std::ranges::find(bindings_, name, [](const auto& b) { return b->name(); });
    if (found == bindings_.end()) {
      return fail(Errc::unsupported, "no binding '" + std::string{name} + "'");
    }
    return found->get();
  }

  std::shared_ptr<Loop> loop_ = std::make_shared<Loop>();
  std::vector<std::unique_ptr<Binding>> bindings_;
};

}  // namespace

std::unique_ptr<harness::Transport> make_transport(const std::vector<BindingFactory>& factories) {
  return std::make_unique<LoopTransport>(factories);
}

Result<void> check_security(const harness::ConnectOptions& options) {
  if (is_secured(options.address) == options.tls.has_value()) {
    return success();
  }
  return fail(Errc::malformed,
              to_uri(options.address) +
                  (options.tls ? ": TLS options for a plain connection" : ": no TLS options"));
}

}  // namespace plumbline::adapters::loop
