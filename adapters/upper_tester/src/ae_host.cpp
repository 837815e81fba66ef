#include "plumbline/adapters/upper_tester/ae_host.hpp"

#include "peer_options.hpp"

#include <array>
#include <deque>
#include <utility>
#include <variant>

namespace plumbline::adapters::upper_tester {

using entities::AeAction;
using entities::AeEvent;
using entities::AeExchanged;
using entities::AePeer;

struct AeHost::State : std::enable_shared_from_this<AeHost::State> {
  struct Waiting {
    harness::UpperTesterCommand command;
    Answer answer;
  };

  State(harness::Transport& transport_in, entities::Ae& ae_in, AeHostOptions options_in)
      : transport(transport_in),
        ae(ae_in),
        options(options_in) {}

  void submit(harness::UpperTesterCommand command, Answer answer);
  /// Begins the next command, always from a task of its own: the connections of a previous
  /// configuration end here, and not within one of their callbacks.
  void schedule_next();
  void begin_next();
  /// Tells the procedure what happened, until it waits for an exchange or is over.
  void advance(AeEvent event);
  void finish(entities::AeFinished finished);
  Result<void> exchange(const entities::AeSendRequest& request);
  Result<harness::Client*> client_of(AePeer peer);
  onem2m::Association association_of(const harness::Client& client) const;

  harness::Transport& transport;
  entities::Ae& ae;
  AeHostOptions options;
  std::deque<Waiting> waiting;
  bool busy = false;
  std::unique_ptr<entities::AeProcedure> procedure;
  Answer answer;
  std::array<std::unique_ptr<harness::Client>, 2> clients;  ///< by AePeer
  std::array<bool, 2> secured{};                            ///< whether they speak TLS only
  unsigned generation = 0;                                  ///< of the configuration they are for
};

void AeHost::State::submit(harness::UpperTesterCommand command, Answer answer_in) {
  if (waiting.size() >= options.waiting_commands) {
    answer_in({.status = onem2m::Status::not_acceptable,
               .output = {{"m2m:dbg", "too many commands are waiting"}}});
    return;
  }
  waiting.push_back({.command = std::move(command), .answer = std::move(answer_in)});
  if (!busy) {
    busy = true;
    schedule_next();
  }
}

void AeHost::State::schedule_next() {
  transport.after(harness::milliseconds{0}, [weak = weak_from_this()] {
    if (const auto self = weak.lock()) {
      self->begin_next();
    }
  });
}

void AeHost::State::begin_next() {
  if (generation != ae.generation()) {
    clients = {};
    generation = ae.generation();
  }
  if (waiting.empty()) {
    busy = false;
    return;
  }
  Waiting next = std::move(waiting.front());
  waiting.pop_front();
  answer = std::move(next.answer);
  procedure = ae.start(next.command.command, next.command.argument);
  advance(entities::AeStarted{});
}

void AeHost::State::advance(AeEvent event) {
  while (true) {
    AeAction action = procedure->advance(std::move(event));
    if (auto* const finished = std::get_if<entities::AeFinished>(&action)) {
      finish(std::move(*finished));
      return;
    }
    const Result<void> sent = exchange(std::get<entities::AeSendRequest>(action));
    if (sent) {
      return;
    }
    event = AeExchanged{.response = sent.error(), .association = {}};
  }
}

void AeHost::State::finish(entities::AeFinished finished) {
  procedure.reset();
  const Answer done = std::exchange(answer, nullptr);
  schedule_next();
  done({.status = finished.status, .output = std::move(finished.output)});
}

Result<void> AeHost::State::exchange(const entities::AeSendRequest& request) {
  PLUMBLINE_TRY(harness::Client* const client, client_of(request.peer));
  if (request.new_session) {
    client->disconnect();
  }
  client->exchange(request.primitive,
                   options.exchange_deadline,
                   [weak = weak_from_this(), client](Result<onem2m::ResponsePrimitive> response) {
                     if (const auto self = weak.lock()) {
                       self->advance(AeExchanged{.response = std::move(response),
                                                 .association = self->association_of(*client)});
                     }
                   });
  return success();
}

Result<harness::Client*> AeHost::State::client_of(AePeer peer) {
  auto& client = clients[static_cast<std::size_t>(peer)];
  if (!client) {
    const entities::AeConfiguration& configuration = *ae.configuration();
    const auto& configured = peer == AePeer::cse ? configuration.cse : configuration.tef;
    PLUMBLINE_TRY(harness::ConnectOptions connect,
                  connect_options(*configured, configuration.identity));
    connect.tap = options.tap;
    connect.bounds = options.bounds;
    secured[static_cast<std::size_t>(peer)] = connect.tls.has_value();
    PLUMBLINE_TRY(client, transport.connect(std::move(connect)));
  }
  return client.get();
}

/// A peer may close the connection with its answer: that it was secured stays true.
onem2m::Association AeHost::State::association_of(const harness::Client& client) const {
  onem2m::Association association = client.association();
  const bool is_cse = clients[static_cast<std::size_t>(AePeer::cse)].get() == &client;
  association.secured = secured[static_cast<std::size_t>(is_cse ? AePeer::cse : AePeer::tef)];
  return association;
}

AeHost::AeHost(harness::Transport& transport, entities::Ae& ae, AeHostOptions options)
    : state_(std::make_shared<State>(transport, ae, options)) {}

AeHost::~AeHost() = default;

void AeHost::submit(harness::UpperTesterCommand command, Answer answer) {
  state_->submit(std::move(command), std::move(answer));
}

harness::UpperTesterHandler AeHost::handler() {
  return [weak = std::weak_ptr{state_}](harness::UpperTesterCommand command, Answer answer) {
    if (const auto state = weak.lock()) {
      state->submit(std::move(command), std::move(answer));
    }
  };
}

}  // namespace plumbline::adapters::upper_tester
