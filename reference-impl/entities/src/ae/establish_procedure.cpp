#include "establish_procedure.hpp"

#include "plumbline/core/json_reader.hpp"
#include "plumbline/onem2m/timestamp.hpp"

#include "end_to_end_run.hpp"
#include "identity.hpp"

#include <chrono>
#include <utility>

namespace plumbline::entities::ae {

Result<EstablishCommand> parse_establish_command(const Json& argument) {
  JsonReader reader{argument, "arg"};
  EstablishCommand command;
  command.receiver.id = reader.optional_string("receiver").value_or("");
  command.receiver.address = reader.optional_string("address").value_or("");
  const Json& certificate = reader.object("certificate");
  PLUMBLINE_TRY(reader.finish());
  PLUMBLINE_TRY(command.certificate, read_identity(certificate, "arg.certificate"));
  return command;
}

Result<escertke::Initiator*> EstablishProcedure::initiator() {
  AeMemory& memory = session_.memory();
  const AeConfiguration& own = session_.configuration();
  if (!own.escertke) {
    return fail(Errc::key_not_found, "the AE was given no certificate for ESCertKE");
  }
  if (!memory.escertke) {
    PLUMBLINE_TRY(auto made,
                  escertke::Initiator::make({.end_point = *own.escertke,
                                             .from = own.cse ? own.cse->originator : own.identity},
                                            memory.clock,
                                            memory.ports.random,
                                            session_.policy().escertke_policy()));
    memory.escertke.emplace(std::move(made));
  }
  return &*memory.escertke;
}

Flow<Result<escertke::EstablishedKey>> EstablishProcedure::establish() {
  PLUMBLINE_CO_TRY(escertke::Initiator * initiator, initiator());
  const NamedReceiver receiver = in_full(command_.receiver, session_.configuration().identity);
  escertke::Initiation way = initiator->begin(
      {.id = receiver.id, .to = receiver.address, .certificate = command_.certificate});
  escertke::Finished finished = co_await run_to_end(session_, way);
  co_return std::move(finished.key);
}

Flow<AeFinished> EstablishProcedure::run() {
  session_.enter("establish");
  Result<escertke::EstablishedKey> made = co_await establish();
  AeFinished finished;
  if (made) {
    finished.output = {
        {"outcome", "established"},
        {"key_id", made.value().id},
        {"expires",
         onem2m::to_timestamp(std::chrono::floor<std::chrono::seconds>(made.value().expires))}};
    session_.memory().established.add(std::move(made).value(), session_.now());
  } else {
    finished.output = session_.failure(made.error());
  }
  co_return std::move(finished);
}

}  // namespace plumbline::entities::ae
