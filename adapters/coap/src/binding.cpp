#include "plumbline/adapters/coap/binding.hpp"

#include "plumbline/adapters/loop/handles.hpp"

#include "client_session.hpp"
#include "server.hpp"

#include <utility>

namespace plumbline::adapters::coap {
namespace {

OptionNumbers numbers_for(const harness::Dialect& dialect) {
  return dialect.declares(harness::Deviation::old_option_numbers) ? OptionNumbers::r1
                                                                  : OptionNumbers::r3;
}

class CoapBinding final : public loop::Binding {
 public:
  explicit CoapBinding(std::shared_ptr<Loop> loop) : loop_(std::move(loop)) {}

  [[nodiscard]] std::string_view name() const override { return "coap"; }

  [[nodiscard]] Result<std::unique_ptr<harness::Listener>> listen(
      harness::ListenOptions options) override {
    const auto numbers = numbers_for(options.dialect);
    return make_listener(loop_, std::move(options), numbers);
  }

  [[nodiscard]] Result<std::unique_ptr<harness::Client>> connect(
      harness::ConnectOptions options) override {
    const auto numbers = numbers_for(options.dialect);
    auto session = std::make_shared<ClientSession>(loop_, std::move(options), numbers);
    PLUMBLINE_TRY(session->set_up());
    loop_->add(session);
    return loop::client_of(std::move(session));
  }

 private:
  std::shared_ptr<Loop> loop_;
};

}  // namespace

std::unique_ptr<loop::Binding> make_coap_binding(std::shared_ptr<loop::Loop> loop) {
  return std::make_unique<CoapBinding>(std::move(loop));
}

}  // namespace plumbline::adapters::coap
