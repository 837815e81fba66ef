#include "protected_procedure.hpp"

#include "plumbline/core/json_reader.hpp"
#include "plumbline/onem2m/identifier.hpp"

#include "command_words.hpp"
#include "end_to_end_run.hpp"

#include <array>
#include <limits>
#include <utility>

namespace plumbline::entities::ae {

namespace {

/// In the order of m2m:operation, which counts from 1.
constexpr std::array<std::string_view, 5> kOperations{
    "create", "retrieve", "update", "delete", "notify"};

constexpr std::size_t kRequestIdOctets = 8;

/// Takes the keys of the configuration.
Result<void> fill(esprim::PairwiseKeys& keys, const AeConfiguration& configuration) {
  for (const AePairwiseKey& key : configuration.pairwise_keys) {
    PLUMBLINE_TRY(keys.add({.id = key.id,
                            .peer = key.receiver,
                            .key = crypto::SecretBytes{key.key->expose()},
                            .expires = {}}));
  }
  return success();
}

}  // namespace

Result<ProtectedCommand> parse_protected_command(const Json& argument) {
  JsonReader reader{argument, "arg"};
  ProtectedCommand command;
  const auto place = read_word<std::uint8_t>(reader, "operation", kOperations, std::nullopt);
  command.operation = static_cast<onem2m::Operation>(place + 1);
  command.to = reader.string("to");
  if (reader.optional_any("type") != nullptr) {
    command.type = static_cast<std::uint32_t>(
        reader.integer("type", 1, std::numeric_limits<std::uint16_t>::max()));
  }
  if (const Json* const content = reader.optional_object("content")) {
    command.content = *content;
  }
  command.receiver.id = reader.optional_string("receiver").value_or("");
  command.receiver.address = reader.optional_string("address").value_or("");
  command.capabilities = reader.optional_string("capabilities").value_or("");
  if (command.to.empty()) {
    reader.refuse("to", "is empty");
  }
  if (command.type.has_value() != (command.operation == onem2m::Operation::create)) {
    reader.refuse("type", "goes with create, and only with that");
  }
  PLUMBLINE_TRY(reader.finish());
  return command;
}

esprim::ReceiverAddress ProtectedProcedure::receiver() const {
  const NamedReceiver named = in_full(command_.receiver, session_.configuration().identity);
  return {.id = named.id,
          .to = named.address,
          .sec_info = command_.capabilities.empty() ? named.address : command_.capabilities};
}

onem2m::RequestPrimitive ProtectedProcedure::inner_request() {
  onem2m::RequestPrimitive inner;
  inner.operation = command_.operation;
  inner.to = command_.to;
  inner.from = session_.configuration().identity;
  inner.request_id = to_hex(session_.random().bytes(kRequestIdOctets));
  inner.resource_type = command_.type;
  inner.content = command_.content;
  return inner;
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
  AeFinished finished;
  if (inner) {
    finished.output = {{"outcome", "answered"}, {"rsc", onem2m::number_of(inner.value().status)}};
    if (inner.value().content) {
      finished.output["content"] = *inner.value().content;
    }
  } else {
    finished.output = session_.failure(inner.error());
  }
  co_return std::move(finished);
}

Flow<Result<onem2m::ResponsePrimitive>> ProtectedProcedure::exchange() {
  if (!session_.memory().esprim) {
    PLUMBLINE_CO_TRY(fill(session_.memory().pairwise_keys, session_.configuration()));
  }
  esprim::Exchange way = originator().begin(receiver(), inner_request());
  esprim::Finished finished = co_await run_to_end(session_, way);
  co_return std::move(finished.inner);
}

}  // namespace plumbline::entities::ae
