#include "plumbline/adapters/coap/binding.hpp"

#include "client_session.hpp"
#include "server.hpp"

#include <utility>

namespace plumbline::adapters::coap {
namespace {

class CoapClient final : public harness::Client {
 public:
  explicit CoapClient(std::shared_ptr<ClientSession> session) : session_(std::move(session)) {}

  CoapClient(const CoapClient&) = delete;
  CoapClient& operator=(const CoapClient&) = delete;
  CoapClient(CoapClient&&) = delete;
  CoapClient& operator=(CoapClient&&) = delete;

  ~CoapClient() override { session_->shut_down(); }

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
  std::shared_ptr<ClientSession> session_;
};

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
    return std::unique_ptr<harness::Client>{std::make_unique<CoapClient>(std::move(session))};
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
