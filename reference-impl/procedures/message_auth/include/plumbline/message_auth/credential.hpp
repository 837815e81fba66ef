/// @file
/// What end-to-end message authentication is done with, and whom it authenticates.

#pragma once

#include "plumbline/core/bytes.hpp"
#include "plumbline/core/clock.hpp"
#include "plumbline/core/result.hpp"
#include "plumbline/jose/jwk.hpp"

#include <cstddef>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

namespace plumbline::message_auth {

/// Keys that two entities share, 256 bits each.
struct PairKeys {
  jose::Jwk authentication;   ///< Ke2e_msg_auth
  jose::Jwk confidentiality;  ///< Ke2e_msg_conf
};

/// A P-256 key: private where messages are made, public where they are verified.
using SignatureKey = jose::Jwk;

/// @source TR-0012 clauses 5.6.4 step 8, 7.4.1.2
struct Credential {
  std::string id;     ///< Credential-Id, as messages name it
  std::string owner;  ///< absolute id of the entity that a message under it comes from
  std::string peer;   ///< the other owner where it is shared; else empty
  std::optional<TimePoint> expires;
  std::variant<PairKeys, SignatureKey> key;
};

[[nodiscard]] bool is_shared(const Credential& credential) noexcept;

/// A secret of an enrollee and its enrolment target, bootstrapped or provisioned.
struct SharedSecret {
  std::string id;
  std::string owner;  ///< absolute
  std::string peer;   ///< absolute
  std::optional<TimePoint> expires{};
  ByteView kpsa;  ///< at least 16 octets
  /// Absent: zero octets, as keys::E2eMessageInput has it.
  std::optional<Bytes> salt{};
};

/// Derives both message keys of a pair.
///
/// @source TR-0012 clause 7.4.1.2; TS-0003 clause 10.3.6
/// @return Errc::invalid_length for a Kpsa under 128 bits.
[[nodiscard]] Result<Credential> shared_credential(const SharedSecret& secret);

/// The credentials that an end-point holds, by id.
class Credentials {
 public:
  explicit Credentials(std::size_t most = 4096) : most_(most) {}

  /// Adds one, or renews one of the same owners.
  ///
  /// @source TR-0012 clause 7.4.1.2: each pair has its own master credential
  /// @return Errc::invalid_value for an empty id, an owner that is no absolute AE-ID or CSE-ID, a
  ///         shared one without another peer or a signature key with one; Errc::key_mismatch for a
  ///         signature key that is not of P-256; Errc::conflict when the id, or a shared key, is of
  ///         other owners already; Errc::too_large when there are as many as it keeps.
  [[nodiscard]] Result<void> add(Credential credential);

  void remove(std::string_view id);

  /// nullptr when it is not known.
  [[nodiscard]] const Credential* find(std::string_view id) const;

  /// A shared credential of these two, the one that is valid longest; nullptr when there is none.
  [[nodiscard]] const Credential* between(std::string_view one, std::string_view other) const;

  /// A private signature key of `owner`, the one that is valid longest; nullptr when there is none.
  [[nodiscard]] const Credential* signing_for(std::string_view owner) const;

 private:
  [[nodiscard]] Result<void> check_owners(const Credential& credential) const;

  std::size_t most_;
  std::map<std::string, Credential, std::less<>> credentials_;
};

}  // namespace plumbline::message_auth
