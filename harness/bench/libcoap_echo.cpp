#include "libcoap_echo.hpp"

#include "plumbline/core/owned.hpp"

#include <arpa/inet.h>
#include <coap3/coap.h>
#include <netinet/in.h>

#include <array>
#include <charconv>
#include <map>
#include <string_view>
#include <utility>

namespace plumbline::bench {
namespace {

constexpr std::string_view kPath = "~/cse-a/cse";

using Context = Owned<coap_context_t, coap_free_context>;

Context make_context() {
  coap_startup();
  coap_set_log_level(LOG_EMERG);
  Context context{coap_new_context(nullptr)};
  require(context != nullptr, "coap_new_context");
  coap_context_set_block_mode(context.get(), COAP_BLOCK_USE_LIBCOAP | COAP_BLOCK_SINGLE_BODY);
  return context;
}

coap_address_t loopback(std::uint16_t port) {
  coap_address_t address;
  coap_address_init(&address);
  address.size = sizeof(address.addr.sin);
  address.addr.sin.sin_family = AF_INET;
  address.addr.sin.sin_port = htons(port);
  address.addr.sin.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  return address;
}

void add_option(coap_pdu_t* pdu, std::uint16_t number, std::string_view value) {
  coap_add_option(pdu, number, value.size(), as_bytes(value).data());
}

void release(coap_session_t* /*session*/, void* text) {
  delete static_cast<std::string*>(text);
}

Json content_in(const coap_pdu_t* pdu) {
  std::size_t size = 0;
  std::size_t offset = 0;
  std::size_t total = 0;
  const std::uint8_t* data = nullptr;
  if (coap_get_data_large(pdu, &size, &data, &offset, &total) == 0) {
    return Json{};
  }
  return Json::parse(data, data + size, nullptr, false);
}

void answer(coap_resource_t* resource,
            coap_session_t* session,
            const coap_pdu_t* request,
            const coap_string_t* query,
            coap_pdu_t* response) {
  auto body = std::make_unique<std::string>(content_in(request).dump());
  coap_pdu_set_code(response, COAP_RESPONSE_CODE_CHANGED);
  add_option(response, 272, "3");
  add_option(response, 284, "r1");
  add_option(response, 308, "\x07\xd0");
  const auto octets = as_bytes(*body);
  coap_add_data_large_response(resource,
                               session,
                               request,
                               response,
                               query,
                               COAP_MEDIATYPE_APPLICATION_JSON,
                               -1,
                               0,
                               octets.size(),
                               octets.data(),
                               release,
                               body.release());
}

class LibcoapEcho final : public Pair {
 public:
  LibcoapEcho(std::size_t sessions, const Json& content) : content_(content) {
    const auto address = loopback(listen());
    coap_set_app_data(client_.get(), this);
    coap_register_response_handler(client_.get(), take);
    for (std::size_t i = 0; i < sessions; ++i) {
      auto* const session =
          coap_new_client_session(client_.get(), nullptr, &address, COAP_PROTO_UDP);
      require(session != nullptr, "coap_new_client_session");
      ask(session);
    }
  }

  void complete_one() override {
    const auto until = Latencies::Clock::now() + kDeadline;
    for (const std::size_t before = completed_; completed_ == before;) {
      coap_io_process(server_.get(), COAP_IO_NO_WAIT);
      coap_io_process(client_.get(), COAP_IO_NO_WAIT);
      require(!failed_ && Latencies::Clock::now() < until, "libcoap echo");
    }
  }

 private:
  /// Gives the port.
  std::uint16_t listen() {
    coap_str_const_t path{.length = kPath.size(), .s = as_bytes(kPath).data()};
    auto* const resource = coap_resource_init(&path, 0);
    coap_register_request_handler(resource, COAP_REQUEST_POST, answer);
    coap_add_resource(server_.get(), resource);
    const auto any = loopback(0);
    const auto* const endpoint = coap_new_endpoint(server_.get(), &any, COAP_PROTO_UDP);
    require(endpoint != nullptr, "coap_new_endpoint");
    const std::string_view name = coap_endpoint_str(endpoint);  // "127.0.0.1:40000 UDP"
    const auto digits = name.substr(name.rfind(':') + 1);
    std::uint16_t port = 0;
    std::from_chars(digits.data(), digits.data() + digits.size(), port);
    return port;
  }

  /// The options that our client writes for the same primitive.
  void ask(coap_session_t* session) {
    asked_[session] = Latencies::Clock::now();
    auto* const pdu = coap_new_pdu(COAP_MESSAGE_CON, COAP_REQUEST_CODE_POST, session);
    std::array<std::uint8_t, 8> token{};
    std::size_t size = token.size();
    coap_session_new_token(session, &size, token.data());
    coap_add_token(pdu, size, token.data());
    for (const auto* const segment : {"~", "cse-a", "cse"}) {
      add_option(pdu, COAP_OPTION_URI_PATH, segment);
    }
    add_option(pdu, COAP_OPTION_CONTENT_FORMAT, "\x32");
    add_option(pdu, COAP_OPTION_ACCEPT, "\x32");
    add_option(pdu, 268, "\x04");
    add_option(pdu, 272, "3");
    add_option(pdu, 280, "Cae");
    add_option(pdu, 284, "r1");
    auto body = std::make_unique<std::string>(content_.dump());
    const auto octets = as_bytes(*body);
    coap_add_data_large_request(
        session, pdu, octets.size(), octets.data(), release, body.release());
    failed_ = failed_ || coap_send(session, pdu) == COAP_INVALID_MID;
  }

  static coap_response_t take(coap_session_t* session,
                              const coap_pdu_t* /*sent*/,
                              const coap_pdu_t* received,
                              coap_mid_t /*mid*/) {
    auto& self = *static_cast<LibcoapEcho*>(coap_get_app_data(coap_session_get_context(session)));
    self.latencies().add(Latencies::Clock::now() - self.asked_[session]);
    self.failed_ = self.failed_ || content_in(received) != self.content_;
    ++self.completed_;
    self.ask(session);
    return COAP_RESPONSE_OK;
  }

  Json content_;
  std::map<const coap_session_t*, Latencies::Clock::time_point> asked_;
  std::size_t completed_ = 0;
  bool failed_ = false;  ///< no exception passes through libcoap
  Context server_ = make_context();
  Context client_ = make_context();
};

}  // namespace

std::unique_ptr<Pair> make_libcoap_echo(std::size_t sessions, const Json& content) {
  return std::make_unique<LibcoapEcho>(sessions, content);
}

}  // namespace plumbline::bench
