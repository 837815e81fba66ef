// TEFs that serve whom they should not, or longer than they should.

#include "plumbline/entities/tef/tef_policy.hpp"

#include "library/front.hpp"
#include "library/lists.hpp"
#include "library/tef_mutant.hpp"

#include <algorithm>
#include <chrono>
#include <map>
#include <memory>
#include <string>
#include <utility>

namespace plumbline::harness {
namespace {

using entities::CredentialRecord;
using onem2m::Association;
using onem2m::Operation;
using onem2m::RequestPrimitive;
using onem2m::ResponsePrimitive;
using onem2m::Status;

class ServesEverybody final : public entities::TefPolicy {
 public:
  bool permits_retrieval(const CredentialRecord& /*record*/,
                         std::string_view /*requester*/) override {
    return true;
  }
};

class NeverExpires final : public entities::TefPolicy {
 public:
  bool is_expired(const CredentialRecord& /*record*/, TimePoint /*now*/) override { return false; }
};

class GrantsGrace final : public entities::TefPolicy {
 public:
  bool is_expired(const CredentialRecord& record, TimePoint now) override {
    return now >= record.expiry + std::chrono::hours{1};
  }
};

class KeepsTheFirstRules final : public entities::TefPolicy {
 public:
  Result<void> keep(entities::CredentialStore& store, CredentialRecord& record) override {
    if (first_.empty()) {
      first_ = record.targets;
    }
    record.targets = first_;
    return store.put(record);
  }

 private:
  std::vector<std::string> first_;
};

class ComparesLocalNames final : public entities::TefPolicy {
 public:
  bool permits_retrieval(const CredentialRecord& record, std::string_view requester) override {
    return std::ranges::any_of(record.targets, [&](const std::string& target) {
      return local_name(target) == local_name(requester);
    });
  }

 private:
  static std::string_view local_name(std::string_view absolute) {
    return absolute.substr(absolute.rfind('/') + 1);
  }
};

class OpensWhatIsForItsSource final : public entities::TefPolicy {
 public:
  bool permits_retrieval(const CredentialRecord& record, std::string_view requester) override {
    const bool source_alone = record.targets == std::vector{record.source};
    return source_alone || TefPolicy::permits_retrieval(record, requester);
  }
};

// The address under which a registration was created, as a target of the same function.
std::string target_of(const ResponsePrimitive& created) {
  return created.created_uri.value_or("/").substr(1);
}

FrontHandler serves_the_latest_for_unknown_ids() {
  return [latest = std::string{}](entities::Server& tef,
                                  const RequestPrimitive& request,
                                  const Association& association) mutable {
    auto answer = tef.handle(request, association);
    if (answer.status == Status::created) {
      latest = target_of(answer);
    } else if (request.operation == Operation::retrieve && answer.status == Status::not_found) {
      RequestPrimitive instead = request;
      instead.to = latest;
      return tef.handle(instead, association);
    }
    return answer;
  };
}

// Which refusals show a key: of the credential named, or of the first one where there is none.
enum class Leak : std::uint8_t { denied, unknown, expired };

Leak kind_of(Status refusal, bool known) {
  if (refusal == Status::originator_has_no_privilege) {
    return Leak::denied;
  }
  return known ? Leak::expired : Leak::unknown;
}

FrontHandler shows_the_key_in_refusals(Leak leak) {
  return [leak, keys = std::map<std::string, Json>{}](entities::Server& tef,
                                                      const RequestPrimitive& request,
                                                      const Association& association) mutable {
    auto answer = tef.handle(request, association);
    if (answer.status == Status::created) {
      keys[target_of(answer)] = request.content->at("sec:skr").value("kv", Json{});
    }
    if (request.operation != Operation::retrieve || onem2m::is_success(answer.status)) {
      return answer;
    }
    const auto named = keys.find(request.to);
    const bool known = named != keys.end();
    if (kind_of(answer.status, known) == leak && !keys.empty()) {
      answer.content = {{"sec:skr", {{"kv", known ? named->second : keys.begin()->second}}}};
    }
    return answer;
  };
}

Reply without_expiration(const IncomingRequest& /*incoming*/, ResponsePrimitive answer) {
  if (answer.content && answer.content->contains("sec:skr")) {
    answer.content->at("sec:skr").erase("et");
  }
  return answer;
}

}  // namespace

void add_tef_access_mutants(std::vector<Mutant>& out) {
  out.push_back(tef_that<ServesEverybody>("tef-serves-everybody",
                                          "hands a credential to every client that authenticates",
                                          "AR-13-TEF-01/A3"));
  out.push_back(tef_with("tef-shows-key-to-denied",
                         "refuses a client and puts the key into the refusal",
                         "AR-13-TEF-01/A4",
                         {.wrap = front(shows_the_key_in_refusals(Leak::denied))}));
  out.push_back(tef_with("tef-serves-latest-for-unknown",
                         "serves the latest credential where the id is unknown",
                         "AR-13-TEF-02/A2",
                         {.wrap = front(serves_the_latest_for_unknown_ids())}));
  out.push_back(tef_with("tef-shows-key-for-unknown",
                         "refuses an unknown id and puts another credential's key into the refusal",
                         "AR-13-TEF-02/A3",
                         {.wrap = front(shows_the_key_in_refusals(Leak::unknown))}));
  out.push_back(tef_that<GrantsGrace>("tef-grants-grace",
                                      "serves credentials for one more hour after their expiration",
                                      "AR-13-TEF-03/A3"));
  out.push_back(tef_with("tef-shows-expired-key",
                         "refuses an expired id and puts its key into the refusal",
                         "AR-13-TEF-03/A4",
                         {.wrap = front(shows_the_key_in_refusals(Leak::expired))}));
  out.push_back(tef_that<NeverExpires>(
      "tef-never-expires", "serves credentials after their expiration", "AR-06-TEF-01/A2"));
  out.push_back(tef_with("tef-sets-no-expiration",
                         "registers credentials without an expirationTime",
                         "AR-06-TEF-02/A2",
                         {.reply = without_expiration}));
  out.push_back(
      tef_that<KeepsTheFirstRules>("tef-keeps-first-rules",
                                   "puts every credential under the rules of the first one",
                                   "AR-07-TEF-01/A2"));
  out.push_back(tef_that<ComparesLocalNames>(
      "tef-compares-local-names",
      "takes a client for its namesake at another CSE, since it compares local names only",
      "AR-16-TEF-01/A2"));
  out.push_back(tef_that<OpensWhatIsForItsSource>(
      "tef-opens-what-is-for-its-source",
      "takes a credential that is for its source alone for one without rules",
      "AR-07-TEF-02/A2"));
}

}  // namespace plumbline::harness
