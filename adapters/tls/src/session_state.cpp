#include "context_data.hpp"

#include <openssl/crypto.h>

#include <algorithm>
#include <utility>

namespace plumbline::adapters::tls {
namespace {

// OpenSSL fixes the parameter list.
void free_state(void* /*parent*/,
                void* state,
                CRYPTO_EX_DATA* /*data*/,
                int /*index*/,
                long /*argl*/,
                void* /*argp*/) {
  delete static_cast<SessionState*>(
      state);  // NOLINT(cppcoreguidelines-owning-memory): see attach_state
}

int state_index() {
  static const int index = SSL_get_ex_new_index(0, nullptr, nullptr, nullptr, free_state);
  return index;
}

}  // namespace

void attach_state(SSL* session, SessionState state) {
  auto owned = std::make_unique<SessionState>(std::move(state));
  if (SSL_set_ex_data(session, state_index(), owned.get()) == 1) {
    static_cast<void>(owned.release());  // free_state() is the owner now
    return;
  }
  throw std::bad_alloc{};
}

SessionState& state_of(const SSL* session) {
  if (SSL_get_ex_data(session, state_index()) == nullptr) {
    // NOLINTNEXTLINE(cppcoreguidelines-pro-type-const-cast): OpenSSL's callbacks give it as const
    attach_state(const_cast<SSL*>(session),
                 {.context = owner_of(session), .psk_identity = {}, .peer = {}, .refusal = {}});
  }
  return *static_cast<SessionState*>(SSL_get_ex_data(session, state_index()));
}

unsigned offer_psk(SSL* session,
                   const char* /*hint*/,
                   char* identity,
                   unsigned identity_room,
                   unsigned char* key,
                   unsigned key_room) {
  auto& state = state_of(session);
  const auto& psk = *state.context->psk;
  const auto secret = psk.key->expose();
  if (psk.identity.size() + 1 > identity_room || secret.size() > key_room) {
    return 0;
  }
  *std::ranges::copy(psk.identity, identity).out = '\0';
  std::ranges::copy(secret, key);
  state.psk_identity = psk.identity;
  return static_cast<unsigned>(secret.size());
}

unsigned look_up_psk(SSL* session, const char* identity, unsigned char* key, unsigned key_room) {
  auto& state = state_of(session);
  const std::string_view name = identity == nullptr ? "" : identity;
  const auto found = state.context->psk_lookup(name);
  if (found == nullptr || found->empty() || found->size() > key_room) {
    state.refusal = "unknown psk_identity";  // RFC 4279 clause 2: alert unknown_psk_identity
    return 0;
  }
  std::ranges::copy(found->expose(), key);
  state.psk_identity = name;
  state.refusal.clear();
  return static_cast<unsigned>(found->size());
}

std::string refusal_of(const ssl_st& session) {
  return state_of(&session).refusal;
}

}  // namespace plumbline::adapters::tls
