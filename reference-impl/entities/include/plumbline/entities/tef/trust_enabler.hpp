/// @file
/// Trust Enabler Function (Credential Registry): registers, generates, serves and expires the
/// credentials that protect data.

#pragma once

#include "plumbline/entities/entity.hpp"
#include "plumbline/entities/tef/credential_store.hpp"
#include "plumbline/entities/tef/tef_configuration.hpp"
#include "plumbline/entities/tef/tef_policy.hpp"

#include <memory>
#include <string>

namespace plumbline::entities {

struct CredentialCreation;

/// Wire form (all our choice, in place of TS-0032): <symmKeyReg>, ty 20103, root member "sec:skr".
///
/// CREATE  to "-"            {rn? fq et? suid tgis? kv? lbl? adfq? "e2e:cp"?} → 2001, no kv,
///                           created_uri "/-/<rn>"; the Credential-Id is rn@fq
/// RETRIEVE "-/<rn>"         2000 with kv for a target; without kv for the source that is none;
///                           at level resource the query e2e:kind (container, content-instance),
///                           e2e:name and e2e:nonce (hex) or e2e:ct says which key
/// UPDATE   "-/<rn>"         {et? lbl? tgis?}, at least one → 2004 with those
/// DELETE   "-/<rn>"         2002
///
/// `kv` of a request, a key generated here and an exported key each *are* the key of the registered
/// level (master, data key; at level resource the data key to derive from). Only src = ke starts at
/// the master derivation. Errors: 4000 naming the member, 4004 unknown or expired, 4103 not
/// permitted, 4105 id in use or ever used, 4106 From is not the authenticated entity, 4107
/// association without proof, 5207 beyond a limit, 5000 store failure.
///
/// @source TR-0012 clauses 7.3.1, 7.3.2.2; TS-0003 clauses 8.8.2.7 to 8.8.2.10, 10.3.1, 10.3.5
class TrustEnabler final : public Server {
 public:
  /// `ports` and `store` must outlive the server.
  TrustEnabler(TefConfiguration configuration,
               Ports ports,
               CredentialStore& store,
               std::unique_ptr<TefPolicy> policy = std::make_unique<TefPolicy>());

  [[nodiscard]] onem2m::ResponsePrimitive handle(const onem2m::RequestPrimitive& request,
                                                 const onem2m::Association& association) override;

 private:
  /// A request whose originator is authenticated.
  struct Call {
    const onem2m::RequestPrimitive& request;
    const onem2m::Association& association;
    const std::string& requester;
    TimePoint now;
  };

  using Answer = Result<onem2m::ResponsePrimitive>;

  [[nodiscard]] Answer serve(const Call& call);
  [[nodiscard]] Answer serve_base(const Call& call);
  [[nodiscard]] Answer create(const Call& call);
  [[nodiscard]] Answer retrieve(const Call& call, const CredentialRecord& record);
  [[nodiscard]] Answer update(const Call& call, CredentialRecord record);
  [[nodiscard]] Answer remove(const Call& call, const CredentialRecord& record);

  [[nodiscard]] Result<void> erase_expired(TimePoint now);
  [[nodiscard]] Result<void> check_limits(const std::string& source);
  [[nodiscard]] Result<CredentialRecord> live_record(const std::string& id, TimePoint now);
  [[nodiscard]] Result<CredentialRecord> draft(const Call& call,
                                               const CredentialCreation& creation);
  [[nodiscard]] Result<void> set_key(const Call& call,
                                     CredentialCreation& creation,
                                     CredentialRecord& record);
  [[nodiscard]] Result<void> set_exported_key(const onem2m::Association& association,
                                              CredentialRecord& record);
  [[nodiscard]] Result<void> set_derived_key(const std::string& requester,
                                             CredentialRecord& record);
  [[nodiscard]] Result<void> keep(CredentialRecord& record, bool minted);

  TefConfiguration configuration_;
  Ports ports_;
  CredentialStore& store_;
  std::unique_ptr<TefPolicy> policy_;
};

}  // namespace plumbline::entities
