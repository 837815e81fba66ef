#include "plumbline/message_auth/credential.hpp"

#include "plumbline/core/quoted_name.hpp"
#include "plumbline/keys/e2e_message.hpp"
#include "plumbline/onem2m/identifier.hpp"

#include <algorithm>
#include <utility>

namespace plumbline::message_auth {

namespace {

bool is_absolute(const std::string& id) {
  return id.starts_with("//") && onem2m::is_entity_id(id);
}

Result<void> check_form(const Credential& credential) {
  const std::string name = "credential " + quoted_name(credential.id);
  if (credential.id.empty()) {
    return fail(Errc::invalid_value, "the id of a credential is empty");
  }
  if (!is_absolute(credential.owner)) {
    return fail(Errc::invalid_value, name + ": its owner must be an absolute AE-ID or CSE-ID");
  }
  if (is_shared(credential)) {
    if (!is_absolute(credential.peer) || credential.peer == credential.owner) {
      return fail(Errc::invalid_value, name + ": its peer must be another absolute id");
    }
    return success();
  }
  if (!credential.peer.empty()) {
    return fail(Errc::invalid_value, name + ": a signature key has one owner");
  }
  if (std::get<SignatureKey>(credential.key).kind() != crypto::KeyKind::ec_p256) {
    return fail(Errc::key_mismatch, name + ": a signature key must be of P-256");
  }
  return success();
}

using Owners = std::pair<std::string_view, std::string_view>;

/// The same whatever the order.
Owners unordered(std::string_view one, std::string_view other) {
  return one < other ? Owners{one, other} : Owners{other, one};
}

Owners owners_of(const Credential& credential) {
  return unordered(credential.owner, credential.peer);
}

bool same_key(const Credential& one, const Credential& other) {
  const auto* const a = std::get_if<PairKeys>(&one.key);
  const auto* const b = std::get_if<PairKeys>(&other.key);
  return a != nullptr && b != nullptr && *a->authentication.secret() == *b->authentication.secret();
}

/// The later of both to end; nullptr is earlier than any.
const Credential* longer(const Credential* one, const Credential& other) {
  const auto end_of = [](const Credential& credential) {
    return credential.expires.value_or(TimePoint::max());
  };
  return one == nullptr || end_of(*one) < end_of(other) ? &other : one;
}

}  // namespace

bool is_shared(const Credential& credential) noexcept {
  return std::holds_alternative<PairKeys>(credential.key);
}

Result<Credential> shared_credential(const SharedSecret& secret) {
  constexpr std::size_t kLeastOctets = 16;
  if (secret.kpsa.size() < kLeastOctets) {
    return fail(Errc::invalid_length, "Kpsa is shorter than 128 bit");
  }
  PLUMBLINE_TRY(
      auto keys,
      keys::derive_e2e_message(
          {.hash = crypto::HashAlgorithm::sha256, .salt = secret.salt, .key = secret.kpsa}));
  return Credential{
      .id = secret.id,
      .owner = secret.owner,
      .peer = secret.peer,
      .expires = secret.expires,
      .key = PairKeys{.authentication = jose::Jwk::from_secret(std::move(keys.msg_auth)),
                      .confidentiality = jose::Jwk::from_secret(std::move(keys.msg_conf))}};
}

Result<void> Credentials::check_owners(const Credential& credential) const {
  for (const auto& [id, known] : credentials_) {
    if (owners_of(known) == owners_of(credential)) {
      continue;
    }
    if (id == credential.id) {
      return fail(Errc::conflict, "credential " + quoted_name(id) + ": is that of other owners");
    }
    if (same_key(known, credential)) {
      return fail(Errc::conflict,
                  "credential " + quoted_name(credential.id) + ": its key is that of another pair");
    }
  }
  return success();
}

Result<void> Credentials::add(Credential credential) {
  PLUMBLINE_TRY(check_form(credential));
  PLUMBLINE_TRY(check_owners(credential));
  if (credentials_.size() >= most_ && !credentials_.contains(credential.id)) {
    return fail(Errc::too_large, "over " + std::to_string(most_) + " credentials");
  }
  std::string id = credential.id;
  credentials_.insert_or_assign(std::move(id), std::move(credential));
  return success();
}

void Credentials::remove(std::string_view id) {
  if (const auto found = credentials_.find(id); found != credentials_.end()) {
    credentials_.erase(found);
  }
}

const Credential* Credentials::find(std::string_view id) const {
  const auto found = credentials_.find(id);
  return found == credentials_.end() ? nullptr : &found->second;
}

const Credential* Credentials::between(std::string_view one, std::string_view other) const {
  const Credential* best = nullptr;
  for (const auto& [id, credential] : credentials_) {
    if (is_shared(credential) && owners_of(credential) == unordered(one, other)) {
      best = longer(best, credential);
    }
  }
  return best;
}

const Credential* Credentials::signing_for(std::string_view owner) const {
  const Credential* best = nullptr;
  for (const auto& [id, credential] : credentials_) {
    const auto* const key = std::get_if<SignatureKey>(&credential.key);
    if (key != nullptr && key->private_key() != nullptr && credential.owner == owner) {
      best = longer(best, credential);
    }
  }
  return best;
}

}  // namespace plumbline::message_auth
