#include "plumbline/esdata/open.hpp"

#include "plumbline/core/json.hpp"
#include "plumbline/jose/jwe.hpp"
#include "plumbline/jose/jws.hpp"
#include "plumbline/jose/nested.hpp"

#include "content.hpp"

#include <algorithm>
#include <utility>

namespace plumbline::esdata {

namespace {

/// The keys of the target. Each is bound to its purpose, so that an object of the other purpose is
/// refused for that reason.
class Keys {
 public:
  static Result<Keys> of(const std::vector<HeldCredential>& held) {
    Keys keys{held};
    for (const HeldCredential& one : held) {
      PLUMBLINE_TRY(auto key, key_for(one.credential, purpose_of(one)));
      keys.set_.add(std::move(key));
    }
    return keys;
  }

  [[nodiscard]] const jose::JwkSet& set() const noexcept { return set_; }

  /// The credential that opened or verified an object which names it so.
  [[nodiscard]] const HeldCredential& used(const std::string& kid, Purpose purpose) const {
    return *std::ranges::find_if(held_, [&](const HeldCredential& one) {
      return one.credential.id == kid && purpose_of(one) == purpose;
    });
  }

 private:
  explicit Keys(const std::vector<HeldCredential>& held) : held_(held) {}

  static Purpose purpose_of(const HeldCredential& one) {
    return is_for(Purpose::signature, one.credential.suid) ? Purpose::signature
                                                           : Purpose::encryption;
  }

  const std::vector<HeldCredential>& held_;
  jose::JwkSet set_;
};

jose::JweOpenOptions open_options() {
  jose::JweOpenOptions options;
  options.cuts_longer_keys = true;
  return options;
}

/// A JOSE object that is read so far that its kind is known.
struct Object {
  std::string compact;
  Json json;  ///< null when it is compact
  bool encrypted = false;
};

/// A JWE has five parts, or a ciphertext.
Result<Object> read_object(const OpenRequest& request) {
  constexpr auto kDotsOfJwe = 4;
  Object object;
  PLUMBLINE_TRY(object.compact, unwrapped(request.content, request.info));
  if (request.info.security == onem2m::ContentSecurity::jose_compact) {
    object.encrypted = std::ranges::count(object.compact, '.') == kDotsOfJwe;
  } else {
    PLUMBLINE_TRY(object.json, parse_json(object.compact));
    object.encrypted = object.json.contains("ciphertext");
  }
  return object;
}

std::string type_in(const jose::Header& header) {
  return std::string{header.string("cty").value_or("")};
}

void take_signatures(const jose::VerifiedJws& jws, const Keys& keys, Opened& opened) {
  opened.source = SourceAuthentication::symmetric;
  for (const jose::VerifiedSignature& signature : jws.verified) {
    opened.verified_by.push_back(signature.kid);
    if (is_of_certificate(keys.used(signature.kid, Purpose::signature).credential.suid)) {
      opened.source = SourceAuthentication::non_repudiable;
    }
  }
  opened.plaintext = jws.payload;
  opened.type = type_in(jws.first().protected_header);
}

Result<Opened> verify(const Object& object, const Keys& keys) {
  PLUMBLINE_TRY(const jose::VerifiedJws jws,
                object.json.is_null() ? jose::verify_jws(object.compact, keys.set())
                                      : jose::verify_jws_object(object.json, keys.set()));
  Opened opened;
  opened.security_class = SecurityClass::signature_only;
  take_signatures(jws, keys, opened);
  return opened;
}

SourceAuthentication source_of(const jose::OpenedJwe& jwe, const HeldCredential& with) {
  const bool pairwise = !is_of_certificate(with.credential.suid) && with.targets == 1;
  return pairwise && jwe.recipients == 1 ? SourceAuthentication::symmetric
                                         : SourceAuthentication::none;
}

/// Table 8.5.2.1-1: inside is a digital signature, and no MIC.
Result<void> verify_inside(const jose::OpenedJwe& jwe, const Keys& keys, Opened& opened) {
  PLUMBLINE_TRY(const jose::VerifiedJws inner, jose::verify_nested(jwe, keys.set()));
  opened.security_class = SecurityClass::nested;
  take_signatures(inner, keys, opened);
  if (opened.source != SourceAuthentication::non_repudiable) {
    return fail(Errc::key_mismatch, "nested: the inner layer is no digital signature");
  }
  return success();
}

Result<Opened> decrypt(const Object& object, const Keys& keys) {
  PLUMBLINE_TRY(jose::OpenedJwe jwe,
                object.json.is_null()
                    ? jose::open_jwe(object.compact, keys.set(), open_options())
                    : jose::open_jwe_object(object.json, keys.set(), open_options()));
  Opened opened;
  opened.opened_with = jwe.kid;
  opened.associated_data = jwe.aad;
  if (jose::is_nested(jwe)) {
    PLUMBLINE_TRY(verify_inside(jwe, keys, opened));
    return opened;
  }
  opened.security_class = SecurityClass::encryption_only;
  opened.source = source_of(jwe, keys.used(jwe.kid, Purpose::encryption));
  opened.type = type_in(jwe.protected_header);
  opened.plaintext = std::move(jwe.plaintext);
  return opened;
}

}  // namespace

Result<Opened> open(const OpenRequest& request) {
  PLUMBLINE_TRY(const Object object, read_object(request));
  PLUMBLINE_TRY(const Keys keys, Keys::of(request.held));
  PLUMBLINE_TRY(Opened opened, object.encrypted ? decrypt(object, keys) : verify(object, keys));
  if (request.demanded && *request.demanded != opened.security_class) {
    return fail(Errc::invalid_value,
                std::string{name_of(opened.security_class)} + " where " +
                    std::string{name_of(*request.demanded)} + " is demanded");
  }
  return opened;
}

}  // namespace plumbline::esdata
