#include "plumbline/esprim/esprim_object.hpp"

#include "plumbline/crypto/aead.hpp"
#include "plumbline/jose/header.hpp"
#include "plumbline/jose/jwe.hpp"

#include "rand_object_json.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <utility>

namespace plumbline::esprim {

namespace {

constexpr std::size_t kParts = 5;

using Parts = std::array<std::string_view, kParts>;

Result<Parts> split(std::string_view jwe) {
  if (jwe.size() > jose::JoseLimits{}.octets) {
    return fail(Errc::too_large, "epo: over 16 MiB");
  }
  Parts parts;
  std::size_t count = 0;
  for (std::size_t begin = 0; begin <= jwe.size(); ++count) {
    const std::size_t end = std::min(jwe.find('.', begin), jwe.size());
    if (count < kParts) {
      parts.at(count) = jwe.substr(begin, end - begin);
    }
    begin = end + 1;
  }
  if (count != kParts) {
    return fail(Errc::malformed, "epo: has " + std::to_string(count) + " parts, must have 5");
  }
  if (!parts[1].empty()) {
    return fail(Errc::malformed, "epo: has an encrypted key, must have none");
  }
  return parts;
}

Result<std::string> text_of(const jose::Header& header, std::string_view name) {
  const auto text = header.string(name);
  if (!text || text->empty()) {
    return fail(Errc::malformed, "epo: header: " + std::string{name} + ": is missing or no text");
  }
  return std::string{*text};
}

Result<std::optional<RandObject>> rand_object_of(const jose::Header& header,
                                                 Issuer issuer,
                                                 TimePoint now) {
  const bool originator = issuer == Issuer::originator;
  const std::string name = originator ? "oro" : "rro";
  if (header.contains(originator ? "rro" : "oro")) {
    return fail(
        Errc::invalid_value,
        originator ? "epo: header: rro: not in a request" : "epo: header: oro: not in a response");
  }
  if (!header.contains(name)) {
    return std::optional<RandObject>{};
  }
  PLUMBLINE_TRY(RandObject object,
                rand_object_from_json(header.json().at(name), issuer, now, "epo: header: " + name));
  return std::optional{std::move(object)};
}

Result<ObjectHeader> read_header(const jose::Header& header, Direction direction, TimePoint now) {
  if (header.contains("crit")) {
    return fail(Errc::malformed, "epo: header: crit names what ESPrim does not have");
  }
  ObjectHeader read;
  PLUMBLINE_TRY(read.alg, text_of(header, "alg"));
  PLUMBLINE_TRY(read.enc, text_of(header, "enc"));
  PLUMBLINE_TRY(read.key_id, text_of(header, "kid"));
  PLUMBLINE_TRY(read.originator_rand_id, text_of(header, "ori"));
  PLUMBLINE_TRY(read.receiver_rand_id, text_of(header, "rri"));
  read.content_type = header.string("cty").value_or("");
  if (direction == Direction::request) {
    PLUMBLINE_TRY(read.originator_object, rand_object_of(header, Issuer::originator, now));
  } else {
    PLUMBLINE_TRY(read.receiver_object, rand_object_of(header, Issuer::receiver, now));
  }
  return read;
}

/// Members in the order of the table.
Result<jose::Header> write_header(const ObjectHeader& header) {
  OrderedJson json{{"alg", header.alg}, {"enc", header.enc}, {"kid", header.key_id}};
  if (!header.content_type.empty()) {
    json["cty"] = header.content_type;
  }
  json["ori"] = header.originator_rand_id;
  json["rri"] = header.receiver_rand_id;
  if (header.originator_object) {
    json["oro"] = to_json(*header.originator_object);
  }
  if (header.receiver_object) {
    json["rro"] = to_json(*header.receiver_object);
  }
  return jose::Header::parse(json.dump());
}

/// Octets of the CEK; 0 for an enc that ESPrim does not have.
std::size_t cek_size_of(std::string_view enc) {
  const auto protocol = protocol_named(enc);
  if (!protocol) {
    return 0;
  }
  switch (*protocol) {
    case ProtocolAlgorithm::jwe_a128gcm:
      return crypto::key_size_of(crypto::AeadAlgorithm::a128gcm);
    case ProtocolAlgorithm::jwe_a192gcm:
      return crypto::key_size_of(crypto::AeadAlgorithm::a192gcm);
    case ProtocolAlgorithm::jwe_a256gcm:
      return crypto::key_size_of(crypto::AeadAlgorithm::a256gcm);
  }
  return 0;
}

/// The CEK is as much of the session key as enc takes, from the left (our choice).
Result<jose::Jwk> cek_of(const ObjectHeader& header, ByteView session_key) {
  const std::size_t size = cek_size_of(header.enc);
  if (header.alg != jose::name_of(jose::JweAlg::dir) || size == 0) {
    return fail(Errc::algorithm_not_allowed, "epo: header: alg or enc that ESPrim does not have");
  }
  if (session_key.size() < size) {
    return fail(Errc::invalid_length, "sessionESPrimKey is shorter than enc takes");
  }
  return jose::Jwk::from_secret(crypto::SecretBytes{session_key.first(size)});
}

Error not_authentic() {
  return fail(Errc::authentication_failed, "epo: does not open with the key of this session");
}

}  // namespace

Result<ReadObject> read_object(std::string_view jwe, Direction direction, TimePoint now) {
  PLUMBLINE_TRY(const Parts parts, split(jwe));
  PLUMBLINE_TRY(const jose::Header header, jose::peek_header(jwe));
  ReadObject object;
  PLUMBLINE_TRY(object.header, read_header(header, direction, now));
  PLUMBLINE_TRY(object.iv, from_base64url(parts[2]));
  PLUMBLINE_TRY(from_base64url(parts[3]));
  PLUMBLINE_TRY(from_base64url(parts[4]));
  return object;
}

Result<std::string> seal_object(const SealInput& input, RandomSource& iv) {
  PLUMBLINE_TRY(const jose::Jwk cek, cek_of(input.header, input.session_key));
  PLUMBLINE_TRY(jose::Header header, write_header(input.header));
  return jose::seal_jwe({.plaintext = input.plaintext,
                         .protected_header = std::move(header),
                         .recipients = {{.header = {}, .key = &cek}}},
                        iv);
}

Result<Bytes> open_object(const OpenInput& input) {
  PLUMBLINE_TRY(jose::Jwk cek, cek_of(input.header, input.session_key));
  auto opened = jose::open_jwe(input.jwe, jose::JwkSet{{std::move(cek)}});
  if (opened) {
    return std::move(opened.value().plaintext);
  }
  const Errc code = opened.error().code;
  // RFC 7516 clause 11.5: one answer to all that makes an object not verify.
  return code == Errc::authentication_failed || code == Errc::invalid_length
             ? not_authentic()
             : std::move(opened).error();
}

}  // namespace plumbline::esprim
