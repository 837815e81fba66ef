// TEFs that register wrongly, or for whoever claims to be somebody.

#include "plumbline/entities/tef/tef_policy.hpp"

#include "library/front.hpp"
#include "library/lists.hpp"
#include "library/tef_mutant.hpp"

#include <cstdint>
#include <memory>
#include <string>
#include <utility>

namespace plumbline::harness {
namespace {

using entities::CredentialRecord;
using entities::CredentialStore;
using onem2m::Association;
using onem2m::Operation;
using onem2m::RequestPrimitive;
using onem2m::ResponsePrimitive;

class GeneratesShortKeys final : public entities::TefPolicy {
 public:
  crypto::SecretBytes generate_key(RandomSource& random, std::size_t /*size*/) override {
    return TefPolicy::generate_key(random, 8);
  }
};

class GeneratesOneKey final : public entities::TefPolicy {
 public:
  crypto::SecretBytes generate_key(RandomSource& /*random*/, std::size_t size) override {
    return crypto::SecretBytes{Bytes(size, std::uint8_t{0x5A})};
  }
};

class ChangesKeys final : public entities::TefPolicy {
 public:
  Result<void> keep(CredentialStore& store, CredentialRecord& record) override {
    record.key.expose_mutable().back() ^= 1U;
    return store.put(record);
  }
};

class NamesCredentialsAfterTheirSource final : public entities::TefPolicy {
 public:
  Result<void> keep(CredentialStore& store, CredentialRecord& record) override {
    record.id = record.source.substr(record.source.rfind('/') + 1);
    auto kept = store.put(record);
    return kept ? std::move(kept) : store.replace(record);
  }
};

Reply without_id(const IncomingRequest& /*incoming*/, ResponsePrimitive answer) {
  if (answer.status == onem2m::Status::created && answer.content) {
    answer.content->at("sec:skr").erase("rn");
    answer.content->at("sec:skr").erase("ri");
    answer.created_uri.reset();
  }
  return answer;
}

// Takes From for a proof of identity where `operation` comes over an association without one.
FrontHandler believes_from(Operation operation) {
  return
      [operation](
          entities::Server& tef, const RequestPrimitive& request, const Association& association) {
        if (association.proof != onem2m::PeerProof::none || request.operation != operation) {
          return tef.handle(request, association);
        }
        Association trusted = association;
        trusted.secured = true;
        trusted.proof = onem2m::PeerProof::certificate;
        trusted.peer = request.from;
        return tef.handle(request, trusted);
      };
}

// The second takes two faults: its listener lets such a peer in, and what stands behind believes
// it.
void add_channel_mutants(std::vector<Mutant>& out) {
  out.push_back(tef_with("tef-serves-without-tls",
                         "serves whoever From names, also without TLS",
                         "AR-03-TEF-01/A2",
                         {.wrap = front(believes_from(Operation::retrieve))},
                         "plain"));
  out.push_back(
      tef_with("tef-asks-for-no-client-proof",
               "takes TLS connections of clients that prove nothing",
               "AR-03-TEF-01/A2",
               {.wrap = front(believes_from(Operation::retrieve)), .listen = admitting_everybody},
               "unauthenticated"));
  out.push_back(tef_with("tef-registers-without-tls",
                         "registers for whoever From names, also without TLS",
                         "AR-03-TEF-02/A2",
                         {.wrap = front(believes_from(Operation::create))},
                         "plain"));
}

}  // namespace

void add_tef_registration_mutants(std::vector<Mutant>& out) {
  add_channel_mutants(out);
  out.push_back(tef_that<GeneratesShortKeys>(
      "tef-generates-short-keys", "generates keys of 64 bits", "AR-02-TEF-01/A2"));
  out.push_back(tef_that<GeneratesOneKey>(
      "tef-generates-one-key", "gives every originator the same generated key", "AR-02-TEF-01/A3"));
  out.push_back(tef_that<ChangesKeys>(
      "tef-changes-keys", "stores another key than was registered", "AR-04-TEF-01/A3"));
  out.push_back(tef_that<NamesCredentialsAfterTheirSource>(
      "tef-names-credentials-after-source",
      "gives all credentials of a source the same Credential-Id",
      "AR-15-TEF-01/A3"));
  out.push_back(tef_with("tef-stores-in-clear",
                         "stores credentials without encrypting them",
                         "AR-05-TEF-01/A3",
                         {.store_in_clear = true}));
  out.push_back(tef_with("tef-answers-without-id",
                         "does not say the Credential-Id of a registration",
                         "AR-08-TEF-01/A2",
                         {.reply = without_id}));
}

}  // namespace plumbline::harness
