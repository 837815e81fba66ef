#include "plumbline/channel/flight.hpp"

#include "record_octets.hpp"

#include <array>
#include <cstddef>
#include <string_view>
#include <utility>

namespace plumbline::channel {
namespace {

constexpr std::size_t kMostMessages = 32;
constexpr std::size_t kRecordHeader = 5;
constexpr std::size_t kMessageHeader = 4;

// RFC 5246 clause 6.2.1
constexpr std::uint8_t kChangeCipherSpec = 20;
constexpr std::uint8_t kAlert = 21;
constexpr std::uint8_t kHandshake = 22;

constexpr std::array kNames{
    std::pair{MessageType::hello_request, "HelloRequest"},
    std::pair{MessageType::client_hello, "ClientHello"},
    std::pair{MessageType::server_hello, "ServerHello"},
    std::pair{MessageType::new_session_ticket, "NewSessionTicket"},
    std::pair{MessageType::certificate, "Certificate"},
    std::pair{MessageType::server_key_exchange, "ServerKeyExchange"},
    std::pair{MessageType::certificate_request, "CertificateRequest"},
    std::pair{MessageType::server_hello_done, "ServerHelloDone"},
    std::pair{MessageType::certificate_verify, "CertificateVerify"},
    std::pair{MessageType::client_key_exchange, "ClientKeyExchange"},
    std::pair{MessageType::finished, "Finished"},
    std::pair{MessageType::certificate_status, "CertificateStatus"},
    std::pair{MessageType::change_cipher_spec, "ChangeCipherSpec"},
    std::pair{MessageType::alert, "alert"},
    std::pair{MessageType::application_data, "application data"},
    std::pair{MessageType::encrypted_handshake, "encrypted handshake message"},
};

struct Record {
  std::uint8_t type{};
  ByteView fragment;
};

/// Takes the first record off `rest`.
Result<Record> take_record(ByteView& rest) {
  if (rest.size() < kRecordHeader) {
    return fail(Errc::malformed, "a TLS record header is cut");
  }
  const std::uint8_t type = rest[0];
  if (!is_content_type(type) || rest[1] != 3) {
    return fail(Errc::malformed, "not a TLS record");
  }
  const std::size_t size = number_at(rest, 3, 2);
  if (size == 0 || size > kLargestFragment) {
    return fail(Errc::malformed, "a TLS record of " + std::to_string(size) + " octets");
  }
  if (rest.size() - kRecordHeader < size) {
    return fail(Errc::malformed, "a TLS record is cut");
  }
  const ByteView fragment = rest.subspan(kRecordHeader, size);
  rest = rest.subspan(kRecordHeader + size);
  return Record{.type = type, .fragment = fragment};
}

/// Collects messages from one record after the other.
class Reader {
 public:
  Result<void> take(const Record& record) {
    if (record.type == kHandshake && !encrypted_) {
      partial_.insert(partial_.end(), record.fragment.begin(), record.fragment.end());
      return split();
    }
    if (!partial_.empty()) {
      return fail(Errc::malformed, "a handshake message is cut by another record");
    }
    encrypted_ = encrypted_ || record.type == kChangeCipherSpec;
    return add(type_of(record.type), record.fragment);
  }

  Result<std::vector<FlightMessage>> finish() {
    if (!partial_.empty()) {
      return fail(Errc::malformed, "a handshake message is cut");
    }
    return std::move(messages_);
  }

 private:
  static MessageType type_of(std::uint8_t content) {
    switch (content) {
      case kChangeCipherSpec:
        return MessageType::change_cipher_spec;
      case kAlert:
        return MessageType::alert;
      case kHandshake:
        return MessageType::encrypted_handshake;
      default:
        return MessageType::application_data;
    }
  }

  /// Takes the complete handshake messages off what has been collected.
  Result<void> split() {
    ByteView rest = partial_;
    while (rest.size() >= kMessageHeader) {
      const std::size_t size = number_at(rest, 1, 3);
      if (rest.size() - kMessageHeader < size) {
        break;
      }
      PLUMBLINE_TRY(add(MessageType{rest[0]}, rest.subspan(kMessageHeader, size)));
      rest = rest.subspan(kMessageHeader + size);
    }
    partial_.erase(partial_.begin(), partial_.end() - static_cast<std::ptrdiff_t>(rest.size()));
    return success();
  }

  Result<void> add(MessageType type, ByteView body) {
    if (messages_.size() == kMostMessages) {
      return fail(Errc::too_large, "more than 32 TLS messages in one flight");
    }
    messages_.push_back({.type = type, .body = Bytes(body.begin(), body.end())});
    return success();
  }

  std::vector<FlightMessage> messages_;
  Bytes partial_;           ///< of a handshake message
  bool encrypted_ = false;  ///< ChangeCipherSpec went by
};

}  // namespace

std::string name_of(MessageType type) {
  for (const auto& [known, name] : kNames) {
    if (known == type) {
      return name;
    }
  }
  return "message " + std::to_string(static_cast<unsigned>(type));
}

Result<std::vector<FlightMessage>> read_flight(ByteView octets) {
  if (octets.empty()) {
    return fail(Errc::malformed, "no TLS records");
  }
  if (octets.size() > kLargestFlight) {
    return fail(Errc::too_large, "TLS records of more than 65536 octets");
  }
  Reader reader;
  for (ByteView rest = octets; !rest.empty();) {
    PLUMBLINE_TRY(const Record record, take_record(rest));
    PLUMBLINE_TRY(reader.take(record));
  }
  return reader.finish();
}

}  // namespace plumbline::channel
