/// @file
/// The originator's keys: made or asked for, registered, and turned into working keys.

#pragma once

#include "credential_client.hpp"
#include "host_command.hpp"

#include <cstddef>
#include <string>
#include <vector>

namespace plumbline::entities::ae {

/// A registered credential as its originator holds it.
struct OwnCredential {
  std::string id;
  data_at_rest::Use use{};
  crypto::SecretBytes key;  ///< empty when the TEF derives a key for each resource
};

/// Credentials that serve one or all instances of a command.
using CredentialSet = std::vector<OwnCredential>;

/// Registers what one command needs, and makes working keys from it.
class HostKeys {
 public:
  /// Chooses salt and freshness. Both references must outlive the keys.
  HostKeys(Session& session, const HostCommand& command);

  /// Registers every credential; where the TEF makes the keys, fetches them.
  /// @source TR-0012 clauses 7.3.1 steps 1 to 5, 7.3.2.2 steps 1 to 6
  [[nodiscard]] Flow<Result<void>> establish();

  /// The key of that use for an instance.
  [[nodiscard]] Flow<Result<data_at_rest::WorkingKey>> working_key(data_at_rest::Use use,
                                                                   std::size_t instance);

  /// The key for the signature of the access control policy.
  [[nodiscard]] Flow<Result<data_at_rest::WorkingKey>> policy_key();

  /// What the confidentiality key is for under this command.
  [[nodiscard]] data_at_rest::Use encryption_use() const;
  [[nodiscard]] bool encrypts() const;
  [[nodiscard]] bool authenticates() const;

  [[nodiscard]] const std::vector<CredentialSet>& sets() const noexcept { return sets_; }

  [[nodiscard]] const CredentialSet& set_of(std::size_t instance) const;

  /// The plan of the command, with the salt that was chosen.
  [[nodiscard]] const data_at_rest::ProtectionPlan& plan() const noexcept { return plan_; }

 private:
  /// One key: what it is for and what makes it new.
  struct Purpose {
    data_at_rest::Use use{};
    data_at_rest::KeyScope scope{};
    data_at_rest::Freshness freshness;
    bool id_apart = false;  ///< the Credential-Id does not stand in what is made with the key
  };

  [[nodiscard]] std::vector<data_at_rest::Use> uses() const;
  [[nodiscard]] Purpose purpose_of(data_at_rest::Use use, std::size_t instance) const;
  [[nodiscard]] data_at_rest::CryptoParams params_of(data_at_rest::Use use, std::size_t set) const;
  [[nodiscard]] Registration registration_of(data_at_rest::Use use, std::size_t set) const;
  [[nodiscard]] Result<keys::DataSecurityKeys> derived_keys();
  [[nodiscard]] Flow<Result<void>> establish_set(std::size_t set);
  [[nodiscard]] Flow<Result<OwnCredential>> establish_credential(
      data_at_rest::Use use, std::size_t set, const keys::DataSecurityKeys* derived);
  [[nodiscard]] Flow<Result<data_at_rest::WorkingKey>> make(const CredentialSet& set,
                                                            Purpose purpose);

  Session& session_;
  const HostCommand& command_;
  data_at_rest::ProtectionPlan plan_;
  data_at_rest::Freshness of_container_;
  std::vector<data_at_rest::Freshness> of_instances_;
  std::vector<CredentialSet> sets_;
};

}  // namespace plumbline::entities::ae
