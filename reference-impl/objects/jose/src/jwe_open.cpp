#include "plumbline/core/furthest_failure.hpp"
#include "plumbline/jose/jwe.hpp"

#include "algorithm_traits.hpp"
#include "cek.hpp"
#include "jwe_object.hpp"
#include "key_binding.hpp"
#include "text_parts.hpp"

#include <utility>

namespace plumbline::jose {

namespace {

/// A recipient whose headers are sound.
struct Addressee {
  Header header;  ///< merged
  JweAlgorithms algorithms;
};

/// The one answer to every cause, RFC 7516 clause 11.5.
Error not_authentic() {
  return fail(Errc::authentication_failed, "JWE: does not open with this key");
}

Result<void> check_encrypted_key(const JweObject& jwe,
                                 const JweObject::Recipient& recipient,
                                 JweAlg alg) {
  if (is_direct(alg) && jwe.recipients.size() > 1) {
    return fail(Errc::malformed, "JWE: a direct mode with several recipients");
  }
  if (is_direct(alg) != recipient.encrypted_key.empty()) {
    return fail(
        Errc::malformed,
        is_direct(alg) ? "JWE: a direct mode with an encrypted key" : "JWE: no encrypted key");
  }
  return success();
}

/// Names that are never opened are passed over when another recipient may do.
Result<Addressee> read_addressee(const JweObject& jwe, const JweObject::Recipient& recipient) {
  Addressee addressee;
  PLUMBLINE_TRY(addressee.header,
                merge_headers(jwe.protected_header, jwe.unprotected, recipient.header));
  PLUMBLINE_TRY(addressee.algorithms, jwe_algorithms_of(addressee.header));
  PLUMBLINE_TRY(check_encrypted_key(jwe, recipient, addressee.algorithms.alg));
  return addressee;
}

Result<void> check_policy(const JweAlgorithms& algorithms, const AlgorithmPolicy& policy) {
  if (!policy.allows(algorithms.alg)) {
    return fail(Errc::algorithm_not_allowed, "JWE: alg " + std::string{name_of(algorithms.alg)});
  }
  if (!policy.allows(algorithms.enc)) {
    return fail(Errc::algorithm_not_allowed, "JWE: enc " + std::string{name_of(algorithms.enc)});
  }
  return success();
}

Result<void> check_sizes(const JweObject& jwe, JweEnc enc) {
  const crypto::AeadAlgorithm aead = aead_of(enc);
  if (jwe.iv.size() != crypto::iv_size_of(aead)) {
    return fail(Errc::invalid_length, "JWE: iv of " + std::to_string(jwe.iv.size()) + " octets");
  }
  if (jwe.tag.size() != crypto::tag_size_of(aead)) {
    return fail(Errc::invalid_length, "JWE: tag of " + std::to_string(jwe.tag.size()) + " octets");
  }
  return success();
}

Result<Bytes> decrypt(const JweObject& jwe, const CekContext& context, ByteView encrypted_key) {
  auto cek = recover_cek(context, encrypted_key);
  if (!cek) {
    return cek.error().code == Errc::authentication_failed ? not_authentic()
                                                           : std::move(cek).error();
  }
  auto plaintext = crypto::aead_open(
      aead_of(context.algorithms.enc),
      {.key = cek.value().expose(), .iv = jwe.iv, .associated_data = jwe.authenticated()},
      jwe.ciphertext,
      jwe.tag);
  if (!plaintext) {
    return not_authentic();
  }
  return plaintext;
}

class Opener {
 public:
  Opener(JweObject jwe, const JwkSet& keys, const JweOpenOptions& options)
      : jwe_(std::move(jwe)),
        keys_(keys),
        options_(options) {}

  Result<OpenedJwe> open() {
    PLUMBLINE_TRY(read_addressees());
    for (std::size_t i = 0; i < addressees_.size(); ++i) {
      if (addressees_[i] && try_recipient(i)) {
        return std::move(opened_);
      }
    }
    return failure_.take();
  }

 private:
  /// Faults of the object itself end it here, whoever it is for.
  Result<void> read_addressees() {
    std::optional<JweEnc> enc;
    for (const auto& recipient : jwe_.recipients) {
      auto addressee = read_addressee(jwe_, recipient);
      if (!addressee && addressee.error().code != Errc::algorithm_not_allowed) {
        return std::move(addressee).error();
      }
      if (!addressee) {
        failure_.add(std::move(addressee).error());
        addressees_.emplace_back();
        continue;
      }
      // RFC 7516 clause 7.2.1: the same for all.
      if (enc && *enc != addressee.value().algorithms.enc) {
        return fail(Errc::malformed, "JWE: recipients with different enc");
      }
      enc = addressee.value().algorithms.enc;
      addressees_.emplace_back(std::move(addressee).value());
    }
    return success();
  }

  bool try_recipient(std::size_t index) {
    const Addressee& addressee = *addressees_[index];
    const auto kid = addressee.header.string("kid");
    if (auto allowed = check_policy(addressee.algorithms, options_.algorithms); !allowed) {
      failure_.add(std::move(allowed).error());
      return false;
    }
    if (auto sizes = check_sizes(jwe_, addressee.algorithms.enc); !sizes) {
      failure_.add(std::move(sizes).error());
      return false;
    }
    for (const Jwk& key : keys_.keys()) {
      if (!key.may_be_named(kid)) {
        continue;
      }
      auto plaintext = try_key(key, index);
      if (!plaintext) {
        failure_.add(std::move(plaintext).error());
        continue;
      }
      opened_ = {.plaintext = std::move(plaintext).value(),
                 .protected_header = jwe_.protected_header,
                 .header = addressee.header,
                 .aad = jwe_.aad,
                 .kid = kid ? std::string{*kid} : key.kid().value_or(""),
                 .recipient = index,
                 .recipients = jwe_.recipients.size()};
      return true;
    }
    return false;
  }

  Result<Bytes> try_key(const Jwk& given, std::size_t index) const {
    const Addressee& addressee = *addressees_[index];
    const auto& [alg, enc] = addressee.algorithms;
    const auto cut = options_.cuts_longer_keys ? leftmost(given, alg, enc) : Result<Jwk>{given};
    // A shorter key is none of this algorithm's, as any of another size.
    const Jwk& key = cut ? cut.value() : given;
    PLUMBLINE_TRY(check_opening_key(key, addressee.algorithms));
    return decrypt(jwe_,
                   {.key = key, .algorithms = addressee.algorithms, .header = addressee.header},
                   jwe_.recipients[index].encrypted_key);
  }

  JweObject jwe_;
  const JwkSet& keys_;
  const JweOpenOptions& options_;
  std::vector<std::optional<Addressee>> addressees_;
  FurthestFailure failure_;
  OpenedJwe opened_;
};

}  // namespace

Result<OpenedJwe> open_jwe(std::string_view text,
                           const JwkSet& keys,
                           const JweOpenOptions& options) {
  if (looks_like_json(text)) {
    PLUMBLINE_TRY(const Json object, parse_object(text, "JWE", options.limits));
    return open_jwe_object(object, keys, options);
  }
  PLUMBLINE_TRY(JweObject jwe, parse_compact_jwe(text, options.limits));
  return Opener{std::move(jwe), keys, options}.open();
}

Result<OpenedJwe> open_jwe_object(const Json& object,
                                  const JwkSet& keys,
                                  const JweOpenOptions& options) {
  PLUMBLINE_TRY(JweObject jwe, parse_json_jwe(object, options.limits));
  return Opener{std::move(jwe), keys, options}.open();
}

}  // namespace plumbline::jose
