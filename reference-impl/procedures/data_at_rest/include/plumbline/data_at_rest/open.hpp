/// @file
/// Opens protected data at its consumer.

#pragma once

#include "plumbline/data_at_rest/protect.hpp"
#include "plumbline/data_at_rest/protected_data.hpp"
#include "plumbline/jose/header.hpp"
#include "plumbline/jose/jwk.hpp"

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace plumbline::data_at_rest {

/// A key that the data asks for. Read without any key, so nothing in it is authentic before open()
/// has succeeded.
struct KeyNeed {
  Use use{};                  ///< confidentiality, authenticity or aead
  std::string credential_id;  ///< empty: the id travels apart
  Level level = Level::keys;
  KeyScope scope = KeyScope::data;
  std::string container;
  Freshness freshness;
  crypto::HashAlgorithm hash = crypto::HashAlgorithm::sha256;
  std::optional<Bytes> salt;
};

/// What has to be fetched, in the order in which it is used.
///
/// @source TR-0012 clause 7.3.2.2 steps 15 and 17
/// @return Errc::malformed when there is no JOSE object, or e2e:cp and the protected header
/// disagree;
///         Errc::authentication_failed when a piece is missing or one too many.
[[nodiscard]] Result<std::vector<KeyNeed>> needs_of(const ProtectedData& data);

/// One tag to verify.
struct TagCheck {
  std::string_view jws;  ///< compact or JSON text
  std::optional<ByteView> detached_payload;
  const jose::Jwk& key;
};

/// One object to decrypt.
struct Decryption {
  std::string_view jwe;  ///< compact or JSON text
  const jose::Jwk& key;
};

/// @return Errc::authentication_failed and the other codes of jose::verify_jws.
[[nodiscard]] Result<void> verify_tag(const TagCheck& check);
/// @return the plaintext; Errc::authentication_failed and the other codes of jose::open_jwe.
[[nodiscard]] Result<Bytes> decrypt(const Decryption& decryption);

struct OpenInput {
  const ProtectedData& data;
  const jose::Jwk* confidentiality = nullptr;
  const jose::Jwk* authenticity = nullptr;
};

/// The steps that open() stands on, apart so that one of them can be put out of order.
struct OpenSteps {
  std::function<Result<void>(const TagCheck&)> verify = verify_tag;
  std::function<Result<Bytes>(const Decryption&)> decrypt = data_at_rest::decrypt;
};

struct Opened {
  Bytes payload;  ///< Form::part: the whole document with the part in its place
  std::string payload_type;
  std::string resource;  ///< `res`: the resource this was made for; empty when it does not say
  bool decrypted = false;
  bool verified = false;  ///< a tag of its own was verified
};

/// Verifies every tag and only then releases the payload.
///
/// @source TR-0012 clause 7.3.2.2 step 20
/// @return Errc::key_not_found when a key is missing; as needs_of, verify_tag and decrypt.
[[nodiscard]] Result<Opened> open(const OpenInput& input, const OpenSteps& steps = {});

}  // namespace plumbline::data_at_rest
