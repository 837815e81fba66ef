/// @file
/// The decisions of an AE, one small function each.

#pragma once

#include "plumbline/core/clock.hpp"
#include "plumbline/core/random.hpp"
#include "plumbline/core/result.hpp"
#include "plumbline/data_at_rest/open.hpp"
#include "plumbline/data_at_rest/policy_integrity.hpp"
#include "plumbline/data_at_rest/protect.hpp"
#include "plumbline/entities/ae/ae_configuration.hpp"
#include "plumbline/esprim/originator_policy.hpp"
#include "plumbline/keys/data_security.hpp"
#include "plumbline/message_auth/protector.hpp"
#include "plumbline/message_auth/verifier_policy.hpp"
#include "plumbline/onem2m/association.hpp"
#include "plumbline/onem2m/primitive.hpp"

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace plumbline::escertke {
class InitiatorPolicy;
}  // namespace plumbline::escertke

namespace plumbline::entities {

/// What names a key: "K_AE1_Container-x_data_conf".
struct AeKeyName {
  std::string_view ae;         ///< AeConfiguration::name
  std::string_view container;  ///< container, and instance at KeyScope::instance
  data_at_rest::Use use{};
};

/// How the Credential-Id of a registration comes about.
enum class AeCredentialIdForm : std::uint8_t { minted, named, hashed };

/// A credential as the TEF handed it out.
struct AeServedCredential {
  std::string id;
  data_at_rest::Use use{};
  data_at_rest::Level level{};
  ByteView key;
};

/// What was found at the hosting CSE for a fetch.
struct AeRetrieved {
  std::string asked;     ///< name at the end of the address; empty where that tells none
  std::string resource;  ///< name of the resource as the answer has it
  std::string root;      ///< its root member: "m2m:cin", "m2m:dvi", "m2m:cnt"
  data_at_rest::ProtectedData data;
  /// Credential-Ids that travelled in a resource of their own, by use.
  std::vector<std::pair<data_at_rest::Use, std::string>> separate_ids;
};

/// The reference behaviour. A faulty AE overrides one function; nothing in here asks whether it is
/// faulty.
class AePolicy {
 public:
  AePolicy() = default;
  AePolicy(const AePolicy&) = delete;
  AePolicy& operator=(const AePolicy&) = delete;
  AePolicy(AePolicy&&) = delete;
  AePolicy& operator=(AePolicy&&) = delete;
  virtual ~AePolicy() = default;

  // The hop. AR-03, AR-17

  /// Whether anything may be sent to, or believed from, `peer` over this channel: secured, and the
  /// peer authenticated. Asked before every request and again of the association it ran on.
  /// @source TR-0012 clause 7.3.1 steps 2, 7, 11, 15
  [[nodiscard]] virtual bool admits_channel(AePeer peer, const AeChannel& channel);

  // What is new each time. DS-06, DS-10, DS-24

  /// A nonce of 16 random octets and the time; by_time as asked.
  [[nodiscard]] virtual data_at_rest::Freshness choose_freshness(RandomSource& random,
                                                                 TimePoint now,
                                                                 bool by_time);
  /// 32 random octets.
  [[nodiscard]] virtual Bytes choose_salt(RandomSource& random);
  /// Where IVs come from.
  [[nodiscard]] virtual RandomSource& iv_source(RandomSource& random);
  /// A key of this AE's own making, `size` random octets.
  [[nodiscard]] virtual crypto::SecretBytes generate_key(RandomSource& random, std::size_t size);

  // Keys. DS-01 to DS-05, DS-08, DS-09

  /// The key of a registration without `kv`: last 32 of 48 octets of the exporter label
  /// "EXPORTER-oneM2M-Connection" in the session with the TEF.
  /// @source TS-0003 clause 10.3.1
  [[nodiscard]] virtual Result<crypto::SecretBytes> session_key(
      const onem2m::Association& association);
  /// master, data_auth and data_conf. @source TR-0012 clause 7.3.2.2 step 1
  [[nodiscard]] virtual Result<keys::DataSecurityKeys> derive_data_keys(
      const keys::DataSecurityInput& input);
  /// data_auth and data_conf of a master. @source TR-0012 clause 7.3.2.2 step 1
  [[nodiscard]] virtual keys::DataSecurityKeys expand_master(crypto::HashAlgorithm hash,
                                                             ByteView master);
  /// Which of the two keys an AEAD algorithm uses alone.
  [[nodiscard]] virtual keys::AeadKey choose_aead_key();
  /// @source TR-0012 clause 7.3.2.2 step 3
  [[nodiscard]] virtual Result<crypto::SecretBytes> derive_authenticity_key(
      const keys::ResourceKeyInput& input);
  [[nodiscard]] virtual Result<crypto::SecretBytes> derive_confidentiality_key(
      const keys::ResourceKeyInput& input);
  /// The key that opens: expanded from a master, derived for the resource from a data key, or the
  /// resource key itself, by the level of the credential. Calls the derivations above.
  /// @source TR-0012 clause 7.3.2.2 step 19
  [[nodiscard]] virtual Result<crypto::SecretBytes> working_key(
      const data_at_rest::KeyNeed& need, const AeServedCredential& credential);

