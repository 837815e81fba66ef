/// @file
/// Makes protected messages: numbers and dates them.

#pragma once

#include "plumbline/core/clock.hpp"
#include "plumbline/core/random.hpp"
#include "plumbline/message_auth/message.hpp"
#include "plumbline/onem2m/primitive.hpp"
#include "plumbline/onem2m/serialization.hpp"

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <utility>

namespace plumbline::message_auth {

/// From whom to whom, and how.
struct Path {
  std::string source;       ///< absolute id
  std::string destination;  ///< absolute id
  Protection protection = Protection::both;
  onem2m::Serialization serialization = onem2m::Serialization::json;
};

/// The decisions in making a message, each one function.
class ProtectorPolicy {
 public:
  ProtectorPolicy() = default;
  ProtectorPolicy(const ProtectorPolicy&) = delete;
  ProtectorPolicy& operator=(const ProtectorPolicy&) = delete;
  ProtectorPolicy(ProtectorPolicy&&) = delete;
  ProtectorPolicy& operator=(ProtectorPolicy&&) = delete;
  virtual ~ProtectorPolicy() = default;

  /// The credential for that path: of these two alone, or a signature key of the source.
  [[nodiscard]] virtual const Credential* choose(const Credentials& credentials,
                                                 const Path& path) const;

  /// Whether it has not expired.
  [[nodiscard]] virtual bool usable(const Credential& credential, TimePoint now) const;

  /// Milliseconds since 1970 (our choice): a source that lost its state goes on above what it used,
  /// as long as it sends less than a message each millisecond.
  [[nodiscard]] virtual std::uint64_t first_sequence(TimePoint now) const;

  /// One more.
  [[nodiscard]] virtual std::uint64_t next_sequence(std::uint64_t last) const;

  /// ts of a message that is made now.
  [[nodiscard]] virtual TimePoint time_of(TimePoint now) const;

  /// Where IVs come from: each message has a fresh one.
  /// @source TR-0012 table 7.4.1.2-2
  [[nodiscard]] virtual RandomSource& iv_source(RandomSource& random);

  /// seal_message.
  [[nodiscard]] virtual Result<std::string> seal(const SealInput& input, RandomSource& iv);
};

class Protector {
 public:
  /// What is passed outlives the protector. Without `policy` the reference behaviour.
  Protector(const Credentials& credentials,
            const Clock& clock,
            RandomSource& random,
            std::unique_ptr<ProtectorPolicy> policy = {});

  /// The protected message.
  ///
  /// @source TR-0012 clause 7.4.1.2
  /// @return Errc::key_not_found when no valid credential stands for that path; Errc::too_large
  ///         when its sequence numbers are used up; Errc::unsupported when the serialization cannot
  ///         carry the primitive.
  [[nodiscard]] Result<std::string> protect(const onem2m::RequestPrimitive& request,
                                            const Path& path);
  [[nodiscard]] Result<std::string> protect(const onem2m::ResponsePrimitive& response,
                                            const Path& path);

 private:
  Result<std::string> seal(ByteView plaintext, std::string content_type, const Path& path);

  const Credentials& credentials_;
  const Clock& clock_;
  RandomSource& random_;
  std::unique_ptr<ProtectorPolicy> policy_;
  /// The last number of a source under a credential; as many as there are credentials, or twice.
  std::map<std::pair<std::string, std::string>, std::uint64_t> last_;
};

}  // namespace plumbline::message_auth
