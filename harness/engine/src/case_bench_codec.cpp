// How the bench drives a codec under test.

#include "case_bench.hpp"

#include <stdexcept>
#include <utility>

namespace plumbline::harness {

Json CaseBench::codec(std::string_view label, std::string_view operation, Json input) {
  if (!codec_) {
    if (const SutEndpoint* endpoint = sut(Role::codec)) {
      auto started = options_.workshop.codec_at(*endpoint);
      if (!started) {
        throw std::runtime_error{"cannot start the codec: " + to_string(started.error())};
      }
      codec_ = std::move(started.value());
    } else {
      codec_ = options_.workshop.codec();
      codec_ = options_.slots.fault.codec ? options_.slots.fault.codec(codec_) : codec_;
    }
  }
  // Vectors are public: their keys are no secrets and stay readable in the record.
  const Lanes lanes{.local = "tester", .remote = std::string{name_of(Role::codec)}};
  Message sent;
  sent.label = label;
  sent.association = "exec";
  sent.text = operation;
  sent.primitive = {{"seq", ++requests_}, {"op", operation}, {"in", std::move(input)}};
  Message got;
  const Json frame = sent.primitive;
  got.label = label;
  got.association = "exec";
  got.answers = recorder_.note(MessageKind::request, lanes, std::move(sent));
  Result<Json> answer = codec_(frame);
  got.primitive = answer ? std::move(answer.value())
                         : Json{{"error", {{"code", "io"}, {"detail", answer.error().detail}}}};
  Json out = got.primitive;
  recorder_.note(
      MessageKind::response, {.local = lanes.remote, .remote = lanes.local}, std::move(got));
  return out;
}

}  // namespace plumbline::harness
