/// @file
/// What faulty ends of message authentication are written from.

#pragma once

#include "plumbline/core/bytes.hpp"
#include "plumbline/core/random.hpp"
#include "plumbline/core/result.hpp"
#include "plumbline/message_auth/message.hpp"
#include "plumbline/message_auth/protector.hpp"

#include "library/esprim_faults.hpp"

#include <chrono>
#include <cstdint>
#include <string>
#include <utility>
#include <variant>

namespace plumbline::harness {

/// What is in a message whose MIC or tag need not be right: the payload of a JWS, or of a JWE what
/// encryption makes of its ciphertext, since in counter mode that is decryption, too.
[[nodiscard]] inline Result<message_auth::OpenedMessage> opened_unverified(
    const message_auth::OpenInput& input) {
  const auto parts = parts_of(input.text);
  const message_auth::MessageHeader& header = input.read.header;
  if (input.read.protection == message_auth::Protection::integrity) {
    PLUMBLINE_TRY(Bytes payload, from_base64url(parts.at(1)));
    return message_auth::OpenedMessage{.plaintext = std::move(payload),
                                       .content_type = header.content_type};
  }
  PLUMBLINE_TRY(Bytes iv, from_base64url(parts.at(2)));
  PLUMBLINE_TRY(const Bytes ciphertext, from_base64url(parts.at(3)));
  FixedRandom same{std::move(iv)};
  PLUMBLINE_TRY(const std::string again,
                message_auth::seal_message({.header = header,
                                            .protection = message_auth::Protection::confidentiality,
                                            .credential = input.credential,
                                            .plaintext = ciphertext},
                                           same));
  PLUMBLINE_TRY(Bytes plaintext, from_base64url(parts_of(again).at(3)));
  return message_auth::OpenedMessage{.plaintext = std::move(plaintext),
                                     .content_type = header.content_type};
}

class SealsWithAnotherKey final : public message_auth::ProtectorPolicy {
  [[nodiscard]] Result<std::string> seal(const message_auth::SealInput& input,
                                         RandomSource& iv) override {
    message_auth::Credential other = input.credential;
    const message_auth::PairKeys right = std::get<message_auth::PairKeys>(other.key);
    other.key = message_auth::PairKeys{.authentication = right.confidentiality,
                                       .confidentiality = right.authentication};
    return message_auth::ProtectorPolicy::seal({.header = input.header,
                                                .protection = input.protection,
                                                .credential = other,
                                                .plaintext = input.plaintext},
                                               iv);
  }
};

class EncryptsNothing final : public message_auth::ProtectorPolicy {
  [[nodiscard]] Result<std::string> seal(const message_auth::SealInput& input,
                                         RandomSource& iv) override {
    return message_auth::ProtectorPolicy::seal({.header = input.header,
                                                .protection = message_auth::Protection::integrity,
                                                .credential = input.credential,
                                                .plaintext = input.plaintext},
                                               iv);
  }
};

class NumbersAllAlike final : public message_auth::ProtectorPolicy {
  [[nodiscard]] std::uint64_t next_sequence(std::uint64_t last) const override { return last; }
};

class DatesAnHourBack final : public message_auth::ProtectorPolicy {
  [[nodiscard]] TimePoint time_of(TimePoint now) const override {
    return now - std::chrono::hours{1};
  }
};

class UsesOneIv final : public message_auth::ProtectorPolicy {
  [[nodiscard]] RandomSource& iv_source(RandomSource& /*random*/) override { return same_; }

  FixedRandom same_{Bytes(12, 7)};
};

}  // namespace plumbline::harness
