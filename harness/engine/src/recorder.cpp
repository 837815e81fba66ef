#include "plumbline/harness/recorder.hpp"

#include <algorithm>
#include <ranges>

namespace plumbline::harness {
namespace {

MessageKind kind_of(TapKind kind) {
  switch (kind) {
    case TapKind::request:
      return MessageKind::request;
    case TapKind::response:
      return MessageKind::response;
    case TapKind::octets:
      return MessageKind::octets;
    case TapKind::event:
      return MessageKind::event;
  }
  return MessageKind::event;
}

std::string text_of(const onem2m::Association& association) {
  if (!association.secured) {
    return "plain";
  }
  std::string text = association.protocol;
  if (!association.cipher.empty()) {
    text += " " + association.cipher;
  }
  if (!association.peer.empty()) {
    text += " with " + association.peer;
  }
  return text;
}

}  // namespace

class Recorder::LaneTap final : public Tap {
 public:
  LaneTap(Recorder& recorder, Lanes lanes, NameLane remote)
      : recorder_(recorder),
        lanes_(std::move(lanes)),
        remote_(std::move(remote)) {}

  void record(TapMessage message) override {
    Lanes lanes = lanes_;
    if (std::string name = remote_ ? remote_(message.association) : std::string{}; !name.empty()) {
      lanes.remote = std::move(name);
    }
    recorder_.record(lanes, label_, std::move(message));
  }

  void label(std::string label) { label_ = std::move(label); }

 private:
  Recorder& recorder_;
  Lanes lanes_;
  NameLane remote_;
  std::string label_;
};

Recorder::Recorder(Redactor redactor, std::size_t octets_at_most)
    : redactor_(std::move(redactor)),
      octets_left_(octets_at_most) {}

Recorder::~Recorder() = default;

Tap& Recorder::tap(Lanes lanes, NameLane remote) {
  taps_.push_back(std::make_unique<LaneTap>(*this, std::move(lanes), std::move(remote)));
  return *taps_.back();
}

void Recorder::label(Tap& tap, std::string label) {
  for (const auto& known : taps_) {
    if (known.get() == &tap) {
      known->label(std::move(label));
      return;
    }
  }
}

void Recorder::record(const Lanes& lanes, const std::string& label, TapMessage message) {
  Message out;
  out.number = static_cast<int>(evidence_.messages.size()) + 1;
  out.kind = kind_of(message.kind);
  out.phase = phase_;
  out.label = label;
  out.at_us = since_start(message.at);
  out.from = message.sent ? lanes.local : lanes.remote;
  out.to = message.sent ? lanes.remote : lanes.local;
  out.binding = lanes.binding;
  out.association = text_of(message.association);
  out.text = std::move(message.text);
  const auto exchange = std::pair{message.connection, message.exchange};
  if (message.kind == TapKind::request) {
    requests_[exchange] = out.number;
  } else if (message.kind == TapKind::response && requests_.contains(exchange)) {
    out.answers = requests_[exchange];
  }
  if (message.primitive) {
    redactor_.add_by_structure(*message.primitive);
    out.primitive = redactor_.redact(std::move(*message.primitive));
  }
  if (message.octets.size() <= octets_left_) {
    octets_left_ -= message.octets.size();
    out.octets = redactor_.redact(std::string{as_text(message.octets)});
  } else {
    evidence_.truncated = true;
  }
  evidence_.messages.push_back(std::move(out));
}

int Recorder::note(MessageKind kind, const Lanes& lanes, Message message) {
  message.number = static_cast<int>(evidence_.messages.size()) + 1;
  message.kind = kind;
  message.phase = phase_;
  message.at_us = since_start(std::chrono::steady_clock::now());
  message.from = lanes.local;
  message.to = lanes.remote;
  message.binding = lanes.binding;
  message.primitive = redactor_.redact(std::move(message.primitive));
  evidence_.messages.push_back(std::move(message));
  return evidence_.messages.back().number;
}

std::int64_t Recorder::since_start(std::chrono::steady_clock::time_point at) const {
  return std::max<std::int64_t>(
      0, std::chrono::duration_cast<std::chrono::microseconds>(at - start_).count());
}

void Recorder::observe(std::string name, Json value, int message) {
  evidence_.observations.push_back(
      {.name = std::move(name), .value = std::move(value), .phase = phase_, .message = message});
}

int Recorder::last(std::string_view label, MessageKind kind) const {
  for (const Message& message : evidence_.messages | std::views::reverse) {
    if (message.label == label && message.kind == kind) {
      return message.number;
    }
  }
  return 0;
}

Evidence Recorder::take() {
  for (Message& message : evidence_.messages) {
    message.octets = redactor_.redact(std::move(message.octets));
    message.primitive = redactor_.redact(std::move(message.primitive));
    message.text = redactor_.redact(std::move(message.text));
  }
  for (Observation& seen : evidence_.observations) {
    seen.value = redactor_.redact(std::move(seen.value));
  }
  evidence_.redactions = redactor_.redactions();
  return std::move(evidence_);
}

}  // namespace plumbline::harness
