#include "server.hpp"

#include "plumbline/adapters/loop/handles.hpp"
#include "plumbline/adapters/tls/adopted.hpp"

#include "peer.hpp"
#include "port_reservation.hpp"

#include <algorithm>
#include <map>
#include <string>
#include <utility>

namespace plumbline::adapters::coap {
namespace {

class Server final : public loop::Participant, public LibraryUser {
 public:
  Server(const std::shared_ptr<Loop>& loop, harness::ListenOptions options, OptionNumbers numbers)
      : loop_(loop),
        service_(std::make_shared<const Service>(
            Service{.options = std::move(options), .numbers = numbers})),
        library_(std::make_shared<Library>(loop, *this)) {}

  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;
  Server(Server&&) = delete;
  Server& operator=(Server&&) = delete;

  ~Server() override { shut_down(); }

  [[nodiscard]] Result<void> open() {
    auto& context = library_->context();
    const auto& bounds = service_->options.bounds;
    coap_context_set_max_idle_sessions(&context, static_cast<unsigned>(bounds.connections));
    coap_context_set_session_timeout(
        &context, static_cast<unsigned>(std::max<std::int64_t>(1, bounds.idle.count() / 1000)));
    if (service_->options.tls) {
      PLUMBLINE_TRY(secure());
    }
    const auto host = resolve(*loop_, service_->options.host, service_->options.port);
    if (!host) {
      return refuse(host.error().detail);
    }
    auto bound = address_of(host.value());
    const PortReservation reservation{bound};
    const auto* const endpoint =
        coap_new_endpoint(&context, &bound, tls_ == nullptr ? COAP_PROTO_UDP : COAP_PROTO_DTLS);
    if (endpoint == nullptr) {
      return refuse("the port cannot be bound");
    }
    // Not coap_endpoint_str: its text is static, and other threads write there.
    port_ = coap_address_get_port(&bound);
    library_->start();
    return success();
  }

  [[nodiscard]] harness::Address address() const {
    return {.scheme = tls_ == nullptr ? "coap" : "coaps",
            .host = service_->options.host,
            .port = port_,
            .path = {}};
  }

  void shut_down() override {
    // Before libcoap frees what is below their TLS.
    for (const auto& [session, peer] : std::exchange(peers_, {})) {
      peer->tap().record_event("closed");
      peer->leave();
    }
    library_->close();
  }

  std::optional<Message> on_request(coap_session_t& session, const Datagram& request) override {
    return peer_of(session)->take(request);
  }

  void on_response(coap_session_t& /*session*/, const Datagram& /*response*/) override {}

  void on_failure(coap_session_t& session, coap_nack_reason_t /*reason*/) override {
    if (const auto found = peers_.find(&session); found != peers_.end()) {
      found->second->tap().record_event("response not acknowledged");
    }
  }

  void on_event(coap_session_t& session, coap_event_t event) override {
    auto* const secured = tls_of(session);
    switch (event) {
      case COAP_EVENT_SERVER_SESSION_NEW:
        forget(session);
        coap_session_set_mtu(&session, kDatagram);
        break;
      case COAP_EVENT_DTLS_CONNECTED:
        peer_of(session)->tap().secure(tls::share_session(*secured));
        break;
      case COAP_EVENT_DTLS_ERROR:
        if (secured != nullptr) {
          peer_of(session)->tap().record_event("handshake refused: " + tls::refusal_of(*secured));
        }
        break;
      case COAP_EVENT_DTLS_CLOSED:
      case COAP_EVENT_SERVER_SESSION_DEL:
        forget(session);
        break;
      default:
        break;
    }
  }

 private:
  [[nodiscard]] Error refuse(const std::string& why) const {
    return fail(Errc::io,
                "listen on " + service_->options.host + ':' +
                    std::to_string(service_->options.port) + ": " + why);
  }

  [[nodiscard]] Result<void> secure() {
    PLUMBLINE_TRY(tls_, tls::adopt_server_context(library_->tls(), *service_->options.tls));
    library_->keep(tls_);
    coap_dtls_pki_t setup{};
    setup.version = COAP_DTLS_PKI_SETUP_VERSION;
    setup.verify_peer_cert = 1;
    setup.pki_key.key_type = COAP_PKI_KEY_PEM;  // empty: the credentials are in the adopted context
    if (coap_context_set_pki(&library_->context(), &setup) == 0) {
      return fail(Errc::unsupported, "DTLS: the library does not take it");
    }
    tls::drop_hello_callback(library_->tls());
    return success();
  }

  std::shared_ptr<Peer> peer_of(coap_session_t& session) {
    auto& peer = peers_[&session];
    if (peer == nullptr) {
      peer = std::make_shared<Peer>(service_, library_, session);
      if (tls_ == nullptr) {
        peer->tap().record_event("connected");
      }
    }
    return peer;
  }

  void forget(coap_session_t& session) {
    if (const auto found = peers_.find(&session); found != peers_.end()) {
      found->second->tap().record_event("closed");
      found->second->leave();
      peers_.erase(found);
    }
  }

  std::shared_ptr<Loop> loop_;
  std::shared_ptr<const Service> service_;
  std::shared_ptr<Library> library_;
  std::shared_ptr<const tls::Context> tls_;
  std::map<coap_session_t*, std::shared_ptr<Peer>> peers_;
  std::uint16_t port_ = 0;
};

}  // namespace

Result<std::unique_ptr<harness::Listener>> make_listener(const std::shared_ptr<Loop>& loop,
                                                         harness::ListenOptions options,
                                                         OptionNumbers numbers) {
  auto server = std::make_shared<Server>(loop, std::move(options), numbers);
  PLUMBLINE_TRY(server->open());
  loop->add(server);
  return loop::listener_of(std::move(server));
}

}  // namespace plumbline::adapters::coap