  // Registration at the TEF. AR-02, DS-13, DS-25, DS-30

  /// The resourceName asked for: nothing (the TEF mints), "<key name>-Id", or the upper-case hex of
  /// its hash. @source TR-0012 clause 7.3.2.2 steps 3, 4
  [[nodiscard]] virtual std::optional<std::string> credential_name(AeCredentialIdForm form,
                                                                   const AeKeyName& name,
                                                                   crypto::HashAlgorithm hash);
  /// Last look at a registration; the reference changes nothing.
  virtual void prepare_registration(onem2m::RequestPrimitive& request);
  /// The Credential-Id under which a registered key goes: relative id @ FQDN, as the TEF returned
  /// it.
  [[nodiscard]] virtual std::string adopt_credential_id(std::string registered,
                                                        data_at_rest::Use use);

  // Protection and hosting. AR-01, AR-09, DS-11, DS-12, DS-15, DS-16, DS-20, DS-23, DS-26

  /// data_at_rest::protect.
  [[nodiscard]] virtual Result<data_at_rest::ProtectedData> protect(
      const data_at_rest::ProtectInput& input, RandomSource& iv);
  /// data_at_rest::protect_attributes.
  [[nodiscard]] virtual Result<data_at_rest::ProtectedChild> protect_policy(
      const data_at_rest::ProtectInput& input);
  /// Last look at a request to the hosting CSE; the reference changes nothing.
  virtual void prepare_hosting(onem2m::RequestPrimitive& request);

  // Fetching. AR-14, DS-17 to DS-19, DS-22, DS-26, DS-28, DS-29

  /// The keys that the data needs, each with its Credential-Id from the CryptoParams, or from the
  /// resource beside them. Errc::not_found when an id is in neither place.
  /// @source TR-0012 clause 7.3.2.2 steps 8, 15
  [[nodiscard]] virtual Result<std::vector<data_at_rest::KeyNeed>> find_credentials(
      const AeRetrieved& retrieved);
  /// Last look at the request for a credential; the reference changes nothing.
  virtual void prepare_credential_request(onem2m::RequestPrimitive& request);
  /// Whether a credential that ends at `expiry` may still be used.
  /// @source TR-0012 clause 7.3.2.2 step 19
  [[nodiscard]] virtual bool usable(TimePoint expiry, TimePoint now);
  /// data_at_rest::verify_tag.
  [[nodiscard]] virtual Result<void> verify(const data_at_rest::TagCheck& check);
  /// data_at_rest::decrypt.
  [[nodiscard]] virtual Result<Bytes> decrypt(const data_at_rest::Decryption& decryption);
  /// Whether the payload may be given to the application: it was made for the resource that it was
  /// found in, and that is the one that was asked for, whatever a node on the way put into the
  /// answer. Errc::authentication_failed otherwise.
  [[nodiscard]] virtual Result<void> may_release(const AeRetrieved& retrieved,
                                                 const data_at_rest::Opened& opened);

  // Protected primitives. ESP-03 to ESP-09

  /// The decisions of the originator.
  [[nodiscard]] virtual std::unique_ptr<esprim::OriginatorPolicy> esprim_policy();

  // Authenticated messages. MA-04 to MA-08

  /// The decisions in making them.
  [[nodiscard]] virtual std::unique_ptr<message_auth::ProtectorPolicy> protector_policy();
  /// The decisions about answers.
  [[nodiscard]] virtual std::unique_ptr<message_auth::VerifierPolicy> verifier_policy();

  // Keys by certificates. CKE-01 to CKE-08

  /// The decisions of the initiating end-point.
  [[nodiscard]] virtual std::unique_ptr<escertke::InitiatorPolicy> escertke_policy();
};

}  // namespace plumbline::entities
