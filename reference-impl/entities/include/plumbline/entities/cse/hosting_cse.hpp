/// @file
/// The CSE: keeps resources, answers CREATE, RETRIEVE, UPDATE and DELETE on them, and sends on what
/// is for others.

#pragma once

#include "plumbline/entities/cse/cse_configuration.hpp"
#include "plumbline/entities/cse/cse_policy.hpp"
#include "plumbline/entities/cse/resource_tree.hpp"
#include "plumbline/entities/entity.hpp"
#include "plumbline/esprim/receiver.hpp"
#include "plumbline/onem2m/association.hpp"
#include "plumbline/onem2m/primitive.hpp"

#include <map>
#include <memory>
#include <string>

namespace plumbline::escertke {
class Terminator;
}  // namespace plumbline::escertke

namespace plumbline::entities {

struct Call;
class EsfEnd;
class EstablishedKeys;
class MessageEnd;

/// Hosts <CSEBase>, <remoteCSE>, <AE>, <accessControlPolicy>, <container>, <contentInstance>,
/// <mgmtObj> and the <flexContainer> forms of a protected instance. Everything that it asks a
/// CsePolicy is documented there; what it answers to a faulty request is the status of TS-0004 with
/// a text that names the member.
///
/// The order of checks: security association → primitive → originator → target → privilege →
/// content, so that who may not see a resource learns nothing of it beyond its existence.
///
/// @source TR-0012 clause 7.3; TS-0001 clauses 9.6, 10.2; TS-0004 clauses 7.2.2, 7.4
class HostingCse final : public Server {
 public:
  /// Starts with a CSEBase and an <accessControlPolicy> under it: everything for the
  /// administrator, RETRIEVE of the CSEBase for all.
  /// @param policy the reference behaviour when null
  /// @throws boost::outcome's bad access for a credential of `escertke` or `esf_sm` that
  ///         channel::make_tls_context or make_dtls_context does not take
  HostingCse(CseConfiguration configuration,
             Ports ports,
             std::unique_ptr<CsePolicy> policy = nullptr);
  ~HostingCse() override;
  HostingCse(const HostingCse&) = delete;
  HostingCse& operator=(const HostingCse&) = delete;
  HostingCse(HostingCse&&) = delete;
  HostingCse& operator=(HostingCse&&) = delete;

  [[nodiscard]] onem2m::ResponsePrimitive handle(const onem2m::RequestPrimitive& request,
                                                 const onem2m::Association& association) override;

  /// Sends on what is for another CSE or, a NOTIFY, for an AE registered here; answers the rest as
  /// handle() does, which knows nobody else. A request that comes again while it is on its way, as
  /// in a loop of CSEs, is answered 5103.
  [[nodiscard]] Handling accept(const onem2m::RequestPrimitive& request,
                                const onem2m::Association& association) override;
  [[nodiscard]] onem2m::ResponsePrimitive complete(
      const Forward& forward, Result<onem2m::ResponsePrimitive> answer) override;

  /// What is hosted now; for tests and for those who inspect the store.
  [[nodiscard]] const ResourceTree& resources() const noexcept { return tree_; }

 private:
  [[nodiscard]] Call call_for(const onem2m::RequestPrimitive& request,
                              const onem2m::Association& association);
  [[nodiscard]] Handling remember(Forward forward);
  /// Before ESPrim, which uses the keys that it makes.
  void start_escertke(escertke::TerminatorConfiguration configuration);
  /// Brings e2eSecInfo of the CSEBase up to date.
  void publish_e2e_sec_info();
  /// An envelope of ESF-Sm: in a NOTIFY to the CSEBase, or as the Content of any other request.
  [[nodiscard]] onem2m::ResponsePrimitive take_envelope(const Call& call);
  /// A NOTIFY to the CSEBase that is an end-to-end authenticated message.
  [[nodiscard]] onem2m::ResponsePrimitive take_message(const Call& call);
  /// A NOTIFY to the CSEBase that belongs to ESPrim or ESCertKE.
  [[nodiscard]] onem2m::ResponsePrimitive take_security_info(const Call& call);
  [[nodiscard]] onem2m::ResponsePrimitive take_protected(const onem2m::RequestPrimitive& outer);
  [[nodiscard]] onem2m::ResponsePrimitive take_flight(const onem2m::RequestPrimitive& notify);
  /// A request whose `originator` (absolute id) was proven end to end.
  [[nodiscard]] onem2m::ResponsePrimitive perform_proven(const onem2m::RequestPrimitive& request,
                                                         const std::string& originator);

  CseConfiguration configuration_;
  Ports ports_;
  std::unique_ptr<CsePolicy> policy_;
  ResourceTree tree_;
  std::unique_ptr<esprim::Receiver> esprim_;        ///< null without pairwise keys and escertke
  std::unique_ptr<escertke::Terminator> escertke_;  ///< null without escertke
  std::unique_ptr<EstablishedKeys> established_;    ///< beside escertke_
  std::unique_ptr<EsfEnd> esf_;                     ///< null without esf_sm
  std::unique_ptr<MessageEnd> messages_;            ///< null without message_credentials
  /// Requests on their way, by originator and id, and until when they are waited for at most.
  std::map<std::string, TimePoint, std::less<>> on_their_way_;
};

}  // namespace plumbline::entities
