// TEFs that go wrong about Credential-Ids.

#include "plumbline/entities/tef/tef_policy.hpp"

#include "library/front.hpp"
#include "library/lists.hpp"
#include "library/tef_mutant.hpp"

#include <algorithm>
#include <cctype>
#include <memory>
#include <string>
#include <utility>

namespace plumbline::harness {
namespace {

using data_at_rest::KeySource;
using entities::CredentialRecord;
using entities::CredentialStore;
using entities::TefPolicy;

class TakesNoChosenIds final : public TefPolicy {
 public:
  bool accepts_chosen_id(std::string_view /*id*/, const entities::TefLimits& /*limits*/) override {
    return false;
  }
};

class TakesNoHashes final : public TefPolicy {
 public:
  bool accepts_chosen_id(std::string_view id, const entities::TefLimits& limits) override {
    const bool hex = std::ranges::all_of(id, [](unsigned char c) { return std::isxdigit(c) != 0; });
    return !hex && TefPolicy::accepts_chosen_id(id, limits);
  }
};

class OverwritesOnCollision final : public TefPolicy {
 public:
  Result<void> keep(CredentialStore& store, CredentialRecord& record) override {
    auto kept = store.put(record);
    return kept ? std::move(kept) : store.replace(record);
  }
};

class OverwritesAndRefuses final : public TefPolicy {
 public:
  Result<void> keep(CredentialStore& store, CredentialRecord& record) override {
    auto kept = store.put(record);
    if (!kept) {
      static_cast<void>(store.replace(record));
    }
    return kept;
  }
};

class FilesUnderTheKeId final : public TefPolicy {
 public:
  Result<void> keep(CredentialStore& store, CredentialRecord& record) override {
    if (record.parameters.src != KeySource::ke) {
      return store.put(record);
    }
    const std::string key_id = record.parameters.kid.value_or("");
    record.id = key_id.substr(0, key_id.find('@'));
    auto kept = store.put(record);
    return kept ? std::move(kept) : store.replace(record);
  }
};

FrontHandler serves_the_latest() {
  return [latest = std::string{}](entities::Server& tef,
                                  const onem2m::RequestPrimitive& request,
                                  const onem2m::Association& association) mutable {
    onem2m::RequestPrimitive instead = request;
    if (request.operation == onem2m::Operation::retrieve && !latest.empty()) {
      instead.to = latest;
    }
    auto answer = tef.handle(instead, association);
    if (answer.status == onem2m::Status::created) {
      latest = answer.created_uri.value_or("/").substr(1);
    }
    return answer;
  };
}

}  // namespace

void add_tef_identifiers_mutants(std::vector<Mutant>& out) {
  out.push_back(tef_that<TakesNoChosenIds>(
      "tef-takes-no-chosen-ids", "refuses every id that an originator makes", "DS-13-TEF-01/A2"));
  out.push_back(tef_that<TakesNoHashes>(
      "tef-takes-no-hashed-ids", "refuses ids in the hashed form", "DS-13-TEF-02/A2"));
  out.push_back(
      tef_that<OverwritesOnCollision>("tef-overwrites-on-collision",
                                      "lets a registration take over an existing Credential-Id",
                                      "DS-13-TEF-03/A3"));
  out.push_back(
      tef_that<OverwritesAndRefuses>("tef-overwrites-and-refuses",
                                     "refuses a collision after it overwrote the credential",
                                     "DS-13-TEF-03/A4"));
  out.push_back(tef_that<FilesUnderTheKeId>(
      "tef-files-under-key-id", "files every key of one Ke under its KeId", "DS-25-TEF-01/A3"));
  out.push_back(tef_with("tef-serves-the-latest",
                         "serves the credential registered last, whichever is named",
                         "DS-28-TEF-01/A3",
                         {.wrap = front(serves_the_latest())}));
}

}  // namespace plumbline::harness
