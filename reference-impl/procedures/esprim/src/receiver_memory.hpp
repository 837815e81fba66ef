/// @file
/// What a receiver keeps between requests, within bounds.

#pragma once

#include "plumbline/core/bytes.hpp"
#include "plumbline/esprim/receiver_policy.hpp"

#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>

namespace plumbline::esprim {

/// Random objects of this receiver, by id.
class IssuedObjects {
 public:
  explicit IssuedObjects(const ReceiverLimits& limits) : limits_(limits) {}

  /// nullptr when there is none.
  [[nodiscard]] const IssuedObject* find(std::string_view id) const;

  /// Keeps it, in place of the oldest one of that originator where it has as many as it may: what
  /// was sealed with that is refused from now on. nullptr when there are too many in all.
  [[nodiscard]] const IssuedObject* add(IssuedObject issued);

  void forget_expired(const Policy& policy, TimePoint now);

 private:
  void make_room_for(const std::string& originator);

  const ReceiverLimits& limits_;
  std::map<std::string, IssuedObject, std::less<>> objects_;
};

/// Random objects of originators, and the requests that came under them. Forgetting one before it
/// expires would let its requests come again, so what is over a limit is not taken.
class SeenObjects {
 public:
  /// A request that was authentic, as far as it tells it from others.
  struct Request {
    const std::string& key_id;
    const RandObject& originator;
    const std::string& receiver_rand_id;
    ByteView iv;
  };

  enum class Noted : std::uint8_t { first, again, full };

  explicit SeenObjects(const ReceiverLimits& limits) : limits_(limits) {}

  /// The originator object of that id under that key; nullptr when there is none.
  [[nodiscard]] const RandObject* find(const std::string& key_id, const std::string& id) const;

  /// Keeps an originator object; false when a limit is reached.
  bool add(const std::string& key_id, const RandObject& object);

  /// Notes a request under an object that was added.
  [[nodiscard]] Noted note(const Request& request);

  void forget_expired(const Policy& policy, TimePoint now);

 private:
  struct Seen {
    RandObject object;
    std::set<std::pair<std::string, Bytes>> requests{};  ///< rri and IV
  };

  const ReceiverLimits& limits_;
  std::map<std::pair<std::string, std::string>, Seen> objects_;  ///< by kid and ori
};

}  // namespace plumbline::esprim
