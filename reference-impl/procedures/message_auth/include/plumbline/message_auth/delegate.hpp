/// @file
/// A gateway that stands in for constrained devices: protects what they send, verifies what is for
/// them.

#pragma once

#include "plumbline/message_auth/end_point.hpp"
#include "plumbline/onem2m/primitive.hpp"

#include <cstddef>
#include <functional>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <variant>

namespace plumbline::message_auth {

/// Whether an application (absolute id, proven) may send that request: the gateway's access
/// control.
using Authorizes =
    std::function<bool(const std::string& application, const onem2m::RequestPrimitive& request)>;

struct DelegateConfiguration {
  std::string id;                   ///< absolute id of the gateway
  std::set<std::string> devices{};  ///< absolute ids that the policy of the provider gives to it
  std::size_t most_devices = 1024;  ///< at most so many more by signalling
};

/// An explicit signal that the gateway shall, or shall no longer, stand in for a device.
struct Signal {
  std::string device;      ///< absolute id
  std::string originator;  ///< absolute id of who signals, authenticated on its hop
  bool assigns = true;
};

/// How a gateway came to stand in for a device.
enum class Basis : std::uint8_t { none, policy, signal };

/// The decisions of a delegate, each one function.
class DelegatePolicy {
 public:
  DelegatePolicy() = default;
  DelegatePolicy(const DelegatePolicy&) = delete;
  DelegatePolicy& operator=(const DelegatePolicy&) = delete;
  DelegatePolicy(DelegatePolicy&&) = delete;
  DelegatePolicy& operator=(DelegatePolicy&&) = delete;
  virtual ~DelegatePolicy() = default;

  /// Whether the gateway may stand in for a device on that basis: on any.
  /// @source TR-0012 clause 5.6.3
  [[nodiscard]] virtual bool serves(Basis basis) const;

  /// Whether a signal counts: it is the device's own.
  [[nodiscard]] virtual bool accepts_signal(const Signal& signal) const;

  /// Whether a request that is not protected reaches a device: never.
  /// @source TR-0012 clause 5.6.3
  [[nodiscard]] virtual bool passes_unprotected() const;

  /// Whether a request that was verified goes on: the application is authorized for it.
  /// @source TR-0012 clause 5.6.4 step 5
  [[nodiscard]] virtual bool admits(const VerifiedRequest& request,
                                    const Authorizes& authorizes) const;
};

/// The request is for nobody that the gateway answers for: it goes on as it came.
struct NotServed {};

/// Outcome of Delegate::accept: a request that may go to `destination`, the gateway or the device.
using Admission =
    std::variant<VerifiedRequest, NotServed, CredentialNeeded, onem2m::ResponsePrimitive>;

class Delegate {
 public:
  /// `end_point` outlives the delegate. Without `policy` the reference behaviour.
  Delegate(DelegateConfiguration configuration,
           EndPoint& end_point,
           Authorizes authorizes,
           std::unique_ptr<DelegatePolicy> policy = {});

  /// How it came to stand in for that device (absolute id).
  [[nodiscard]] Basis basis_of(const std::string& device) const;

  /// @source TR-0012 clause 5.6.3
  /// @return Errc::not_permitted for a signal of somebody else; Errc::conflict when it would take
  ///         back what the policy of the provider gives; Errc::too_large over most_devices.
  [[nodiscard]] Result<void> signal(const Signal& signal);

  /// The outer request for what a device, or the gateway itself, sends: `path.source` says who.
  ///
  /// @source TR-0012 clauses 5.6.3, 5.6.4 step 6
  /// @return Errc::not_permitted when it does not stand in for the source; else as EndPoint::send.
  [[nodiscard]] Result<onem2m::RequestPrimitive> send(const onem2m::RequestPrimitive& inner,
                                                      const Path& path,
                                                      const std::string& to);

  /// Takes a request that is about to go to `target` (absolute id), protected or not. Whatever does
  /// not verify goes no further.
  ///
  /// @source TR-0012 clauses 5.6.3, 5.6.4 step 5
  /// @return a response, to be sent back: as EndPoint::accept, 4106 for what is not protected,
  ///         or a protected 4103 for an application that is not authorized.
  [[nodiscard]] Admission accept(const onem2m::RequestPrimitive& outer,
                                 const std::string& target,
                                 Lookup lookup = Lookup::possible);

  /// EndPoint::reply, for the device where the request was for it. When the gateway no longer
  /// stands in for the device, 5000 goes back instead.
  [[nodiscard]] onem2m::ResponsePrimitive reply(const onem2m::RequestPrimitive& outer,
                                                const VerifiedRequest& request,
                                                const onem2m::ResponsePrimitive& inner);

  /// EndPoint::receive, for what send() made; Errc::not_permitted when the gateway no longer stands
  /// in for the device.
  [[nodiscard]] Answer receive(const onem2m::RequestPrimitive& inner,
                               const Path& path,
                               const onem2m::ResponsePrimitive& outer,
                               Lookup lookup = Lookup::possible);

 private:
  /// The gateway itself, or a device that it may stand in for.
  [[nodiscard]] bool acts_for(const std::string& id) const;

  DelegateConfiguration configuration_;
  EndPoint& end_point_;
  Authorizes authorizes_;
  std::unique_ptr<DelegatePolicy> policy_;
  std::set<std::string> signalled_;
};

}  // namespace plumbline::message_auth
