#include "plumbline/channel/tls_context.hpp"

#include "context_setup.hpp"

#include <algorithm>

namespace plumbline::channel {

Result<std::shared_ptr<const Context>> make_tls_context(const TlsOptions& options) {
  if (std::ranges::any_of(options.suites, needs_pre_shared_key)) {
    return fail(Errc::invalid_value, "a TLS suite for pre-shared keys");
  }
  auto context = new_context(options.role, Transport::stream);
  SSL_CTX* const handle = context->handle.get();
  PLUMBLINE_TRY(use_suites(handle, options.suites));
  PLUMBLINE_TRY(use_credential(handle, options.credential));
  SSL_CTX_set_verify(handle, SSL_VERIFY_PEER | SSL_VERIFY_FAIL_IF_NO_PEER_CERT, nullptr);
  return std::shared_ptr<const Context>{std::move(context)};
}

}  // namespace plumbline::channel
