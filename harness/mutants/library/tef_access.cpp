// TEFs that serve whom they should not, or longer than they should.

#include "plumbline/entities/tef/tef_policy.hpp"

#include "library/lists.hpp"

#include <memory>

namespace plumbline::harness {
namespace {

class ServesEverybody final : public entities::TefPolicy {
 public:
  bool permits_retrieval(const entities::CredentialRecord& /*record*/,
                         std::string_view /*requester*/) override {
    return true;
  }
};

class NeverExpires final : public entities::TefPolicy {
 public:
  bool is_expired(const entities::CredentialRecord& /*record*/, TimePoint /*now*/) override {
    return false;
  }
};

}  // namespace

void add_tef_access_mutants(std::vector<Mutant>& out) {
  out.push_back({.name = "tef-serves-everybody",
                 .role = Role::tef,
                 .description = "hands a credential to every client that authenticates",
                 .purpose = "AR-13-TEF-01",
                 .variant = {},
                 .assertion = "A3",
                 .fault = {.tef_policy = [] { return std::make_unique<ServesEverybody>(); }}});
  out.push_back({.name = "tef-never-expires",
                 .role = Role::tef,
                 .description = "serves credentials after their expiration",
                 .purpose = "AR-06-TEF-01",
                 .variant = {},
                 .assertion = "A2",
                 .fault = {.tef_policy = [] { return std::make_unique<NeverExpires>(); }}});
}

}  // namespace plumbline::harness
