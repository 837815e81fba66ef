#include "library.hpp"

#include "plumbline/adapters/tls/adopted.hpp"

#include "option_order.hpp"

#include <boost/asio/ip/basic_resolver.hpp>
#include <unistd.h>

#include <algorithm>
#include <cstring>
#include <new>
#include <utility>

namespace plumbline::adapters::coap {
namespace {

/// A context that "knows" this option leaves the check of all critical options to us: libcoap has
/// room for two numbers over 255 and drops a response with a third without a word.
constexpr std::uint16_t kAllOptions = 65001;

void start_up_once() {
  static const bool done = [] {
    coap_startup();
    coap_set_log_level(LOG_EMERG);
    coap_dtls_set_log_level(LOG_EMERG);
    return true;
  }();
  static_cast<void>(done);
}

Library& library_of(const coap_session_t* session) {
  return *static_cast<Library*>(coap_get_app_data(coap_session_get_context(session)));
}

Bytes copy(const std::uint8_t* octets, std::size_t size) {
  return size == 0 ? Bytes{} : Bytes{octets, octets + size};
}

Datagram datagram_of(const coap_pdu_t* pdu) {
  Datagram datagram;
  datagram.type = static_cast<Type>(coap_pdu_get_type(pdu));
  datagram.message_id = static_cast<std::uint16_t>(coap_pdu_get_mid(pdu));
  const auto token = coap_pdu_get_token(pdu);
  datagram.token = copy(token.s, token.length);
  datagram.message.code = static_cast<Code>(coap_pdu_get_code(pdu));
  coap_opt_iterator_t next{};
  coap_option_iterator_init(pdu, &next, COAP_OPT_ALL);
  while (const auto* const option = coap_option_next(&next)) {
    datagram.message.options.push_back(
        {.number = next.number, .value = copy(coap_opt_value(option), coap_opt_length(option))});
  }
  std::size_t size = 0;
  const std::uint8_t* payload = nullptr;
  if (coap_get_data(pdu, &size, &payload) == 1) {
    datagram.message.payload = copy(payload, size);
  }
  return datagram;
}

/// Code, options and payload; libcoap wants options in the order of their numbers.
bool fill(coap_pdu_t* pdu, const Message& message) {
  coap_pdu_set_code(pdu, static_cast<coap_pdu_code_t>(message.code));
  const auto options = in_order(message.options);
  const bool fits = std::ranges::all_of(options, [&](const Option* option) {
    return coap_add_option(pdu, option->number, option->value.size(), option->value.data()) != 0;
  });
  return fits && (message.payload.empty() ||
                  coap_add_data(pdu, message.payload.size(), message.payload.data()) != 0);
}

}  // namespace

/// libcoap's callbacks; they find the user through the context.
struct Callbacks {
  static LibraryUser* user(const coap_session_t* session) { return library_of(session).user_; }

  static void request(coap_resource_t* /*resource*/,
                      coap_session_t* session,
                      const coap_pdu_t* request,
                      const coap_string_t* /*query*/,
                      coap_pdu_t* response) {
    auto* const served = user(session);
    const auto answer =
        served == nullptr ? std::nullopt : served->on_request(*session, datagram_of(request));
    if (answer && !fill(response, *answer)) {
      coap_pdu_set_code(response, COAP_RESPONSE_CODE_INTERNAL_ERROR);
    }
  }

  static coap_response_t response(coap_session_t* session,
                                  const coap_pdu_t* /*sent*/,
                                  const coap_pdu_t* received,
                                  coap_mid_t /*mid*/) {
    if (auto* const served = user(session)) {
      served->on_response(*session, datagram_of(received));
    }
    return COAP_RESPONSE_OK;
  }

  static void failure(coap_session_t* session,
                      const coap_pdu_t* /*sent*/,
                      coap_nack_reason_t reason,
                      coap_mid_t /*mid*/) {
    if (auto* const served = user(session)) {
      served->on_failure(*session, reason);
    }
  }

