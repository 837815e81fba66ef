/// @file
/// Credentials that the TEF handed out, kept until their lifetime is over.

#pragma once

#include "plumbline/core/clock.hpp"
#include "plumbline/data_at_rest/open.hpp"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace plumbline::entities::ae {

struct CachedCredential {
  std::string id;
  data_at_rest::Use use{};
  data_at_rest::Level level{};
  std::optional<TimePoint> expiry;  ///< nothing: the TEF named no end
  crypto::SecretBytes key;

  [[nodiscard]] CachedCredential clone() const {
    return {.id = id, .use = use, .level = level, .expiry = expiry, .key = key.clone()};
  }
};

/// At most kMaxCredentials; the one that ends first makes room.
class CredentialCache {
 public:
  static constexpr std::size_t kMaxCredentials = 1024;

  /// The credential that would serve `need`: by id, and for a resource key by what it was derived
  /// for. Null when there is none.
  [[nodiscard]] const CachedCredential* find(const data_at_rest::KeyNeed& need) const;

  void put(const data_at_rest::KeyNeed& need, CachedCredential credential);

  [[nodiscard]] std::vector<const CachedCredential*> all() const;

 private:
  std::map<std::string, CachedCredential, std::less<>> credentials_;
};

}  // namespace plumbline::entities::ae
