/// @file
/// A hosting CSE with a Trust Enabler Function in it.

#pragma once

#include "plumbline/entities/cse/hosting_cse.hpp"
#include "plumbline/entities/entity.hpp"
#include "plumbline/onem2m/association.hpp"
#include "plumbline/onem2m/identifier.hpp"
#include "plumbline/onem2m/primitive.hpp"

namespace plumbline::entities {

/// One address for both functions: the registration of a credential, and a target "-/<id>" that is
/// no resource of the CSE or a whole Credential-Id, go to the TEF; all else goes to the CSE.
///
/// @source TR-0012 clause 7.3.1 NOTE (the TEF may be part of the CSE); the addresses are our choice
class CseWithTef final : public Server {
 public:
  /// `cse` and `tef` must outlive the server and share the node identity `self`.
  CseWithTef(HostingCse& cse, Server& tef, onem2m::NodeIdentity self);

  [[nodiscard]] onem2m::ResponsePrimitive handle(const onem2m::RequestPrimitive& request,
                                                 const onem2m::Association& association) override;
  [[nodiscard]] Handling accept(const onem2m::RequestPrimitive& request,
                                const onem2m::Association& association) override;
  [[nodiscard]] onem2m::ResponsePrimitive complete(
      const Forward& forward, Result<onem2m::ResponsePrimitive> answer) override;

 private:
  [[nodiscard]] bool is_for_tef(const onem2m::RequestPrimitive& request) const;

  HostingCse& cse_;
  Server& tef_;
  onem2m::NodeIdentity self_;
};

}  // namespace plumbline::entities
