#include "plumbline/message_auth/protector.hpp"

#include "plumbline/core/quoted_name.hpp"
#include "plumbline/esprim/inner_primitive.hpp"

#include <algorithm>

namespace plumbline::message_auth {

const Credential* ProtectorPolicy::choose(const Credentials& credentials, const Path& path) const {
  return path.protection == Protection::signature
             ? credentials.signing_for(path.source)
             : credentials.between(path.source, path.destination);
}

bool ProtectorPolicy::usable(const Credential& credential, TimePoint now) const {
  return !credential.expires || now < *credential.expires;
}

std::uint64_t ProtectorPolicy::first_sequence(TimePoint now) const {
  return static_cast<std::uint64_t>(std::max<std::int64_t>(now.time_since_epoch().count(), 0));
}

std::uint64_t ProtectorPolicy::next_sequence(std::uint64_t last) const {
  return last + 1;
}

TimePoint ProtectorPolicy::time_of(TimePoint now) const {
  return now;
}

RandomSource& ProtectorPolicy::iv_source(RandomSource& random) {
  return random;
}

Result<std::string> ProtectorPolicy::seal(const SealInput& input, RandomSource& iv) {
  return seal_message(input, iv);
}

Protector::Protector(const Credentials& credentials,
                     const Clock& clock,
                     RandomSource& random,
                     std::unique_ptr<ProtectorPolicy> policy)
    : credentials_(credentials),
      clock_(clock),
      random_(random),
      policy_(policy ? std::move(policy) : std::make_unique<ProtectorPolicy>()) {}

Result<std::string> Protector::protect(const onem2m::RequestPrimitive& request, const Path& path) {
  PLUMBLINE_TRY(const Bytes plaintext, onem2m::serialize(request, path.serialization));
  return seal(plaintext, esprim::request_type(path.serialization), path);
}

Result<std::string> Protector::protect(const onem2m::ResponsePrimitive& response,
                                       const Path& path) {
  PLUMBLINE_TRY(const Bytes plaintext, onem2m::serialize(response, path.serialization));
  return seal(plaintext, esprim::response_type(path.serialization), path);
}

Result<std::string> Protector::seal(ByteView plaintext,
                                    std::string content_type,
                                    const Path& path) {
  const TimePoint now = clock_.now();
  const Credential* const credential = policy_->choose(credentials_, path);
  if (credential == nullptr || !policy_->usable(*credential, now)) {
    return fail(Errc::key_not_found,
                "no valid credential from " + quoted_name(path.source) + " to " +
                    quoted_name(path.destination));
  }
  const std::pair counter{credential->id, path.source};
  const auto last = last_.find(counter);
  const std::uint64_t sequence =
      last == last_.end() ? policy_->first_sequence(now) : policy_->next_sequence(last->second);
  if (sequence > kLastSequence) {
    return fail(Errc::too_large,
                "credential " + quoted_name(credential->id) + ": its sequence numbers are used up");
  }
  last_.insert_or_assign(counter, sequence);
  const MessageHeader header{.key_id = credential->id,
                             .content_type = std::move(content_type),
                             .source = path.source,
                             .destination = path.destination,
                             .sequence = sequence,
                             .time = policy_->time_of(now)};
  return policy_->seal({.header = header,
                        .protection = path.protection,
                        .credential = *credential,
                        .plaintext = plaintext},
                       policy_->iv_source(random_));
}

}  // namespace plumbline::message_auth
