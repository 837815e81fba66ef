#include "plumbline/adapters/exec/frames.hpp"

#include "plumbline/core/json_reader.hpp"

#include <limits>
#include <utility>

namespace plumbline::adapters::exec {

namespace {

constexpr std::int64_t kMaxSeq = std::numeric_limits<std::int64_t>::max();

Result<void> check_error(const Json& error) {
  JsonReader reader{error, "answer.error"};
  static_cast<void>(reader.string("code"));
  static_cast<void>(reader.optional_string("detail"));
  return reader.finish();
}

Result<HarnessFrame> start_frame(JsonReader& reader) {
  const StartFrame frame{.protocol = reader.integer("protocol", 0, kMaxSeq)};
  PLUMBLINE_TRY(reader.finish());
  return frame;
}

}  // namespace

Result<RequestFrame> request_frame(const Json& value) {
  JsonReader reader{value, "frame"};
  RequestFrame frame;
  frame.seq = reader.integer("seq", 0, kMaxSeq);
  frame.operation = reader.string("op");
  frame.input = reader.object("in");
  PLUMBLINE_TRY(reader.finish());
  return frame;
}

Result<HarnessFrame> parse_harness_frame(std::string_view line) {
  PLUMBLINE_TRY(const Json value, parse_json(line, {.octets = kMaxLineOctets}));
  JsonReader reader{value, "frame"};
  const std::string operation = reader.string("op");
  if (reader.failed()) {
    return reader.finish_lenient().error();
  }
  if (operation == "start") {
    return start_frame(reader);
  }
  if (operation == "stop") {
    PLUMBLINE_TRY(reader.finish());
    return StopFrame{};
  }
  PLUMBLINE_TRY(RequestFrame request, request_frame(value));
  return request;
}

Json to_json(const Hello& hello) {
  return {{"protocol", kProtocol},
          {"implementation",
           {{"name", hello.name}, {"version", hello.version}, {"language", hello.language}}},
          {"operations", hello.operations}};
}

Result<Hello> parse_hello(std::string_view line) {
  PLUMBLINE_TRY(const Json value, parse_json(line, {.octets = kMaxLineOctets}));
  JsonReader reader{value, "hello"};
  const auto protocol = reader.integer("protocol", 0, kMaxSeq);
  const Json& implementation = reader.object("implementation");
  const Json& operations = reader.array("operations");
  PLUMBLINE_TRY(reader.finish());
  if (protocol != kProtocol) {
    return fail(Errc::unsupported, "hello: protocol " + std::to_string(protocol));
  }
  Hello hello;
  JsonReader who{implementation, "hello.implementation"};
  hello.name = who.string("name");
  hello.version = who.string("version");
  hello.language = who.string("language");
  PLUMBLINE_TRY(who.finish());
  for (const Json& operation : operations) {
    if (!operation.is_string()) {
      return fail(Errc::malformed, "hello.operations: an element is no string");
    }
    hello.operations.push_back(operation.get<std::string>());
  }
  return hello;
}

Result<Json> parse_answer(std::string_view line, std::int64_t seq) {
  PLUMBLINE_TRY(Json value, parse_json(line, {.octets = kMaxLineOctets}));
  JsonReader reader{value, "answer"};
  const auto answered = reader.integer("seq", 0, kMaxSeq);
  const Json* const out = reader.optional_object("out");
  const auto unsupported = reader.optional_string("unsupported");
  const Json* const error = reader.optional_object("error");
  PLUMBLINE_TRY(reader.finish());
  if (answered != seq) {
    return fail(Errc::invalid_value, "answer.seq: is not the one of the request");
  }
  if ((out != nullptr) + unsupported.has_value() + (error != nullptr) != 1) {
    return fail(Errc::malformed, "answer: not exactly one of out, unsupported, error");
  }
  if (error != nullptr) {
    PLUMBLINE_TRY(check_error(*error));
  }
  return value;
}

Json error_answer(const Error& error) {
  return {{"error", {{"code", name_of(error.code)}, {"detail", error.detail}}}};
}

}  // namespace plumbline::adapters::exec
