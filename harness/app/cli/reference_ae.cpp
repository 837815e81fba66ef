#include "reference_ae.hpp"

#include <utility>

namespace plumbline::app {

ReferenceAe::ReferenceAe(harness::Transport& transport,
                         entities::Ports ports,
                         std::unique_ptr<entities::AePolicy> policy)
    : ae_(ports, std::move(policy)),
      host_(transport, ae_) {}

Result<std::unique_ptr<ReferenceAe>> ReferenceAe::start(harness::Transport& transport,
                                                        entities::Ports ports,
                                                        std::unique_ptr<entities::AePolicy> policy,
                                                        const std::string& host) {
  std::unique_ptr<ReferenceAe> out{new ReferenceAe{transport, ports, std::move(policy)}};
  harness::ListenOptions listen;
  listen.host = host;
  listen.upper_tester = out->host_.handler();
  // An AE is no receiver of requests in these procedures.
  listen.handler = [](const harness::IncomingRequest& incoming, const harness::Replier& reply) {
    reply(onem2m::respond(incoming.primitive,
                          onem2m::Status::operation_not_allowed,
                          "this AE takes upper tester commands only"));
  };
  PLUMBLINE_TRY(out->listener_, transport.listen(std::move(listen)));
  harness::ConnectOptions connect;
  connect.address = out->listener_->address();
  PLUMBLINE_TRY(out->client_, transport.connect(std::move(connect)));
  return out;
}

void ReferenceAe::command(const harness::UpperTesterCommand& command,
                          milliseconds deadline,
                          harness::UpperTesterCallback done) {
  client_->command(command, deadline, std::move(done));
}

}  // namespace plumbline::app
