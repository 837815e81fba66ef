#include "obstruction.hpp"

#include <utility>
#include <variant>

namespace plumbline::harness {
namespace {

/// How long the node holds back what nothing else sets free; well within every deadline.
constexpr milliseconds kHold{200};

}  // namespace

struct Obstruction::State : std::enable_shared_from_this<Obstruction::State> {
  struct Exchange {
    onem2m::Association association;
    Replier reply;  ///< empty once it is answered
  };

  State(HostileScript script_in, Transport& transport_in, Serve serve_in)
      : script(std::move(script_in)),
        transit(script.steps),
        transport(transport_in),
        serve(std::move(serve_in)) {}

  void take(const IncomingRequest& incoming, const Replier& reply);
  /// Lets `passing` meet the node, and sends on what comes out of it.
  void meet(Passing passing);
  void send_on(Passing passing);
  /// The node holds a message of `exchange`: something else comes by, and later it lets go.
  void held(const Exchange& exchange);

  HostileScript script;
  HostileTransit transit;
  Transport& transport;
  Serve serve;
  std::map<std::uint64_t, Exchange> exchanges;
  std::uint64_t last = 0;
  bool other_came = false;
};

void Obstruction::State::take(const IncomingRequest& incoming, const Replier& reply) {
  const std::uint64_t exchange = ++last;
  exchanges[exchange] = {.association = incoming.association, .reply = reply};
  meet({.exchange = exchange, .message = incoming.primitive});
}

void Obstruction::State::meet(Passing passing) {
  const Exchange exchange = exchanges[passing.exchange];
  const std::size_t planned = transit.pending().size();
  for (Passing& on : transit.pass(std::move(passing))) {
    send_on(std::move(on));
  }
  if (transit.pending().size() < planned) {
    held(exchange);
  }
}

void Obstruction::State::send_on(Passing passing) {
  Exchange& exchange = exchanges[passing.exchange];
  if (auto* const request = std::get_if<onem2m::RequestPrimitive>(&passing.message)) {
    const IncomingRequest incoming{.primitive = std::move(*request),
                                   .association = exchange.association};
    serve(incoming, [weak = weak_from_this(), number = passing.exchange](Reply reply) {
      const auto self = weak.lock();
      auto* const response = std::get_if<onem2m::ResponsePrimitive>(&reply);
      if (self && response != nullptr) {
        self->meet({.exchange = number, .message = std::move(*response)});
      }
    });
    return;
  }
  if (const Replier reply = std::exchange(exchange.reply, nullptr)) {
    reply(std::get<onem2m::ResponsePrimitive>(std::move(passing.message)));
  }
}

void Obstruction::State::held(const Exchange& exchange) {
  if (script.other && !other_came) {
    other_came = true;
    const std::uint64_t number = ++last;
    exchanges[number] = {.association = exchange.association, .reply = nullptr};
    meet({.exchange = number, .message = *script.other});
  }
  transport.after(kHold, [weak = weak_from_this()] {
    if (const auto self = weak.lock()) {
      for (Passing& on : self->transit.release()) {
        self->send_on(std::move(on));
      }
    }
  });
}

Obstruction::Obstruction(HostileScript script, Transport& transport, Serve serve)
    : state_(std::make_shared<State>(std::move(script), transport, std::move(serve))) {}

bool Obstruction::concerns(const onem2m::RequestPrimitive& request) const {
  return !state_->script.about || state_->script.about(request);
}

void Obstruction::take(const IncomingRequest& incoming, const Replier& reply) {
  state_->take(incoming, reply);
}

std::vector<std::string> Obstruction::misdeeds_left() const {
  std::vector<std::string> out;
  for (const HostileStep& step : state_->transit.pending()) {
    out.emplace_back(name_of(step.misdeed));
  }
  return out;
}

}  // namespace plumbline::harness
