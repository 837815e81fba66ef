#include "protected_procedure.hpp"

#include "end_to_end_run.hpp"

#include <utility>

namespace plumbline::entities::ae {

namespace {

/// Takes the keys of the configuration.
Result<void> fill(esprim::PairwiseKeys& keys, const AeConfiguration& configuration) {
  for (const AeSharedKey& key : configuration.pairwise_keys) {
    PLUMBLINE_TRY(keys.add({.id = key.id,
                            .peer = key.receiver,
                            .key = crypto::SecretBytes{key.key->expose()},
                            .expires = {}}));
  }
  return success();
}

}  // namespace

esprim::ReceiverAddress ProtectedProcedure::receiver() const {
  const NamedReceiver named = in_full(command_.receiver, session_.configuration().identity);
  return {.id = named.id,
          .to = named.address,
          .sec_info = command_.capabilities.empty() ? named.address : command_.capabilities};
}

esprim::Originator& ProtectedProcedure::originator() {
  AeMemory& memory = session_.memory();
  if (!memory.esprim) {
    const auto& cse = session_.configuration().cse;
    esprim::OriginatorConfiguration configuration;
    configuration.from = cse ? cse->originator : session_.configuration().identity;
    configuration.serialization = cse ? cse->serialization : onem2m::Serialization::json;
    memory.esprim.emplace(std::move(configuration),
                          memory.pairwise_keys,
                          memory.clock,
                          memory.ports.random,
                          session_.policy().esprim_policy());
  }
  return *memory.esprim;
}

Flow<AeFinished> ProtectedProcedure::run() {
  session_.enter("protect");
  const Result<onem2m::ResponsePrimitive> inner = co_await exchange();
  co_return finished_with(session_, inner);
}

Flow<Result<onem2m::ResponsePrimitive>> ProtectedProcedure::exchange() {
  if (!session_.memory().esprim) {
    PLUMBLINE_CO_TRY(fill(session_.memory().pairwise_keys, session_.configuration()));
  }
  esprim::Exchange way = originator().begin(receiver(), inner_request_of(command_, session_));
  esprim::Finished finished = co_await run_to_end(session_, way);
  co_return std::move(finished.inner);
}

}  // namespace plumbline::entities::ae
