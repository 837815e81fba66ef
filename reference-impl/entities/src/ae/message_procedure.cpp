#include "message_procedure.hpp"

#include <utility>
#include <variant>

namespace plumbline::entities::ae {

using message_auth::Credentials;
using onem2m::RequestPrimitive;
using onem2m::ResponsePrimitive;

namespace {

Result<Credentials> credentials_of(const AeConfiguration& configuration) {
  Credentials credentials;
  for (const AeSharedKey& shared : configuration.message_keys) {
    PLUMBLINE_TRY(auto credential,
                  message_auth::shared_credential({.id = shared.id,
                                                   .owner = configuration.identity,
                                                   .peer = shared.receiver,
                                                   .kpsa = shared.key->expose()}));
    PLUMBLINE_TRY(credentials.add(std::move(credential)));
  }
  return credentials;
}

}  // namespace

Result<message_auth::EndPoint*> MessageProcedure::end_point() {
  AeMemory& memory = session_.memory();
  if (!memory.messages) {
    PLUMBLINE_TRY(auto credentials, credentials_of(session_.configuration()));
    memory.messages.emplace(std::move(credentials),
                            message_auth::VerifierConfiguration{
                                .identity = registrar_of(session_.configuration().identity)},
                            memory.clock,
                            memory.ports.random,
                            session_.policy());
  }
  return &memory.messages->end_point();
}

message_auth::Path MessageProcedure::path_to(const std::string& receiver) const {
  const auto& cse = session_.configuration().cse;
  return {.source = session_.configuration().identity,
          .destination = receiver,
          .protection = *command_.message,
          .serialization = cse ? cse->serialization : onem2m::Serialization::json};
}

Flow<AeFinished> MessageProcedure::run() {
  session_.enter("protect");
  const Result<ResponsePrimitive> inner = co_await exchange();
  co_return finished_with(session_, inner);
}

Flow<Result<ResponsePrimitive>> MessageProcedure::exchange() {
  PLUMBLINE_CO_TRY(message_auth::EndPoint* const end, end_point());
  const NamedReceiver receiver = in_full(command_.receiver, session_.configuration().identity);
  const message_auth::Path path = path_to(receiver.id);
  const RequestPrimitive inner = inner_request_of(command_, session_);
  PLUMBLINE_CO_TRY(RequestPrimitive outer, end->send(inner, path, receiver.address));
  if (const auto& cse = session_.configuration().cse) {
    outer.from = cse->originator;
  }
  PLUMBLINE_CO_TRY(const Answered answered, co_await session_.exchange(AePeer::cse, outer));
  auto answer = end->receive(inner, path, answered.response, message_auth::Lookup::done);
  if (auto* const verified = std::get_if<message_auth::VerifiedResponse>(&answer)) {
    co_return std::move(verified->primitive);
  }
  if (!onem2m::is_success(answered.response.status)) {
    session_.decline(answered.response.status);
  }
  co_return std::get<Error>(std::move(answer));
}

}  // namespace plumbline::entities::ae
