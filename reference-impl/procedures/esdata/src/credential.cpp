#include "plumbline/esdata/credential.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace plumbline::esdata {

namespace {

constexpr std::array kEncryption{14, 24, 34, 44};
constexpr std::array kSignature{15, 25, 35, 45};

Error mismatch(const Credential& credential, const std::string& why) {
  return fail(Errc::key_mismatch, "credential " + json_text(Json(credential.id)) + ": " + why);
}

}  // namespace

bool is_for(Purpose purpose, int suid) noexcept {
  const auto& suids = purpose == Purpose::encryption ? kEncryption : kSignature;
  return std::ranges::find(suids, suid) != suids.end();
}

bool is_of_certificate(int suid) noexcept {
  return suid == kEncryption.back() || suid == kSignature.back();
}

Result<jose::Jwk> key_for(const Credential& credential, Purpose purpose) {
  if (credential.id.empty()) {
    return fail(Errc::invalid_value, "credential: its id is empty");
  }
  const bool encrypts = purpose == Purpose::encryption;
  if (!is_for(purpose, credential.suid)) {
    return mismatch(credential,
                    "SUID " + std::to_string(credential.suid) + " is not for " +
                        (encrypts ? "encryption" : "signatures"));
  }
  if (is_of_certificate(credential.suid) != (credential.key.secret() == nullptr)) {
    return mismatch(credential, "the key is not of the type that its SUID stands for");
  }
  jose::KeyAttributes attributes = credential.key.attributes();
  const std::string use = encrypts ? "enc" : "sig";
  if (attributes.use && *attributes.use != use) {
    return mismatch(credential, "the key is for another use");
  }
  attributes.use = use;
  attributes.kid = credential.id;
  return credential.key.with(std::move(attributes));
}

}  // namespace plumbline::esdata
