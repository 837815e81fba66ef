// TEFs that derive other keys than the source does.

#include "plumbline/crypto/hmac.hpp"
#include "plumbline/entities/tef/tef_policy.hpp"

#include "library/front.hpp"
#include "library/lists.hpp"
#include "library/tef_mutant.hpp"

#include <array>
#include <cstdint>
#include <memory>
#include <string>
#include <utility>

namespace plumbline::harness {
namespace {

using data_at_rest::Use;
using entities::CredentialRecord;
using entities::DataKeys;

class SwapsSaltAndKey final : public entities::TefPolicy {
 public:
  Result<crypto::SecretBytes> derive_master(const keys::DataSecurityInput& input) override {
    const Bytes salt = input.salt.value_or(Bytes(crypto::size_of(input.hash), 0));
    return crypto::hmac(input.hash, input.key, {salt});
  }
};

class IgnoresSalt final : public entities::TefPolicy {
 public:
  Result<crypto::SecretBytes> derive_master(const keys::DataSecurityInput& input) override {
    return TefPolicy::derive_master({.hash = input.hash, .salt = std::nullopt, .key = input.key});
  }
};

class ForgetsTheCounter final : public entities::TefPolicy {
 public:
  Result<DataKeys> derive_data_keys(crypto::HashAlgorithm hash, ByteView master) override {
    PLUMBLINE_TRY(auto keys, TefPolicy::derive_data_keys(hash, master));
    keys.authenticity = crypto::hmac(hash, master, {as_bytes("Data Authenticity and Integrity")});
    return keys;
  }
};

class DoesNotChain final : public entities::TefPolicy {
 public:
  Result<DataKeys> derive_data_keys(crypto::HashAlgorithm hash, ByteView master) override {
    PLUMBLINE_TRY(auto keys, TefPolicy::derive_data_keys(hash, master));
    constexpr std::array<std::uint8_t, 1> kSecond{2};
    keys.confidentiality =
        crypto::hmac(hash, master, {as_bytes("Data Confidentiality Key"), kSecond});
    return keys;
  }
};

class AlwaysUsesSha256 final : public entities::TefPolicy {
 public:
  Result<DataKeys> derive_data_keys(crypto::HashAlgorithm /*hash*/, ByteView master) override {
    return TefPolicy::derive_data_keys(crypto::HashAlgorithm::sha256, master);
  }
};

class ServesTheMasterForAead final : public entities::TefPolicy {
 public:
  Result<crypto::SecretBytes> provision(const CredentialRecord& record,
                                        const entities::ResourceSelector& selector) override {
    return use_of(record) == Use::aead ? record.key.clone()
                                       : TefPolicy::provision(record, selector);
  }
};

// Changes the octet at `position` of everything that a session exports.
FrontHandler exports_wrongly(std::size_t position) {
  return [position](entities::Server& tef,
                    const onem2m::RequestPrimitive& request,
                    const onem2m::Association& association) {
    onem2m::Association changed = association;
    changed.exporter = [position, right = association.exporter](
                           std::string_view label,
                           std::size_t size) -> Result<crypto::SecretBytes> {
      PLUMBLINE_TRY(auto octets, right(label, size));
      octets.expose_mutable()[position] ^= 1U;
      return octets;
    };
    return tef.handle(request, association.exporter ? changed : association);
  };
}

void add_session_mutants(std::vector<Mutant>& out) {
  out.push_back(tef_with("tef-exports-another-key",
                         "does not take the key from octets 16 to 47 of the exporter",
                         "DS-01-TEF-01/A3",
                         {.wrap = front(exports_wrongly(16))}));
  out.push_back(tef_with("tef-exports-another-id",
                         "does not take the id from octets 0 to 15 of the exporter",
                         "DS-01-TEF-01/A4",
                         {.wrap = front(exports_wrongly(0))}));
  out.push_back(tef_with("tef-holds-another-ke",
                         "starts from another key than the Ke that the KeId names",
                         "DS-01-TEF-02/A2",
                         {.tef_configuration = [](entities::TefConfiguration& configuration) {
                           for (auto& [id, shared] : configuration.shared_keys) {
                             shared.key.expose_mutable().front() ^= 1U;
                           }
                         }}));
}

}  // namespace

void add_tef_keys_mutants(std::vector<Mutant>& out) {
  add_session_mutants(out);
  out.push_back(tef_that<SwapsSaltAndKey>(
      "tef-swaps-salt-and-key", "derives the master as HMAC-Hash(Ke, Salt)", "DS-02-TEF-01/A2"));
  out.push_back(tef_that<ForgetsTheCounter>(
      "tef-forgets-counter", "expands T(1) without the octet 01", "DS-03-TEF-01/A2"));
  out.push_back(tef_that<DoesNotChain>(
      "tef-does-not-chain", "expands T(2) without T(1) in front", "DS-04-TEF-01/A2"));
  out.push_back(tef_that<ServesTheMasterForAead>(
      "tef-serves-master-for-aead", "hands out data_sec_master for AEAD", "DS-05-TEF-01/A2"));
  out.push_back(tef_that<IgnoresSalt>(
      "tef-ignores-salt", "derives the master without the Salt", "DS-06-TEF-01/A2"));
  out.push_back(tef_that<AlwaysUsesSha256>(
      "tef-always-uses-sha256", "expands keys with SHA-256 only", "DS-07-TEF-01/A3", "sha384"));
}

}  // namespace plumbline::harness
