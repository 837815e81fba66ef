/// @file
/// The decisions of a Trust Enabler Function, one small function each.

#pragma once

#include "plumbline/core/json.hpp"
#include "plumbline/core/random.hpp"
#include "plumbline/core/result.hpp"
#include "plumbline/entities/tef/credential_record.hpp"
#include "plumbline/entities/tef/credential_store.hpp"
#include "plumbline/entities/tef/tef_configuration.hpp"
#include "plumbline/keys/data_security.hpp"
#include "plumbline/onem2m/association.hpp"
#include "plumbline/onem2m/primitive.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace plumbline::entities {

/// Names the resource whose key a target asks for: query e2e:kind, e2e:name, e2e:nonce, e2e:ct.
struct ResourceSelector {
  std::optional<keys::ResourceKind> kind;
  std::string name;  ///< of the container; empty when absent
  std::optional<Bytes> nonce;
  std::string creation_time;  ///< empty when absent
};

/// data_auth and data_conf.
struct DataKeys {
  crypto::SecretBytes authenticity;
  crypto::SecretBytes confidentiality;
};

struct TefResourceKeyInput {
  /// authenticity: the auth formula; else the conf formula.
  data_at_rest::Use use = data_at_rest::Use::confidentiality;
  keys::ResourceKeyInput formula;  ///< its key is the data_auth or data_conf to start from
};

/// The reference behaviour. A faulty TEF overrides one function; nothing in here asks whether it is
/// faulty. An Errc becomes a Response Status Code: not_permitted 4103, authentication_failed of a
/// peer 4106, not_found and expired 4004, conflict 4105, too_large 5207, unreachable (no session to
/// export from) 4107, whatever failed inside the store 5000, everything else 4000.
class TefPolicy {
 public:
  TefPolicy() = default;
  TefPolicy(const TefPolicy&) = delete;
  TefPolicy& operator=(const TefPolicy&) = delete;
  TefPolicy(TefPolicy&&) = delete;
  TefPolicy& operator=(TefPolicy&&) = delete;
  virtual ~TefPolicy() = default;

  // Who is asking.

  /// Lets in associations that are secured and whose peer proved an identity; others get 4107.
  /// @source TR-0012 clause 7.3.1 steps 2, 15
  [[nodiscard]] virtual std::optional<onem2m::PrimitiveFault> admit(
      const onem2m::Association& association);

  /// Absolute id of the entity behind the association; Errc::authentication_failed when it is
  /// nobody known, or not `from`.
  [[nodiscard]] virtual Result<std::string> authenticate(std::string_view from,
                                                         const onem2m::Association& association,
                                                         const TefConfiguration& configuration);

  // What it may do.

  /// @source TR-0012 clause 7.3.2.2 step 5
  [[nodiscard]] virtual bool permits_registration(std::string_view requester,
                                                  const TefConfiguration& configuration);
  /// Whether the key goes out to `requester`: members of the target list only.
  /// @source TR-0012 clause 7.3.1 step 17
  [[nodiscard]] virtual bool permits_retrieval(const CredentialRecord& record,
                                               std::string_view requester);
  /// Update and deletion, and reading the registration without its key: the source only.
  [[nodiscard]] virtual bool permits_change(const CredentialRecord& record,
                                            std::string_view requester);
  /// The access rule of a registration that brings none: the source alone.
  /// @source TR-0012 clause 7.3.1 step 4d
  [[nodiscard]] virtual std::vector<std::string> default_targets(std::string_view source);

  // Identifiers.

  /// 16 random octets as upper-case hex.
  [[nodiscard]] virtual std::string mint_id(RandomSource& random);
  /// A name of A-Za-z0-9._- ("<key name>-Id", or the hex of its hash), within the limits.
  [[nodiscard]] virtual bool accepts_chosen_id(std::string_view id, const TefLimits& limits);

  // CryptoParams.

  /// Whether the registered parameters are allowed and agree with SUID and key (`record` is whole,
  /// and not kept yet). Errc::invalid_value naming the member.
  /// @source TR-0012 clause 7.3.2.2 step 5; TS-0003 clause 8.5.3.2
  [[nodiscard]] virtual Result<void> check_parameters(const CredentialRecord& record);

  // Lifetime.

  /// When a registration ends: as requested, at most the longest lifetime; the default when nothing
  /// is requested. Errc::invalid_value for a time that is not in the future.
  /// @source TR-0012 clause 7.3.1 step 4c
  [[nodiscard]] virtual Result<TimePoint> expiry_for(std::optional<TimePoint> requested,
                                                     TimePoint now,
                                                     const TefConfiguration& configuration);
  /// True from the expiry on.
  [[nodiscard]] virtual bool is_expired(const CredentialRecord& record, TimePoint now);

  // Keys.

  /// `size` random octets.
  [[nodiscard]] virtual crypto::SecretBytes generate_key(RandomSource& random, std::size_t size);
  /// data_sec_master. @source TR-0012 clause 7.3.2.2 step 1
  [[nodiscard]] virtual Result<crypto::SecretBytes> derive_master(
      const keys::DataSecurityInput& input);
  /// T(1) and T(2). @source TR-0012 clause 7.3.2.2 step 1
  [[nodiscard]] virtual Result<DataKeys> derive_data_keys(crypto::HashAlgorithm hash,
                                                          ByteView master);
  /// Key of a container or contentInstance. @source TR-0012 clause 7.3.2.2 step 3
  [[nodiscard]] virtual Result<crypto::SecretBytes> derive_resource_key(
      const TefResourceKeyInput& input);

  // What is handed out.

  /// Nonce octets or ASCII creation time of a resource key: the request's, else the registered
  /// ones. Errc::invalid_value when neither has any.
  /// @source TR-0012 clause 7.3.2.2 step 19
  [[nodiscard]] virtual Result<Bytes> freshness_for(const CredentialRecord& record,
                                                    const ResourceSelector& selector);
  /// The key for a permitted target: master, data key or resource key by the registered level.
  /// Errc::invalid_value when level resource lacks a part of the selector.
  /// @source TR-0012 clause 7.3.2.2 step 19
  [[nodiscard]] virtual Result<crypto::SecretBytes> provision(const CredentialRecord& record,
                                                              const ResourceSelector& selector);
  /// CryptoParams that accompany every representation: those registered, completed by what follows
  /// from them. @source TR-0012 clause 7.3.2.2 step 19
  [[nodiscard]] virtual Json usage_information(const CredentialRecord& record);

  // Keeping.

  /// Keeps a new registration. Errc::conflict when the id was ever issued.
  /// @param record as it will be answered; may be changed before it is kept
  [[nodiscard]] virtual Result<void> keep(CredentialStore& store, CredentialRecord& record);
};

}  // namespace plumbline::entities
