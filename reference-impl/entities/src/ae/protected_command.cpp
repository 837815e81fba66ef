#include "protected_command.hpp"

#include "plumbline/core/bytes.hpp"
#include "plumbline/core/json_reader.hpp"

#include "command_words.hpp"

#include <array>
#include <limits>

namespace plumbline::entities::ae {

namespace {

/// In the order of m2m:operation, which counts from 1.
constexpr std::array<std::string_view, 5> kOperations{
    "create", "retrieve", "update", "delete", "notify"};

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
  if (const auto name = reader.optional_string("message")) {
    command.message = message_auth::protection_named(*name);
    // An AE is given no signature key.
    if (!command.message || *command.message == message_auth::Protection::signature) {
      reader.refuse("message", "is none of integrity, confidentiality, both");
    }
  }
  if (command.to.empty()) {
    reader.refuse("to", "is empty");
  }
  if (command.type.has_value() != (command.operation == onem2m::Operation::create)) {
    reader.refuse("type", "goes with create, and only with that");
  }
  PLUMBLINE_TRY(reader.finish());
  return command;
}

onem2m::RequestPrimitive inner_request_of(const ProtectedCommand& command, Session& session) {
  constexpr std::size_t kRequestIdOctets = 8;
  onem2m::RequestPrimitive inner;
  inner.operation = command.operation;
  inner.to = command.to;
  inner.from = session.configuration().identity;
  inner.request_id = to_hex(session.random().bytes(kRequestIdOctets));
  inner.resource_type = command.type;
  inner.content = command.content;
  return inner;
}

AeFinished finished_with(const Session& session, const Result<onem2m::ResponsePrimitive>& inner) {
  AeFinished finished;
  if (inner) {
    finished.output = {{"outcome", "answered"}, {"rsc", onem2m::number_of(inner.value().status)}};
    if (inner.value().content) {
      finished.output["content"] = *inner.value().content;
    }
  } else {
    finished.output = session.failure(inner.error());
  }
  return finished;
}

}  // namespace plumbline::entities::ae
