#include "plumbline/adapters/tls/adopted.hpp"

#include "context_data.hpp"

#include <openssl/crypto.h>

#include <utility>

namespace plumbline::adapters::tls {
namespace {

/// Where an SSL_CTX that is made on this thread is put.
SSL_CTX*& caught() {
  thread_local SSL_CTX* context = nullptr;
  return context;
}

/// OpenSSL calls this for each SSL_CTX that is made; it fixes the parameter list.
void catch_context(void* parent,
                   void* /*unused*/,
                   CRYPTO_EX_DATA* /*data*/,
                   int /*index*/,
                   long /*argl*/,
                   void* /*argp*/) {
  auto* const context = static_cast<SSL_CTX*>(parent);
  if (SSL_CTX_get_ssl_method(context) == DTLS_method()) {
    caught() = context;
  }
}

/// Holds the Context that an adopted SSL_CTX belongs to.
int owner_index() {
  static const int index = SSL_CTX_get_ex_new_index(0, nullptr, catch_context, nullptr, nullptr);
  return index;
}

Result<std::shared_ptr<Context>> adopt(SSL_CTX& library, harness::TlsVersion high) {
  PLUMBLINE_TRY(check_datagram_version(high));
  auto context = std::make_shared<Context>();
  SSL_CTX_up_ref(&library);
  context->handle.reset(&library);
  context->datagrams = true;
  SSL_CTX_set_ex_data(&library, owner_index(), context.get());
  return context;
}

}  // namespace

ssl_ctx_st* dtls_context_made_by(const std::function<void()>& make) {
  static_cast<void>(owner_index());
  caught() = nullptr;
  make();
  return std::exchange(caught(), nullptr);
}

Result<std::shared_ptr<const Context>> adopt_client_context(
    ssl_ctx_st& library, const harness::TlsClientOptions& options) {
  PLUMBLINE_TRY(auto context, adopt(library, options.max_version));
  PLUMBLINE_TRY(set_up_client(*context, options));
  return std::shared_ptr<const Context>{std::move(context)};
}

Result<std::shared_ptr<const Context>> adopt_server_context(
    ssl_ctx_st& library, const harness::TlsServerOptions& options) {
  PLUMBLINE_TRY(auto context, adopt(library, options.max_version));
  PLUMBLINE_TRY(set_up_server(*context, options));
  return std::shared_ptr<const Context>{std::move(context)};
}

void drop_hello_callback(ssl_ctx_st& library) {
  SSL_CTX_set_client_hello_cb(&library, nullptr, nullptr);
}

std::shared_ptr<ssl_st> share_session(ssl_st& session) {
  SSL_up_ref(&session);
  return {&session, FreedBy<SSL_free>{}};
}

std::shared_ptr<const Context> owner_of(const SSL* session) {
  const auto* const owner =
      static_cast<const Context*>(SSL_CTX_get_ex_data(SSL_get_SSL_CTX(session), owner_index()));
  return owner == nullptr ? nullptr : owner->shared_from_this();
}

}  // namespace plumbline::adapters::tls
