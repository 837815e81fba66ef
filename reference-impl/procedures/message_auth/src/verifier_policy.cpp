#include "plumbline/message_auth/verifier_policy.hpp"

#include "plumbline/esprim/inner_primitive.hpp"

#include <algorithm>

namespace plumbline::message_auth {

bool VerifierPolicy::may_fetch(std::string_view key_id,
                               const VerifierConfiguration& configuration) const {
  const std::size_t at = key_id.rfind('@');
  return at != std::string_view::npos &&
         std::ranges::find(configuration.authorities, key_id.substr(at + 1)) !=
             configuration.authorities.end();
}

bool VerifierPolicy::usable(const Credential& credential, TimePoint now) const {
  return !credential.expires || now < *credential.expires;
}

bool VerifierPolicy::accepts_protection(Protection protection,
                                        const VerifierConfiguration& configuration) const {
  return !configuration.demanded || protection == *configuration.demanded;
}

bool VerifierPolicy::accepts_source(const MessageHeader& header,
                                    const Credential& credential) const {
  if (!is_shared(credential)) {
    return header.source == credential.owner;
  }
  return (header.source == credential.owner && header.destination == credential.peer) ||
         (header.source == credential.peer && header.destination == credential.owner);
}

bool VerifierPolicy::accepts_destination(const MessageHeader& header,
                                         const std::string& receiver) const {
  return header.destination == receiver;
}

Result<OpenedMessage> VerifierPolicy::open(const OpenInput& input) {
  return open_message(input);
}

bool VerifierPolicy::accepts_time(TimePoint made,
                                  TimePoint now,
                                  const VerifierConfiguration& configuration) const {
  return made - now <= configuration.tolerance && now - made <= configuration.tolerance;
}

bool VerifierPolicy::accepts_sequence(const ReplayWindow& window, std::uint64_t sequence) const {
  return window.fresh(sequence);
}

Result<onem2m::RequestPrimitive> VerifierPolicy::read_request(const OpenedMessage& message) const {
  return esprim::read_request(message.plaintext, message.content_type);
}

Result<onem2m::ResponsePrimitive> VerifierPolicy::read_response(
    const OpenedMessage& message) const {
  return esprim::read_response(message.plaintext, message.content_type);
}

bool VerifierPolicy::accepts_from(std::string_view from,
                                  const MessageHeader& header,
                                  const VerifierConfiguration& configuration) const {
  return onem2m::same_entity(from, header.source, configuration.identity);
}

bool VerifierPolicy::answers(const onem2m::ResponsePrimitive& response,
                             const MessageHeader& header,
                             const Awaited& awaited) const {
  return header.source == awaited.responder && response.request_id == awaited.request_id;
}

}  // namespace plumbline::message_auth
