/// @file
/// The decisions of a verifying end, each one function. The defaults are the reference behaviour;
/// who wants an end that does one thing wrong overrides that one function.

#pragma once

#include "plumbline/core/clock.hpp"
#include "plumbline/message_auth/credential.hpp"
#include "plumbline/message_auth/message.hpp"
#include "plumbline/message_auth/replay_window.hpp"
#include "plumbline/onem2m/identifier.hpp"
#include "plumbline/onem2m/primitive.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace plumbline::message_auth {

struct VerifierConfiguration {
  /// Of the CSE itself, or of the CSE that an AE is registered at: resolves From.
  onem2m::NodeIdentity identity;
  milliseconds tolerance = std::chrono::seconds{300};  ///< between ts and now, either way
  std::size_t senders = 4096;                          ///< remembered at once
  std::optional<Protection> demanded{};                ///< and no other
  std::vector<std::string> authorities{};              ///< FQDNs of TEFs to fetch from
};

/// A response that is waited for.
struct Awaited {
  std::string receiver;    ///< absolute id: source of the request
  std::string responder;   ///< absolute id: destination of the request
  std::string request_id;  ///< of the request inside
};

/// The checks stand in the order in which they are made.
class VerifierPolicy {
 public:
  VerifierPolicy() = default;
  VerifierPolicy(const VerifierPolicy&) = delete;
  VerifierPolicy& operator=(const VerifierPolicy&) = delete;
  VerifierPolicy(VerifierPolicy&&) = delete;
  VerifierPolicy& operator=(VerifierPolicy&&) = delete;
  virtual ~VerifierPolicy() = default;

  /// Whether a credential that is not known may be fetched: its id ends in '@' and the FQDN of an
  /// authority.
  /// @source TR-0012 clause 5.6.4 step 8
  [[nodiscard]] virtual bool may_fetch(std::string_view key_id,
                                       const VerifierConfiguration& configuration) const;

  /// Whether it has not expired.
  [[nodiscard]] virtual bool usable(const Credential& credential, TimePoint now) const;

  /// Whether the message has the protection that is demanded here.
  [[nodiscard]] virtual bool accepts_protection(Protection protection,
                                                const VerifierConfiguration& configuration) const;

  /// Whether the credential is the source's, and shared with the destination where it is shared.
  /// @source TR-0012 clause 7.4.1.2: keys are specific to a pair
  [[nodiscard]] virtual bool accepts_source(const MessageHeader& header,
                                            const Credential& credential) const;

  /// Whether the message is for `receiver`.
  [[nodiscard]] virtual bool accepts_destination(const MessageHeader& header,
                                                 const std::string& receiver) const;

  /// open_message.
  [[nodiscard]] virtual Result<OpenedMessage> open(const OpenInput& input);

  /// Whether the message was made within the tolerance before or after now.
  [[nodiscard]] virtual bool accepts_time(TimePoint made,
                                          TimePoint now,
                                          const VerifierConfiguration& configuration) const;

  /// Whether the number is fresh.
  [[nodiscard]] virtual bool accepts_sequence(const ReplayWindow& window,
                                              std::uint64_t sequence) const;

  /// esprim::read_request.
  [[nodiscard]] virtual Result<onem2m::RequestPrimitive> read_request(
      const OpenedMessage& message) const;
  /// esprim::read_response.
  [[nodiscard]] virtual Result<onem2m::ResponsePrimitive> read_response(
      const OpenedMessage& message) const;

  /// Whether From inside is the source, whose credential it is. A response may have none.
  [[nodiscard]] virtual bool accepts_from(std::string_view from,
                                          const MessageHeader& header,
                                          const VerifierConfiguration& configuration) const;

  /// Whether a response from `header.source` answers the request that is waited for.
  [[nodiscard]] virtual bool answers(const onem2m::ResponsePrimitive& response,
                                     const MessageHeader& header,
                                     const Awaited& awaited) const;
};

}  // namespace plumbline::message_auth
