#include "plumbline/harness/listening_ae.hpp"

#include <utility>

namespace plumbline::harness {

Result<std::unique_ptr<ListeningAe>> ListeningAe::start(ListenOptions options,
                                                        Transport& transport) {
  std::unique_ptr<ListeningAe> out{new ListeningAe};
  options.handler = [ae = out.get()](const IncomingRequest& incoming, const Replier& reply) {
    reply(ae->handler_ ? ae->handler_(incoming.primitive)
                       : onem2m::respond(incoming.primitive, onem2m::Status::ok));
  };
  PLUMBLINE_TRY(out->listener_, transport.listen(std::move(options)));
  return out;
}

std::string ListeningAe::point_of_access() const {
  return to_uri(listener_->address());
}

}  // namespace plumbline::harness
