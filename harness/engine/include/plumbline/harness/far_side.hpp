/// @file
/// What the tester plays behind a transit CSE: a neighbouring CSE, and an AE that is registered
/// there and takes notifications.

#pragma once

#include "plumbline/core/result.hpp"
#include "plumbline/harness/embedded_server.hpp"
#include "plumbline/harness/listening_ae.hpp"
#include "plumbline/harness/transport.hpp"
#include "plumbline/onem2m/primitive.hpp"
#include "plumbline/onem2m/resource_type.hpp"

#include <memory>
#include <optional>
#include <string>

namespace plumbline::harness {

struct FarSideOptions {
  EmbeddedServerOptions cse;  ///< role hcse, one binding, a neighbour
  Tap* ae_tap = nullptr;      ///< of the AE's listener
};

class FarSide {
 public:
  /// The CSE over its binding, the AE over HTTPS. At the CSE everybody may do everything with the
  /// AE and with a container. Errc::io when no port can be bound.
  [[nodiscard]] static Result<std::unique_ptr<FarSide>> start(FarSideOptions options,
                                                              Transport& transport);

  /// Points of access of the CSE: the secured one, and the one without security.
  [[nodiscard]] std::string point_of_access() const;
  [[nodiscard]] std::string plain_point_of_access() const;

  /// How the CSE is connected with its broker: a broker lets it connect once, so that whoever
  /// speaks for it there has to use the same.
  [[nodiscard]] const std::optional<BrokerLeg>& broker_leg() const noexcept {
    return server_->broker_leg();
  }

  /// SP-relative addresses: "/cse-b", "/cse-b/cse/far", "/cse-b/cse/data".
  [[nodiscard]] const std::string& cse() const noexcept { return id_; }

  [[nodiscard]] std::string ae() const { return id_ + "/cse/far"; }

  [[nodiscard]] std::string container() const { return id_ + "/cse/data"; }

  /// Changes what the CSE answers; null: nothing any more.
  void intercept(Interceptor interceptor) { server_->intercept(std::move(interceptor)); }

  /// From now on the CSE leaves requests unanswered.
  void fall_silent() { server_->fall_silent(); }

  /// What the AE answers to a notification; null, as at first: 2000 without content.
  void answer_as_ae(ListeningAe::Handler handler) { ae_->answer_with(std::move(handler)); }

 private:
  FarSide() = default;

  [[nodiscard]] Result<TlsClientOptions> listen_as_ae(const FarSideOptions& options,
                                                      Transport& transport);
  [[nodiscard]] Result<void> furnish();
  [[nodiscard]] Result<std::string> create(const std::string& originator,
                                           onem2m::ResourceType type,
                                           Json content);

  std::string id_;
  std::string binding_;
  std::unique_ptr<ListeningAe> ae_;
  std::unique_ptr<EmbeddedServer> server_;
};

}  // namespace plumbline::harness
