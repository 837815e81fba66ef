#include "plumbline/adapters/coap/binding.hpp"

#include "plumbline/adapters/loop/handles.hpp"

#include "client_session.hpp"
#include "server.hpp"

#include <utility>

namespace plumbline::adapters::coap {
namespace {

class CoapBinding final : public loop::Binding {
 public:
  CoapBinding(std::shared_ptr<Loop> loop, OptionNumbers numbers)
      : loop_(std::move(loop)),
        numbers_(numbers) {}

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
  [[nodiscard]] OptionNumbers numbers_for(const harness::Dialect& dialect) const {
    return dialect.declares(harness::Deviation::old_option_numbers) ? OptionNumbers::r1 : numbers_;
  }

  std::shared_ptr<Loop> loop_;
  OptionNumbers numbers_;
};

}  // namespace

std::unique_ptr<loop::Binding> make_coap_binding(std::shared_ptr<loop::Loop> loop,
                                                 OptionNumbers numbers) {
  return std::make_unique<CoapBinding>(std::move(loop), numbers);
}

}  // namespace plumbline::adapters::coap
