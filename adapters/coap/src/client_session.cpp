#include "client_session.hpp"

#include "declared_form.hpp"
#include "upper_tester.hpp"

#include <boost/asio/post.hpp>

#include <algorithm>
#include <utility>

namespace plumbline::adapters::coap {
namespace {

using harness::TapKind;

BlockLimits limits_of(const harness::Bounds& bounds) {
  return {.datagram = kMessage, .body = bounds.body_octets};
}

std::string text_of(coap_nack_reason_t reason) {
  switch (reason) {
    case COAP_NACK_RST:
      return "reset by the peer";
    case COAP_NACK_ICMP_ISSUE:
      return "refused: nothing listens there";
    case COAP_NACK_TOO_MANY_RETRIES:
      return "no acknowledgement";
    case COAP_NACK_TLS_FAILED:
    case COAP_NACK_NOT_DELIVERABLE:
      break;
  }
  return "not delivered";
}

}  // namespace

ClientSession::ClientSession(std::shared_ptr<Loop> loop,
                             harness::ConnectOptions options,
                             OptionNumbers numbers)
    : loop_(std::move(loop)),
      options_(std::move(options)),
      numbers_(numbers),
      library_(std::make_shared<Library>(loop_, *this)),
      timer_(loop_->context()) {}

Result<void> ClientSession::set_up() {
  if (options_.tls) {
    PLUMBLINE_TRY(tls_, tls::adopt_client_context(library_->tls(), *options_.tls));
    library_->keep(tls_);
  }
  library_->start();
  return success();
}

ClientSession::What ClientSession::what_of(Result<Message> message) {
  return message ? What{std::move(message).value()} : What{message.error()};
}

// --- what the user asks --------------------------------------------------------------------------

void ClientSession::exchange(const onem2m::RequestPrimitive& request,
                             harness::milliseconds deadline,
                             harness::ExchangeCallback done) {
  Job job{.what = what_of(
              encode_request(request, options_.address.path, numbers_, options_.serialization)),
          .primitive = {},
          .until = SteadyClock::now() + deadline,
          .done = std::move(done)};
  if (options_.tap != nullptr) {
    job.primitive = to_json(request);
  }
  push(std::move(job));
}

void ClientSession::exchange_octets(Bytes octets,
                                    harness::RawThen then,
                                    harness::milliseconds deadline,
                                    harness::OctetsCallback done) {
  push({.what = RawOctets{.octets = std::move(octets), .then = then},
        .primitive = {},
        .until = SteadyClock::now() + deadline,
        .done = std::move(done)});
}

void ClientSession::command(const harness::UpperTesterCommand& command,
                            harness::milliseconds deadline,
                            harness::UpperTesterCallback done) {
  push({.what = what_of(encode_command(command, options_.address.path)),
        .primitive = {},
        .until = SteadyClock::now() + deadline,
        .done = std::move(done)});
}

Bytes ClientSession::encode(const onem2m::RequestPrimitive& request) const {
  auto message = encode_request(request, options_.address.path, numbers_, options_.serialization);
  auto octets = message ? to_octets({.message = std::move(message).value()}) : message.error();
  return octets ? std::move(octets).value() : Bytes{};
}

onem2m::Association ClientSession::association() const {
  return connected_ ? peer_->association() : onem2m::Association{};
}

void ClientSession::disconnect() {
  close_session("closed");
  if (current_) {
    give_up(fail(Errc::unreachable, "disconnected"));
  }
}

void ClientSession::shut_down() {
  dead_ = true;
  queue_.clear();
  current_.reset();
  timer_.cancel();
  if (raw_ != nullptr) {
    raw_->cancel();
  }
  close_session("closed");
  library_->close();
}

// --- the queue -----------------------------------------------------------------------------------

void ClientSession::push(Job job) {
  if (dead_) {
    return;
  }
  queue_.push_back(std::move(job));
  // Posted: no callback from within the call that starts an exchange.
  asio::post(loop_->context(), [self = shared_from_this()] { self->start_next(); });
}

void ClientSession::start_next() {
  if (dead_ || current_ || queue_.empty()) {
    return;
  }
  current_ = std::move(queue_.front());
  queue_.pop_front();
  if (SteadyClock::now() >= current_->until) {
    give_up(fail(Errc::timed_out, "deadline passed before the request was sent"));
    return;
  }
  const auto what = std::move(current_->what);
  std::visit([this](const auto& form) { start(form); }, what);
}

void ClientSession::start(const Message& request) {
  blocks_.emplace(request, limits_of(options_.bounds));
  const auto first = blocks_->start();
  if (!first) {
    give_up(first.error());
    return;
  }
  if (const auto opened = open(); !opened) {
    give_up(opened.error());
    return;
  }
  ++exchange_;
  wait_for_deadline();
  const auto sent = send_block(first.value());
  if (!sent) {
    give_up(sent.error());
    return;
  }
  library_->process();
}

void ClientSession::start(const RawOctets& raw) {
  raw_ = std::make_shared<RawExchange>(loop_, options_, numbers_, raw);
  const auto started = raw_;  // it may be over before start() is
  started->start(current_->until, [self = shared_from_this()](Result<Bytes> result) {
    self->finish([result = std::move(result)](const Callback& done) {
      std::get<harness::OctetsCallback>(done)(result);
    });
  });
}

void ClientSession::wait_for_deadline() {
  auto by = current_->until;
  if (!connected_) {
    by = std::min(by, SteadyClock::now() + options_.bounds.handshake);
  }
  timer_.expires_at(by);
  timer_.async_wait([weak = weak_from_this()](error_code cancelled) {
    const auto self = weak.lock();
    if (cancelled || self == nullptr || !self->current_) {
      return;
    }
    const auto error =
        self->connected_ ? fail(Errc::timed_out, "response: deadline passed")
                         : fail(Errc::unreachable, "handshake refused: no end before its deadline");
    self->close_session(error.detail);
    self->give_up(error);
  });
}

// --- the session ---------------------------------------------------------------------------------

Result<void> ClientSession::open() {
  if (session_ != nullptr) {
    return success();
  }
  PLUMBLINE_TRY(const auto endpoint, resolve(*loop_, options_.address.host, options_.address.port));
  const auto to = address_of(endpoint);
  refusal_.clear();
  exchange_ = 0;
  peer_.emplace(options_.tap);
  if (options_.tls) {
    coap_dtls_pki_t setup{};
    setup.version = COAP_DTLS_PKI_SETUP_VERSION;
    setup.verify_peer_cert = 1;
    auto name = options_.tls->server_name;
    setup.client_sni = name.empty() ? nullptr : name.data();
    setup.pki_key.key_type = COAP_PKI_KEY_PEM;  // empty: the credentials are in the adopted context
    session_ =
        coap_new_client_session_pki(&library_->context(), nullptr, &to, COAP_PROTO_DTLS, &setup);
  } else {
    session_ = coap_new_client_session(&library_->context(), nullptr, &to, COAP_PROTO_UDP);
  }
  if (session_ == nullptr) {
    peer_.reset();
    return fail(Errc::unreachable, to_uri(options_.address) + ": no session");
  }
  coap_session_set_mtu(session_, kDatagram);
  connected_ = !options_.tls.has_value();
  return success();
}

void ClientSession::close_session(std::string why) {
  if (session_ == nullptr) {
    return;
  }
  peer_->record_event(std::move(why));
  peer_->detach();
  peer_->release();
  connected_ = false;
  coap_session_release(std::exchange(session_, nullptr));
  peer_.reset();
}

Result<void> ClientSession::send_block(const Message& message) {
  token_.resize(8);
  std::size_t size = token_.size();
  coap_session_new_token(session_, &size, token_.data());
  token_.resize(size);
  const bool first = blocks_->is_first();
  PLUMBLINE_TRY(const auto message_id, send(*session_, Type::con, token_, message));
  if (first && peer_->tapped()) {
    unshown_ = Datagram{.type = Type::con,
                        .message_id = message_id,
                        .token = token_,
                        .message = blocks_->request()};
    show_request();
  }
  return success();
}

// libcoap keeps a request until the handshake is over; the tap sees what goes out, within what.
void ClientSession::show_request() {
  if (connected_ && unshown_) {
    peer_->record(TapKind::request, true, exchange_, *unshown_, std::move(current_->primitive));
    unshown_.reset();
  }
}

std::optional<Message> ClientSession::on_request(coap_session_t& /*session*/,
                                                 const Datagram& /*request*/) {
  return Message{.code = code_of(405)};  // a client serves nothing
}

void ClientSession::on_response(coap_session_t& session, const Datagram& response) {
  if (&session != session_ || !current_ || !blocks_ || response.token != token_) {
    return;  // late, or to nothing that was asked
  }
  take(response);
}

void ClientSession::take(const Datagram& response) {
  auto step = blocks_->take(response.message);
  if (!step) {
    peer_->record(TapKind::response, false, exchange_, response, {});
    give_up(step.error());
    return;
  }
  if (auto* const done = std::get_if<BlockClient::Done>(&step.value())) {
    auto whole = response;
    whole.message = std::move(done->response);
    give(whole);
    return;
  }
  const auto sent = send_block(std::get<Message>(step.value()));
  if (!sent) {
    give_up(sent.error());
  }
}

void ClientSession::on_failure(coap_session_t& session, coap_nack_reason_t reason) {
  if (&session != session_ || !current_) {
    return;
  }
  const auto why = connected_
                       ? text_of(reason)
                       : "handshake refused: " + (refusal_.empty() ? "by the peer" : refusal_);
  // Posted: libcoap still works on the session.
  asio::post(loop_->context(), [self = shared_from_this(), failed = session_, why] {
    if (failed == self->session_) {
      self->close_session(why);
      if (self->current_) {
        self->give_up(fail(Errc::unreachable, why));
      }
    }
  });
}

void ClientSession::on_event(coap_session_t& session, coap_event_t event) {
  if (!peer_ || (session_ != nullptr && &session != session_)) {
    return;
  }
  auto* const secured = tls_of(session);
  if (event == COAP_EVENT_DTLS_CONNECTED && secured != nullptr) {
    peer_->secure(tls::share_session(*secured));
    connected_ = true;
    if (current_) {
      show_request();
      wait_for_deadline();
    }
  } else if (event == COAP_EVENT_DTLS_ERROR && secured != nullptr) {
    refusal_ = tls::refusal_of(*secured);
  } else if (event == COAP_EVENT_DTLS_CLOSED) {
    peer_->release();
    // Posted: libcoap still works on the session. Without a message under way nobody else tells.
    asio::post(loop_->context(), [self = shared_from_this(), closed = session_] {
      if (closed == self->session_ && !self->current_) {
        self->close_session("closed by the peer");
      }
    });
  }
}

// --- results -------------------------------------------------------------------------------------

void ClientSession::give(const Datagram& response) {
  std::optional<Json> shown;
  const auto standard = without_deviations(response.message, numbers_, options_.dialect);
  auto primitive = decode_response(standard ? *standard : response.message, numbers_);
  if (primitive && peer_->tapped()) {
    shown = to_json(primitive.value());
  }
  peer_->record(TapKind::response, false, exchange_, response, std::move(shown));
  if (std::holds_alternative<harness::ExchangeCallback>(current_->done)) {
    finish([primitive = std::move(primitive)](const Callback& done) {
      std::get<harness::ExchangeCallback>(done)(primitive);
    });
  } else {
    finish([answer = decode_answer(response.message)](const Callback& done) {
      std::get<harness::UpperTesterCallback>(done)(answer);
    });
  }
}

void ClientSession::give_up(const Error& error) {
  finish(
      [error](const Callback& done) { std::visit([&](const auto& call) { call(error); }, done); });
}

void ClientSession::finish(std::function<void(const Callback& done)> call) {
  timer_.cancel();
  blocks_.reset();
  raw_.reset();
  unshown_.reset();
  if (!current_) {
    return;
  }
  // Posted: the user may end this client, which libcoap may still be working for.
  asio::post(loop_->context(),
             [self = shared_from_this(),
              done = std::move(std::exchange(current_, std::nullopt)->done),
              call = std::move(call)] {
               if (!self->dead_) {
                 call(done);
               }
               self->start_next();
             });
}

}  // namespace plumbline::adapters::coap
