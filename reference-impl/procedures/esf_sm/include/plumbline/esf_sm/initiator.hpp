/// @file
/// The initiating end-point of ESF-Sm, which is the DTLS client.

#pragma once

#include "plumbline/esf_sm/session.hpp"

#include <memory>
#include <string>

namespace plumbline::esf_sm {

struct InitiatorConfiguration {
  EndPointConfiguration end_point;  ///< suites of one kind: for certificates, or for keys
  std::string id;                   ///< absolute id of this end
  int target_data_class = 0;        ///< 1 to 3
  std::string key_id;               ///< names the key; empty without one
  crypto::SecretBytes key;          ///< provisioned, or from a Facilitator
  crypto::ExpectedIdentity peer{};  ///< whom the certificate of the terminating end-point names
  std::string server_name{};        ///< of the terminating end-point
};

/// Begins sessions with one terminating end-point for one target data class.
class Initiator {
 public:
  /// `clock` outlives the initiator. Without `policy` the reference behaviour.
  ///
  /// @return Errc::invalid_value for a class outside 1 to 3; as keys::derive_esf_key and
  ///         channel::make_dtls_context.
  [[nodiscard]] static Result<Initiator> make(InitiatorConfiguration configuration,
                                              const Clock& clock,
                                              std::unique_ptr<Policy> policy = {});
  ~Initiator();
  Initiator(Initiator&&) noexcept;
  Initiator& operator=(Initiator&&) noexcept;
  Initiator(const Initiator&) = delete;
  Initiator& operator=(const Initiator&) = delete;

  /// A session for which Session::start() is to be called. The initiator outlives it.
  [[nodiscard]] Session begin() const;

 private:
  struct State;
  explicit Initiator(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace plumbline::esf_sm
