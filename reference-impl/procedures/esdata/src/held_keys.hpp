/// @file
/// What a target holds, and what it may conclude from what served.

#pragma once

#include "plumbline/core/result.hpp"
#include "plumbline/esdata/credential.hpp"
#include "plumbline/esdata/open.hpp"
#include "plumbline/esdata/protection.hpp"
#include "plumbline/jose/jwk.hpp"

#include <cstddef>
#include <string>
#include <vector>

namespace plumbline::esdata {

/// The keys of a target. Each is bound to its purpose, so that an object of the other purpose is
/// refused for that reason.
class HeldKeys {
 public:
  /// `held` has to outlive it. Errors as key_for().
  [[nodiscard]] static Result<HeldKeys> of(const std::vector<HeldCredential>& held);

  /// As key_for() makes them: kid is the id, use is "enc" or "sig".
  [[nodiscard]] const jose::JwkSet& set() const noexcept { return set_; }

  [[nodiscard]] const std::vector<HeldCredential>& credentials() const noexcept { return held_; }

  /// As set(), and each longer key for decryption once more for each size that it may be cut to:
  /// which of them an object takes, its algorithms say.
  [[nodiscard]] std::vector<jose::Jwk> keys_and_cuts() const;

  /// What decryption under the credential of that id proves, when so many can read the object.
  [[nodiscard]] SourceAuthentication source_by_decryption(const std::string& id,
                                                          std::size_t recipients) const;
  /// What a MIC or signature proves that the credential of that id verified.
  [[nodiscard]] SourceAuthentication source_by_signature(const std::string& id) const;

 private:
  explicit HeldKeys(const std::vector<HeldCredential>& held) : held_(held) {}

  [[nodiscard]] const HeldCredential& used(const std::string& id, Purpose purpose) const;

  const std::vector<HeldCredential>& held_;
  jose::JwkSet set_;
};

}  // namespace plumbline::esdata
