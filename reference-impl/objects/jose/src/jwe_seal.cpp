#include "plumbline/crypto/random.hpp"
#include "plumbline/jose/jwe.hpp"

#include "algorithm_traits.hpp"
#include "cek.hpp"
#include "jwe_object.hpp"
#include "key_binding.hpp"
#include "text_parts.hpp"

#include <utility>

namespace plumbline::jose {

namespace {

/// Errc::invalid_value for what the serialization has no place for.
Result<void> check_shape(const JweSealRequest& request) {
  if (request.recipients.empty()) {
    return fail(Errc::invalid_value, "JWE: no recipient");
  }
  if (request.serialization != Serialization::general && request.recipients.size() > 1) {
    return fail(Errc::invalid_value, "JWE: several recipients need the general serialization");
  }
  if (request.serialization == Serialization::compact &&
      (!request.unprotected.empty() || !request.recipients.front().header.empty() ||
       !request.aad.empty())) {
    return fail(Errc::invalid_value, "JWE: compact has the protected header only, and no aad");
  }
  return success();
}

class Sealer {
 public:
  Sealer(const JweSealRequest& request, const KnownAnswerInputs& fixed, RandomSource& random)
      : request_(request),
        fixed_(fixed),
        random_(random) {}

  Result<std::string> seal() {
    PLUMBLINE_TRY(check_shape(request_));
    jwe_.protected_header = request_.protected_header;
    for (const JweRecipient& recipient : request_.recipients) {
      jwe_.recipients.push_back({.header = recipient.header, .encrypted_key = {}});
    }
    PLUMBLINE_TRY(read_algorithms());
    PLUMBLINE_TRY(deliver_cek());
    PLUMBLINE_TRY(encrypt());
    return request_.serialization == Serialization::compact ? compact() : json();
  }

 private:
  Result<void> read_algorithms() {
    for (const JweRecipient& recipient : request_.recipients) {
      PLUMBLINE_TRY(
          Header merged,
          merge_headers(request_.protected_header, request_.unprotected, recipient.header));
      PLUMBLINE_TRY(const JweAlgorithms algorithms, jwe_algorithms_of(merged));
      PLUMBLINE_TRY(check_sealing_key(*recipient.key, algorithms));
      if (is_direct(algorithms.alg) && request_.recipients.size() > 1) {
        return fail(Errc::invalid_value, "JWE: a direct mode with several recipients");
      }
      if (!merged_.empty() && algorithms.enc != enc_) {
        return fail(Errc::malformed, "JWE: recipients with different enc");
      }
      enc_ = algorithms.enc;
      merged_.push_back(std::move(merged));
      algorithms_.push_back(algorithms);
    }
    return success();
  }

  Result<void> deliver_cek() {
    const CekRandomness randomness{.source = random_, .epk = fixed_.epk};
    if (is_direct(algorithms_.front().alg)) {
      if (fixed_.cek) {
        return fail(Errc::invalid_value, "JWE: a direct mode with a given CEK");
      }
      PLUMBLINE_TRY(DirectCek direct, direct_cek(context(0), randomness));
      cek_ = std::move(direct.cek);
      return add_parameters(0, direct.parameters);
    }
    const std::size_t size = crypto::key_size_of(aead_of(enc_));
    if (fixed_.cek && fixed_.cek->size() != size) {
      return fail(Errc::invalid_length, "JWE: the given CEK");
    }
    cek_ = fixed_.cek ? fixed_.cek->clone() : crypto::random_secret(random_, size);
    for (std::size_t i = 0; i < algorithms_.size(); ++i) {
      PLUMBLINE_TRY(EncryptedCek encrypted, encrypt_cek(context(i), cek_, randomness));
      jwe_.recipients[i].encrypted_key = std::move(encrypted.encrypted_key);
      PLUMBLINE_TRY(add_parameters(i, encrypted.parameters));
    }
    return success();
  }

  [[nodiscard]] CekContext context(std::size_t index) const {
    return {.key = *request_.recipients[index].key,
            .algorithms = algorithms_[index],
            .header = merged_[index]};
  }

