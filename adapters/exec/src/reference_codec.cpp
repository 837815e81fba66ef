#include "plumbline/adapters/exec/reference_codec.hpp"

#include "plumbline/adapters/exec/frames.hpp"

#include "operations.hpp"

#include <utility>

namespace plumbline::adapters::exec {

namespace {

const Operations& operations() {
  static const Operations all = [] {
    Operations made;
    add_derivations(made);
    add_esdata_operations(made);
    add_esf_operations(made);
    add_esprim_operations(made);
    add_jwe_operations(made);
    add_jws_operations(made);
    add_message_operations(made);
    return made;
  }();
  return all;
}

Json answer(const RequestFrame& request, RandomSource& random) {
  const auto operation = operations().find(request.operation);
  if (operation == operations().end()) {
    return {{"unsupported", "no operation of this codec"}};
  }
  Result<Json> out = operation->second(request.input, random);
  return out ? Json{{"out", std::move(out).value()}} : error_answer(out.error());
}

}  // namespace

harness::Codec reference_codec(RandomSource& random) {
  return [&random](const Json& frame) -> Result<Json> {
    const auto request = request_frame(frame);
    if (!request) {
      return error_answer(request.error());
    }
    Json answered = answer(request.value(), random);
    answered["seq"] = request.value().seq;
    return answered;
  };
}

std::vector<std::string> reference_operations() {
  std::vector<std::string> names;
  for (const auto& [name, operation] : operations()) {
    names.push_back(name);
  }
  return names;
}

}  // namespace plumbline::adapters::exec
