/// @file
/// Faults that an AE can have as originator and as client.

#pragma once

#include "plumbline/entities/ae/ae_policy.hpp"

namespace plumbline::harness {

class TrustsAnyTef final : public entities::AePolicy {
 public:
  bool admits_channel(entities::AePeer peer, const entities::AeChannel& channel) override {
    return peer == entities::AePeer::tef || entities::AePolicy::admits_channel(peer, channel);
  }
};

class TrustsAnyCse final : public entities::AePolicy {
 public:
  bool admits_channel(entities::AePeer peer, const entities::AeChannel& channel) override {
    return peer == entities::AePeer::cse || entities::AePolicy::admits_channel(peer, channel);
  }
};

class TakesTheOtherAeadKey final : public entities::AePolicy {
 public:
  keys::AeadKey choose_aead_key() override {
    return entities::AePolicy::choose_aead_key() == keys::AeadKey::confidentiality
               ? keys::AeadKey::authenticity
               : keys::AeadKey::confidentiality;
  }
};

// Derives keys of `kWrong` as if they were of the other kind.
template <keys::ResourceKind kWrong>
class ConfusesResourceKinds final : public entities::AePolicy {
 public:
  Result<crypto::SecretBytes> derive_confidentiality_key(
      const keys::ResourceKeyInput& input) override {
    keys::ResourceKeyInput other = input;
    if (input.kind == kWrong) {
      other.kind = kWrong == keys::ResourceKind::container ? keys::ResourceKind::content_instance
                                                           : keys::ResourceKind::container;
    }
    return entities::AePolicy::derive_confidentiality_key(other);
  }
};

}  // namespace plumbline::harness
