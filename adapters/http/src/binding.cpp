#include "plumbline/adapters/http/binding.hpp"

#include "plumbline/adapters/loop/handles.hpp"

#include "asio.hpp"
#include "client_session.hpp"
#include "server.hpp"

#include <utility>

namespace plumbline::adapters::http {
namespace {

class HttpBinding final : public loop::Binding {
 public:
  explicit HttpBinding(std::shared_ptr<Loop> loop) : loop_(std::move(loop)) {}

  [[nodiscard]] std::string_view name() const override { return "http"; }

  [[nodiscard]] Result<std::unique_ptr<harness::Listener>> listen(
      harness::ListenOptions options) override {
    return make_listener(loop_, std::move(options));
  }

  [[nodiscard]] Result<std::unique_ptr<harness::Client>> connect(
      harness::ConnectOptions options) override {
    std::shared_ptr<const tls::Context> tls;
    if (options.tls) {
      PLUMBLINE_TRY(tls, tls::make_client_context(*options.tls));
    }
    auto session = std::make_shared<ClientSession>(loop_, std::move(options), std::move(tls));
    loop_->add(session);
    return loop::client_of(std::move(session));
  }

 private:
  std::shared_ptr<Loop> loop_;
};

}  // namespace

std::unique_ptr<loop::Binding> make_http_binding(std::shared_ptr<loop::Loop> loop) {
  return std::make_unique<HttpBinding>(std::move(loop));
}

}  // namespace plumbline::adapters::http
