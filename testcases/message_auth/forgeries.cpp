#include "message_auth/forgeries.hpp"

#include "plumbline/core/json.hpp"

#include "support/compact_object.hpp"
#include "support/requests.hpp"

#include <chrono>
#include <cstddef>
#include <utility>

namespace plumbline::testcases {

using harness::Bench;
using harness::Who;
using message_auth::Credential;
using message_auth::PairKeys;
using message_auth::Protection;

namespace {

constexpr std::size_t kKeyOctets = 32;

MessageContent content_of(Forgery& forgery, Protection protection) {
  return message_of(forgery.bench, forgery.correspondent, std::move(forgery.inner), protection);
}

/// A credential of that name and those owners with other keys.
Credential other_credential(Bench& bench, const Credential& like) {
  const crypto::SecretBytes kpsa = bench.secret(kKeyOctets, "Kpsa of nobody");
  return message_auth::shared_credential(
             {.id = like.id, .owner = like.owner, .peer = like.peer, .kpsa = kpsa.expose()})
      .value();
}

/// The message under the header of one that would have another number.
std::string with_other_header(Bench& bench, MessageContent content) {
  const std::string message = seal(bench, content);
  ++content.header.sequence;
  return with_part(message, 0, part_of(seal(bench, content), 0));
}

}  // namespace

std::string altered_integrity(Forgery forgery, const std::string& fault) {
  constexpr std::size_t kPayload = 1;
  constexpr std::size_t kMic = 2;
  constexpr std::size_t kHalfAMic = 16;
  Bench& bench = forgery.bench;
  MessageContent content = content_of(forgery, Protection::integrity);
  if (fault == "header") {
    return with_other_header(bench, std::move(content));
  }
  if (fault == "other-key") {
    content.credential = other_credential(bench, content.credential);
    return seal(bench, content);
  }
  const std::string message = seal(bench, content);
  return fault == "short-mic" ? with_cut_part(message, kMic, kHalfAMic)
                              : with_flipped_part(message, fault == "mic" ? kMic : kPayload);
}

std::string altered_encryption(Forgery forgery, const std::string& fault) {
  constexpr std::size_t kIv = 2;
  constexpr std::size_t kCiphertext = 3;
  constexpr std::size_t kTag = 4;
  constexpr std::size_t kMostOfATag = 12;
  Bench& bench = forgery.bench;
  const bool inner_mic = fault == "inner-mic";
  MessageContent content =
      content_of(forgery, inner_mic ? Protection::both : Protection::confidentiality);
  if (fault == "header") {
    return with_other_header(bench, std::move(content));
  }
  if (inner_mic || fault == "other-key") {
    const PairKeys right = std::get<PairKeys>(content.credential.key);
    content.credential = other_credential(bench, content.credential);
    if (inner_mic) {
      std::get<PairKeys>(content.credential.key).confidentiality = right.confidentiality;
    }
    return seal(bench, content);
  }
  const std::string message = seal(bench, content);
  if (fault == "short-tag") {
    return with_cut_part(message, kTag, kMostOfATag);
  }
  const std::size_t part = fault == "iv" ? kIv : fault == "ciphertext" ? kCiphertext : kTag;
  return with_flipped_part(message, part);
}

std::string unprotected(Forgery forgery, const std::string& fault) {
  constexpr std::size_t kMic = 2;
  Bench& bench = forgery.bench;
  MessageContent content = content_of(forgery, Protection::integrity);
  if (fault == "in-clear") {
    return std::string{as_text(content.plaintext)};
  }
  if (fault == "unknown-key") {
    content.header.key_id = bench.unique("kid");
    return seal(bench, content);
  }
  std::string message = with_part(seal(bench, content), kMic, "");
  if (fault == "alg-none") {
    Json header = header_in(message);
    header["alg"] = "none";
    message = with_part(message, 0, to_base64url(as_bytes(json_text(header))));
  }
  return message;
}

std::string untimely(Forgery forgery, const std::string& fault) {
  constexpr std::chrono::hours kOff{1};
  MessageContent content = content_of(forgery, Protection::both);
  content.header.time += fault == "past" ? -kOff : kOff;
  return seal(forgery.bench, content);
}

std::string behind_the_window(Forgery forgery, const std::string& /*fault*/) {
  constexpr std::uint64_t kFar = 1000;
  MessageContent content = content_of(forgery, Protection::both);
  content.header.sequence -= kFar;
  return seal(forgery.bench, content);
}

std::string between_others(Forgery forgery, const std::string& fault) {
  const auto& world = forgery.bench.world();
  const std::string client = world.actor(Who::client).absolute;
  std::string source = forgery.correspondent.id;
  std::string destination = forgery.correspondent.peer;
  if (fault == "other-source") {
    source = client;
  } else if (fault == "other-destination") {
    destination = client;
  } else {
    std::swap(source, destination);
  }
  forgery.inner.from = source.substr(world.cse.sp_id.size());
  MessageContent content = content_of(forgery, Protection::both);
  content.header.source = std::move(source);
  content.header.destination = std::move(destination);
  return seal(forgery.bench, content);
}

std::string impersonating(Forgery forgery, const std::string& /*fault*/) {
  forgery.inner.from = id_of(forgery.bench, Who::client);
  return seal(forgery.bench, content_of(forgery, Protection::both));
}

}  // namespace plumbline::testcases
