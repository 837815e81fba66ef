#include "plumbline/message_auth/message.hpp"

#include "plumbline/jose/jwe.hpp"
#include "plumbline/jose/jws.hpp"
#include "plumbline/jose/nested.hpp"

#include "message_header.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <utility>

namespace plumbline::message_auth {

namespace {

constexpr std::array<std::pair<Protection, std::string_view>, 4> kNames{
    {{Protection::integrity, "integrity"},
     {Protection::confidentiality, "confidentiality"},
     {Protection::both, "both"},
     {Protection::signature, "signature"}}};

Result<void> check_parts(std::string_view text) {
  constexpr std::ptrdiff_t kJwsDots = 2;
  constexpr std::ptrdiff_t kJweDots = 4;
  if (text.size() > jose::JoseLimits{}.octets) {
    return fail(Errc::too_large, "env: over 16 MiB");
  }
  const auto dots = std::ranges::count(text, '.');
  if (dots != kJwsDots && dots != kJweDots) {
    return fail(Errc::malformed, "env: is neither a compact JWS nor a compact JWE");
  }
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('.'), text.size());
    PLUMBLINE_TRY(from_base64url(text.substr(0, end)));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return success();
}

Error other_kind() {
  return fail(Errc::key_mismatch, "the credential is of another kind than the protection");
}

Error not_authentic() {
  return fail(Errc::authentication_failed, "env: does not verify under this credential");
}

jose::AlgorithmPolicy only(std::vector<std::string> names) {
  return jose::AlgorithmPolicy::named(names).value();
}

Result<std::string> sign(const SealInput& input, std::string_view alg, const jose::Jwk& key) {
  PLUMBLINE_TRY(jose::Header header, write_header(input.header, alg, ""));
  return jose::sign_jws({.payload = input.plaintext,
                         .signers = {{.protected_header = std::move(header), .key = &key}}});
}

Result<std::string> encrypt(const MessageHeader& header,
                            ByteView plaintext,
                            const jose::Jwk& key,
                            RandomSource& iv) {
  PLUMBLINE_TRY(jose::Header written, write_header(header, "dir", "A256GCM"));
  return jose::seal_jwe({.plaintext = plaintext,
                         .protected_header = std::move(written),
                         .recipients = {{.header = {}, .key = &key}}},
                        iv);
}

Result<OpenedMessage> verify(std::string_view text,
                             const MessageHeader& expected,
                             const jose::Jwk& key,
                             const jose::AlgorithmPolicy& algorithms) {
  PLUMBLINE_TRY(auto verified,
                jose::verify_jws(text, jose::JwkSet{{key}}, {.algorithms = algorithms}));
  PLUMBLINE_TRY(MessageHeader header, read_header(verified.first().protected_header));
  std::string content_type = std::exchange(header.content_type, expected.content_type);
  if (header != expected) {
    return fail(Errc::authentication_failed, "env: the header inside is another");
  }
  return OpenedMessage{.plaintext = std::move(verified.payload),
                       .content_type = std::move(content_type)};
}

Result<OpenedMessage> decrypt(const OpenInput& input, const PairKeys& keys) {
  static const jose::AlgorithmPolicy encryption = only({"dir", "A256GCM"});
  static const jose::AlgorithmPolicy mic = only({"HS256"});
  PLUMBLINE_TRY(auto opened,
                jose::open_jwe(input.text,
                               jose::JwkSet{{keys.confidentiality}},
                               {.algorithms = encryption, .limits = {}}));
  if (input.read.protection == Protection::both) {
    const std::string_view inner = as_text(opened.plaintext);
    // A JWS may also be JSON, but not one that is said to be "jose".
    PLUMBLINE_TRY(check_parts(inner));
    return verify(inner, input.read.header, keys.authentication, mic);
  }
  return OpenedMessage{.plaintext = std::move(opened.plaintext),
                       .content_type = input.read.header.content_type};
}

Result<OpenedMessage> open_with(const OpenInput& input) {
  static const jose::AlgorithmPolicy mic = only({"HS256"});
  static const jose::AlgorithmPolicy signature = only({"ES256"});
  const bool is_signature = input.read.protection == Protection::signature;
  if (is_signature == is_shared(input.credential)) {
    return other_kind();
  }
  if (is_signature) {
    const auto& key = std::get<SignatureKey>(input.credential.key);
    return verify(input.text, input.read.header, key, signature);
  }
  const auto& keys = std::get<PairKeys>(input.credential.key);
  return input.read.protection == Protection::integrity
             ? verify(input.text, input.read.header, keys.authentication, mic)
             : decrypt(input, keys);
}

}  // namespace

std::string_view name_of(Protection protection) noexcept {
  const auto* const found =
      std::ranges::find(kNames, protection, &std::pair<Protection, std::string_view>::first);
  return found->second;
}

std::optional<Protection> protection_named(std::string_view name) noexcept {
  const auto* const found =
      std::ranges::find(kNames, name, &std::pair<Protection, std::string_view>::second);
  return found == kNames.end() ? std::nullopt : std::optional{found->first};
}

std::vector<std::string_view> requirements_met_by(Protection protection) {
  std::vector<std::string_view> met{
      "Message Originator Authenticity/Integrity",
      "Message Re-play protection",
      "Integrity of Data in Transit",
  };
  if (protection == Protection::confidentiality || protection == Protection::both) {
    met.emplace_back("Message Confidentiality");
    met.emplace_back("Confidentiality of Data in Transit");
  }
  return met;
}

Result<ReadMessage> read_message(std::string_view text) {
  PLUMBLINE_TRY(check_parts(text));
  PLUMBLINE_TRY(const jose::Header header, jose::peek_header(text));
  ReadMessage message;
  PLUMBLINE_TRY(message.header, read_header(header));
  PLUMBLINE_TRY(message.protection, protection_of(header));
  return message;
}

Result<std::string> seal_message(const SealInput& input, RandomSource& iv) {
  const bool is_signature = input.protection == Protection::signature;
  if (is_signature == is_shared(input.credential)) {
    return other_kind();
  }
  if (is_signature) {
    const auto& key = std::get<SignatureKey>(input.credential.key);
    return key.private_key() == nullptr ? Result<std::string>{other_kind()}
                                        : sign(input, "ES256", key);
  }
  const auto& keys = std::get<PairKeys>(input.credential.key);
  if (input.protection == Protection::confidentiality) {
    return encrypt(input.header, input.plaintext, keys.confidentiality, iv);
  }
  PLUMBLINE_TRY(std::string jws, sign(input, "HS256", keys.authentication));
  if (input.protection == Protection::integrity) {
    return jws;
  }
  MessageHeader outer = input.header;
  outer.content_type = kNestedType;
  return encrypt(outer, as_bytes(jws), keys.confidentiality, iv);
}

Result<OpenedMessage> open_message(const OpenInput& input) {
  auto opened = open_with(input);
  // RFC 7516 clause 11.5: one answer to all that makes a message not verify.
  return opened ? std::move(opened) : not_authentic();
}

}  // namespace plumbline::message_auth
