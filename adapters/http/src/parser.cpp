#include "parser.hpp"

#include <boost/beast/http/basic_parser.hpp>
#include <boost/beast/http/error.hpp>

#include <algorithm>
#include <type_traits>
#include <utility>

namespace plumbline::adapters::http {
namespace {

namespace beast_http = boost::beast::http;
using boost::beast::error_code;
using boost::beast::string_view;

constexpr std::size_t kMaxFields = 128;
constexpr std::size_t kUsualFields = 12;
/// A peer that announces a large body has not sent it yet.
constexpr std::size_t kMaxReserve = 65536;

std::string text_of(string_view view) {
  return {view.data(), view.size()};
}

}  // namespace

template <typename Message>
class Parser<Message>::Machine final
    : public beast_http::basic_parser<std::is_same_v<Message, Request>> {
 public:
  static constexpr bool kRequest = std::is_same_v<Message, Request>;
  using Base = beast_http::basic_parser<kRequest>;

  explicit Machine(const ParserLimits& limits) : limits_(limits) {
    this->eager(true);
    this->body_limit(limits.body_octets);
    this->header_limit(static_cast<std::uint32_t>(limits.header_octets));
    message.fields.reserve(kUsualFields);
  }

  std::size_t put_octets(ByteView octets) {
    error_code error;
    const bool in_header = !this->is_header_done();
    const auto taken = this->put(boost::asio::const_buffer{octets.data(), octets.size()}, error);
    // Beast counts the limit anew for each field that is cut off at the end of what has come.
    header_taken_ += in_header ? taken : 0;
    if (in_header && !this->is_header_done() && header_taken_ > limits_.header_octets) {
      error = beast_http::error::header_limit;
    }
    settle(error);
    return taken;
  }

  void end() {
    error_code error;
    if (this->got_some()) {
      this->put_eof(error);
    } else {
      error = beast_http::error::partial_message;
    }
    settle(error);
  }

  ParserState state = ParserState::incomplete;
  std::string fault;
  Message message;
  bool awaits_continue = false;

 private:
  void settle(error_code error) {
    if (error == beast_http::error::need_more) {
      return;
    }
    if (!error) {
      if (this->is_done()) {
        message.keep_alive = this->keep_alive();
        state = ParserState::complete;
      }
      return;
    }
    fault = error.message();
    state = error == beast_http::error::header_limit ? ParserState::header_too_large
            : error == beast_http::error::body_limit ? ParserState::body_too_large
                                                     : ParserState::malformed;
  }

  void on_request_impl(beast_http::verb /*verb*/,
                       string_view method,
                       string_view target,
                       int version,
                       error_code& /*error*/) override {
    if constexpr (kRequest) {
      message.method = text_of(method);
      message.target = text_of(target);
      version_ = version;
    }
  }

  void on_response_impl(int code,
                        string_view /*reason*/,
                        int /*version*/,
                        error_code& /*error*/) override {
    if constexpr (!kRequest) {
      message.status = static_cast<unsigned>(code);
    }
  }

  void on_field_impl(beast_http::field field,
                     string_view name,
                     string_view value,
                     error_code& error) override {
    if (this->is_header_done()) {
      return;  // a trailer must not pass for a header (RFC 7230 clause 4.1.2)
    }
    if (message.fields.size() == kMaxFields) {
      error = beast_http::error::header_limit;
    } else if (field == beast_http::field::transfer_encoding &&
               !same_name({value.data(), value.size()}, "chunked")) {
      error = beast_http::error::bad_transfer_encoding;
    } else if (field == beast_http::field::host && std::exchange(has_host_, true)) {
      error = beast_http::error::bad_field;
    }
    message.fields.push_back({.name = text_of(name), .value = text_of(value)});
  }

  void on_header_impl(error_code& error) override {
    if constexpr (kRequest) {
      // RFC 7230 clause 5.4
      if (!has_host_ && version_ == 11) {
        error = beast_http::error::bad_field;
      }
      const auto* const expect = find_field(message.fields, "Expect");
      awaits_continue = expect != nullptr && same_name(*expect, "100-continue");
    }
  }

  void on_body_init_impl(const boost::optional<std::uint64_t>& size,
                         error_code& /*error*/) override {
    if (size) {
      message.body.reserve(std::min(static_cast<std::size_t>(*size), kMaxReserve));
    }
  }

  std::size_t on_body_impl(string_view part, error_code& /*error*/) override {
    message.body.append(part.data(), part.size());
    return part.size();
  }

  void on_chunk_header_impl(std::uint64_t /*size*/,
                            string_view /*extensions*/,
                            error_code& /*error*/) override {}

  std::size_t on_chunk_body_impl(std::uint64_t /*remain*/,
                                 string_view part,
                                 error_code& error) override {
    return on_body_impl(part, error);
  }

  void on_finish_impl(error_code& /*error*/) override {}

  ParserLimits limits_;
  std::size_t header_taken_ = 0;
  int version_ = 11;
  bool has_host_ = false;
};

template <typename Message>
Parser<Message>::Parser(const ParserLimits& limits) : machine_(std::make_unique<Machine>(limits)) {}

template <typename Message>
Parser<Message>::~Parser() = default;
template <typename Message>
Parser<Message>::Parser(Parser&&) noexcept = default;
template <typename Message>
Parser<Message>& Parser<Message>::operator=(Parser&&) noexcept = default;

template <typename Message>
std::size_t Parser<Message>::put(ByteView octets) {
  return machine_->put_octets(octets);
}

template <typename Message>
void Parser<Message>::put_end() {
  machine_->end();
}

template <typename Message>
ParserState Parser<Message>::state() const noexcept {
  return machine_->state;
}

template <typename Message>
const std::string& Parser<Message>::fault() const noexcept {
  return machine_->fault;
}

template <typename Message>
bool Parser<Message>::awaits_continue() const noexcept {
  return machine_->awaits_continue && machine_->state == ParserState::incomplete;
}

template <typename Message>
Message& Parser<Message>::message() noexcept {
  return machine_->message;
}

template class Parser<Request>;
template class Parser<Response>;

}  // namespace plumbline::adapters::http