  static int event(coap_session_t* session, coap_event_t event) {
    if (auto* const served = user(session)) {
      served->on_event(*session, event);
    }
    return 0;
  }
};

Library::Library(std::shared_ptr<Loop> loop, LibraryUser& user)
    : loop_(std::move(loop)),
      user_(&user),
      descriptor_(loop_->context()) {
  start_up_once();
  tls_ = tls::dtls_context_made_by([this] { context_.reset(coap_new_context(nullptr)); });
  if (context_ == nullptr || tls_ == nullptr) {
    throw std::bad_alloc{};
  }
  auto* const context = context_.get();
  coap_set_app_data(context, this);
  coap_context_set_block_mode(context, 0);
  coap_register_option(context, kAllOptions);
  coap_register_response_handler(context, Callbacks::response);
  coap_register_nack_handler(context, Callbacks::failure);
  coap_register_event_handler(context, Callbacks::event);
  auto* const resource = coap_resource_unknown_init(Callbacks::request);
  for (const auto method : {COAP_REQUEST_GET,
                            COAP_REQUEST_POST,
                            COAP_REQUEST_DELETE,
                            COAP_REQUEST_FETCH,
                            COAP_REQUEST_PATCH,
                            COAP_REQUEST_IPATCH}) {
    coap_register_request_handler(resource, method, Callbacks::request);
  }
  coap_add_resource(context, resource);
}

Library::~Library() = default;

void Library::start() {
  // The descriptor closes what it holds, and the context its own.
  descriptor_.assign(::dup(coap_context_get_coap_fd(context_.get())));
  wait();
}

void Library::wait() {
  descriptor_.async_wait(asio::posix::descriptor_base::wait_read,
                         [self = shared_from_this()](error_code error) {
                           if (!error && self->context_ != nullptr) {
                             self->process();
                             self->wait();
                           }
                         });
}

void Library::process() {
  if (context_ == nullptr || std::exchange(processing_, true)) {
    return;
  }
  const auto self = shared_from_this();
  coap_io_process(context_.get(), COAP_IO_NO_WAIT);
  processing_ = false;
  if (user_ == nullptr) {
    context_.reset();
  }
}

void Library::close() {
  user_ = nullptr;
  error_code ignored;
  descriptor_.close(ignored);
  if (!processing_) {
    context_.reset();
  }
}

Result<asio::ip::udp::endpoint> resolve(Loop& loop, const std::string& host, std::uint16_t port) {
  asio::ip::basic_resolver<asio::ip::udp, loop::Executor> resolver{loop.context()};
  error_code error;
  const auto found = resolver.resolve(host, std::to_string(port), error);
  if (error || found.empty()) {
    return fail(Errc::unreachable, "host " + host + ": " + error.message());
  }
  return found.begin()->endpoint();
}

coap_address_t address_of(const asio::ip::udp::endpoint& endpoint) {
  coap_address_t address;
  coap_address_init(&address);
  address.size = static_cast<socklen_t>(endpoint.size());
  std::memcpy(&address.addr, endpoint.data(), endpoint.size());
  return address;
}

Result<std::uint16_t> send(coap_session_t& session,
                           Type type,
                           const Bytes& token,
                           const Message& message) {
  auto* const pdu = coap_new_pdu(
      static_cast<coap_pdu_type_t>(type), static_cast<coap_pdu_code_t>(message.code), &session);
  if (pdu == nullptr) {
    throw std::bad_alloc{};
  }
  if (coap_add_token(pdu, token.size(), token.data()) == 0 || !fill(pdu, message)) {
    coap_delete_pdu(pdu);
    return fail(Errc::too_large, "message: no datagram has room for it");
  }
  const auto message_id = static_cast<std::uint16_t>(coap_pdu_get_mid(pdu));
  if (coap_send(&session, pdu) == COAP_INVALID_MID) {  // frees it in any case
    return fail(Errc::unreachable, "message: it cannot be sent");
  }
  return message_id;
}

ssl_st* tls_of(const coap_session_t& session) {
  coap_tls_library_t kind = COAP_TLS_LIBRARY_NOTLS;
  return static_cast<ssl_st*>(coap_session_get_tls(&session, &kind));
}

}  // namespace plumbline::adapters::coap

// The linker puts this in the place of libcoap's function of that name (--wrap, see
// CMakeLists.txt), and refuses to link where it was not told to. libcoap asks it whether a critical
// option is known.
// NOLINTBEGIN(bugprone-reserved-identifier,cert-dcl37-c,cert-dcl51-cpp,readability-identifier-naming)
extern "C" int __real_coap_option_filter_get(coap_opt_filter_t* filter, coap_option_num_t option);

extern "C" int __wrap_coap_option_filter_get(coap_opt_filter_t* filter, coap_option_num_t option) {
  const bool all =
      __real_coap_option_filter_get(filter, plumbline::adapters::coap::kAllOptions) == 1;
  return all ? 1 : __real_coap_option_filter_get(filter, option);
}

// NOLINTEND(bugprone-reserved-identifier,cert-dcl37-c,cert-dcl51-cpp,readability-identifier-naming)