  Result<void> add_parameters(std::size_t index, const Json& parameters) {
    const bool shared = algorithms_.size() == 1 && jwe_.protected_header.contains("alg");
    Header& home = shared ? jwe_.protected_header : jwe_.recipients[index].header;
    for (const auto& [name, value] : parameters.items()) {
      if (merged_[index].contains(name)) {
        return fail(Errc::malformed, "header: " + name + " is not for the caller to give");
      }
      PLUMBLINE_TRY(home, home.with(name, value));
    }
    return success();
  }

  Result<void> encrypt() {
    const crypto::AeadAlgorithm aead = aead_of(enc_);
    if (fixed_.iv && fixed_.iv->size() != crypto::iv_size_of(aead)) {
      return fail(Errc::invalid_length, "JWE: the given IV");
    }
    jwe_.iv = fixed_.iv ? *fixed_.iv : random_.bytes(crypto::iv_size_of(aead));
    jwe_.tag.resize(crypto::tag_size_of(aead));
    jwe_.ciphertext.resize(crypto::ciphertext_size_of(aead, request_.plaintext.size()));
    begin_text();
    if (!request_.aad.empty()) {
      jwe_.with_aad = text_ + "." + to_base64url(request_.aad);
    }
    jwe_.protected_text = text_;
    return crypto::aead_seal(
        aead,
        {.key = cek_.expose(), .iv = jwe_.iv, .associated_data = jwe_.authenticated()},
        request_.plaintext,
        jwe_.ciphertext,
        jwe_.tag);
  }

  /// The encoded protected header, with room for the rest of a compact object behind it.
  void begin_text() {
    const std::string_view header = jwe_.protected_header.text();
    constexpr std::size_t kDots = 4;
    text_.reserve(kDots + base64url_size(header.size()) +
                  base64url_size(jwe_.recipients.front().encrypted_key.size()) +
                  base64url_size(jwe_.iv.size()) + base64url_size(jwe_.ciphertext.size()) +
                  base64url_size(jwe_.tag.size()));
    append_base64url(text_, as_bytes(header));
  }

  std::string compact() {
    for (const Bytes* part :
         {&jwe_.recipients.front().encrypted_key, &jwe_.iv, &jwe_.ciphertext, &jwe_.tag}) {
      text_ += '.';
      append_base64url(text_, *part);
    }
    return std::move(text_);
  }

  [[nodiscard]] std::string json() const {
    Json object;
    if (!text_.empty()) {
      object["protected"] = text_;
    }
    if (!request_.unprotected.empty()) {
      object["unprotected"] = request_.unprotected.json();
    }
    if (request_.serialization == Serialization::flattened) {
      add_recipient(object, jwe_.recipients.front());
    } else {
      Json& list = object["recipients"] = Json::array();
      for (const auto& recipient : jwe_.recipients) {
        add_recipient(list.emplace_back(Json::object()), recipient);
      }
    }
    if (!request_.aad.empty()) {
      object["aad"] = to_base64url(request_.aad);
    }
    object["iv"] = to_base64url(jwe_.iv);
    object["ciphertext"] = to_base64url(jwe_.ciphertext);
    object["tag"] = to_base64url(jwe_.tag);
    return json_text(object);
  }

  static void add_recipient(Json& object, const JweObject::Recipient& recipient) {
    if (!recipient.header.empty()) {
      object["header"] = recipient.header.json();
    }
    if (!recipient.encrypted_key.empty()) {
      object["encrypted_key"] = to_base64url(recipient.encrypted_key);
    }
  }

  const JweSealRequest& request_;
  const KnownAnswerInputs& fixed_;
  RandomSource& random_;
  std::vector<Header> merged_;
  std::vector<JweAlgorithms> algorithms_;
  JweEnc enc_{};
  crypto::SecretBytes cek_;
  JweObject jwe_;
  std::string text_;
};

}  // namespace

Result<std::string> seal_jwe(const JweSealRequest& request, RandomSource& random) {
  return seal_jwe(request, KnownAnswerInputs{}, random);
}

Result<std::string> seal_jwe(const JweSealRequest& request,
                             const KnownAnswerInputs& fixed,
                             RandomSource& random) {
  return Sealer{request, fixed, random}.seal();
}

}  // namespace plumbline::jose
