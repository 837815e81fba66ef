#include "answer_check.hpp"

#include <map>
#include <string>
#include <string_view>
#include <utility>

namespace plumbline::adapters::loop {
namespace {

using harness::Correlation;
using harness::Deviation;
using harness::Dialect;
using harness::TapKind;
using harness::TapMessage;

/// Tells that a message over `binding` has the form that is declared for it.
void tell_form(std::string_view binding, const Dialect& dialect) {
  if (binding == "coap") {
    static_cast<void>(dialect.use(Deviation::old_option_numbers));
  } else if (binding == "mqtt") {
    static_cast<void>(dialect.use(Deviation::wrapped_primitives));
  }
}

/// Of a request on its way.
struct Asked {
  std::string request_id;
  std::string release_version;

  [[nodiscard]] Correlation view() const {
    return {.request_id = request_id, .release_version = release_version};
  }
};

std::string_view text_of(const Json& primitive, std::string_view name) {
  const auto at = primitive.find(name);
  return at != primitive.end() && at->is_string()
             ? std::string_view{at->get_ref<const std::string&>()}
             : std::string_view{};
}

/// Passes on what it is shown; an answer that is none loses its primitive.
class CheckingTap final : public harness::Tap {
 public:
  CheckingTap(harness::Tap& behind, Dialect dialect)
      : behind_(behind),
        dialect_(std::move(dialect)) {}

  void record(TapMessage message) override {
    const auto key = std::pair{message.connection, message.exchange};
    if (message.kind == TapKind::request && message.primitive) {
      asked_[key] = {.request_id = text_at(*message.primitive, "rqi"),
                     .release_version = text_at(*message.primitive, "rvi")};
    } else if (message.kind == TapKind::response && message.primitive) {
      const auto asked = asked_.find(key);
      if (asked != asked_.end() && !is_answer(asked->second, *message.primitive)) {
        message.primitive.reset();
      }
      asked_.erase(key);
    }
    behind_.record(std::move(message));
  }

 private:
  [[nodiscard]] bool is_answer(const Asked& asked, const Json& primitive) const {
    const Correlation answered{.request_id = text_of(primitive, "rqi"),
                               .release_version = text_of(primitive, "rvi")};
    return harness::check_answer(asked.view(), answered, dialect_).has_value();
  }

  harness::Tap& behind_;
  Dialect dialect_;
  std::map<std::pair<std::uint64_t, std::uint64_t>, Asked> asked_;  ///< connection, exchange
};

class CheckedClient final : public harness::Client {
 public:
  CheckedClient(std::unique_ptr<CheckingTap> tap, std::string_view binding, Dialect dialect)
      : tap_(std::move(tap)),
        binding_(binding),
        dialect_(std::move(dialect)) {}

  [[nodiscard]] Result<void> open(harness::ConnectOptions options, const MakeClient& make) {
    options.tap = tap_.get();
    PLUMBLINE_TRY(client_, make(std::move(options)));
    return success();
  }

  void exchange(const onem2m::RequestPrimitive& request,
                harness::milliseconds deadline,
                harness::ExchangeCallback done) override {
    tell_form(binding_, dialect_);
    client_->exchange(
        request,
        deadline,
        [asked =
             Asked{.request_id = request.request_id, .release_version = request.release_version},
         dialect = dialect_,
         done = std::move(done)](Result<onem2m::ResponsePrimitive> response) {
          if (response) {
            const Correlation answered{.request_id = response.value().request_id,
                                       .release_version = response.value().release_version};
            if (const auto checked = check_answer(asked.view(), answered, dialect); !checked) {
              response = checked.error();
            }
          }
          done(std::move(response));
        });
  }

  void exchange_octets(Bytes octets,
                       harness::RawThen then,
                       harness::milliseconds deadline,
                       harness::OctetsCallback done) override {
    client_->exchange_octets(std::move(octets), then, deadline, std::move(done));
  }

  void command(const harness::UpperTesterCommand& command,
               harness::milliseconds deadline,
               harness::UpperTesterCallback done) override {
    client_->command(command, deadline, std::move(done));
  }

  [[nodiscard]] Bytes encode(const onem2m::RequestPrimitive& request) const override {
    return client_->encode(request);
  }

  [[nodiscard]] onem2m::Association association() const override { return client_->association(); }

  void disconnect() override { client_->disconnect(); }

 private:
  std::unique_ptr<CheckingTap> tap_;  ///< null where nobody listens; outlives the client
  std::string binding_;
  Dialect dialect_;
  std::unique_ptr<harness::Client> client_;
};

}  // namespace

Result<std::unique_ptr<harness::Client>> make_checked_client(harness::ConnectOptions options,
                                                             const MakeClient& make) {
  const auto dialect = options.dialect;
  auto tap =
      options.tap == nullptr ? nullptr : std::make_unique<CheckingTap>(*options.tap, dialect);
  auto client =
      std::make_unique<CheckedClient>(std::move(tap), binding_of(options.address), dialect);
  PLUMBLINE_TRY(client->open(std::move(options), make));
  return std::unique_ptr<harness::Client>{std::move(client)};
}

harness::RequestHandler tell_uses(harness::RequestHandler handler,
                                  std::string_view binding,
                                  const Dialect& dialect) {
  if (!handler) {
    return handler;
  }
  return [handler = std::move(handler), binding = std::string{binding}, dialect](
             harness::IncomingRequest incoming, harness::Replier reply) {
    tell_form(binding, dialect);
    handler(std::move(incoming), std::move(reply));
  };
}

}  // namespace plumbline::adapters::loop
