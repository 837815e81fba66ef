#include "plumbline/entities/ae/ae_configuration.hpp"

#include "plumbline/channel/pem_credential.hpp"
#include "plumbline/core/json_reader.hpp"
#include "plumbline/escertke/policy.hpp"
#include "plumbline/onem2m/identifier.hpp"

#include "command_words.hpp"
#include "identity.hpp"

#include <array>
#include <utility>

namespace plumbline::entities {

namespace {

constexpr std::size_t kMinKeyOctets = 16;
constexpr std::array<std::string_view, 2> kTlsVersions{"1.2", "1.3"};
constexpr std::array<std::string_view, 3> kSerializations{"json", "xml", "cbor"};

std::shared_ptr<const crypto::SecretBytes> read_key(JsonReader& reader, std::string_view name) {
  Bytes octets = reader.hex(name);
  if (octets.size() < kMinKeyOctets) {
    reader.refuse(name, "has at least 16 octets");
  }
  auto key = std::make_shared<const crypto::SecretBytes>(ByteView{octets});
  crypto::detail::wipe(octets);
  return key;
}

Result<AeCredential> read_credential(const Json& json, const std::string& where) {
  JsonReader reader{json, where};
  const Json* const psk = reader.optional_object("psk");
  const Json* const certificate = reader.optional_object("certificate");
  if ((psk == nullptr) == (certificate == nullptr)) {
    reader.refuse("psk", "or certificate must be there, and not both");
  }
  PLUMBLINE_TRY(reader.finish());
  if (psk != nullptr) {
    JsonReader inner{*psk, where + ".psk"};
    AePskCredential credential{.identity = inner.string("identity"), .key = read_key(inner, "key")};
    PLUMBLINE_TRY(inner.finish());
    return credential;
  }
  JsonReader inner{*certificate, where + ".certificate"};
  AeCertificateCredential credential;
  credential.chain_pem = inner.string("chain");
  const std::string key_pem = inner.string("key");
  credential.key_pem = std::make_shared<const crypto::SecretBytes>(as_bytes(key_pem));
  PLUMBLINE_TRY(inner.finish());
  return credential;
}

std::vector<std::string> read_anchors(JsonReader& reader) {
  std::vector<std::string> anchors;
  if (const Json* const array = reader.optional_array("anchors")) {
    for (const Json& anchor : *array) {
      if (!anchor.is_string()) {
        reader.refuse("anchors", "is an array of PEM texts");
        break;
      }
      anchors.push_back(anchor.get<std::string>());
    }
  }
  return anchors;
}

struct ReadPeer {
  AePeerConfiguration peer;
  std::string fqdn;
};

Result<ReadPeer> read_peer(const Json& json, AePeer which, const std::string& identity) {
  const std::string where{name_of(which)};
  JsonReader reader{json, where};
  ReadPeer read;
  read.peer.uri = reader.string("uri");
  read.peer.receiver = reader.optional_string("receiver").value_or("");
  read.peer.originator = reader.optional_string("originator").value_or(identity);
  read.peer.anchors_pem = read_anchors(reader);
  const Json* const credential = reader.optional_object("credential");
  const Json* const server = reader.optional_object("server");
  read.peer.serialization = ae::read_word<onem2m::Serialization>(
      reader, "serialization", kSerializations, onem2m::Serialization::json);
  read.peer.tls13 = ae::read_word<bool>(reader, "tls", kTlsVersions, false);
  if (which == AePeer::tef) {
    read.fqdn = reader.string("fqdn");
  }
  PLUMBLINE_TRY(reader.finish());
  if (credential != nullptr) {
    PLUMBLINE_TRY(read.peer.credential, read_credential(*credential, where + ".credential"));
  }
  if (server != nullptr) {
    PLUMBLINE_TRY(read.peer.server, ae::read_identity(*server, where + ".server"));
  }
  return read;
}

Result<void> read_enrolment_keys(const Json& array, AeConfiguration& configuration) {
  for (const Json& entry : array) {
    JsonReader reader{entry, "enrolment_keys"};
    const std::string id = reader.string("id");
    auto key = read_key(reader, "key");
    PLUMBLINE_TRY(reader.finish());
    configuration.enrolment_keys.insert_or_assign(id, std::move(key));
  }
  return success();
}

/// Keys that the array of that name gives; none where there is no array.
Result<std::vector<AeSharedKey>> read_shared_keys(const Json* array, const std::string& name) {
  std::vector<AeSharedKey> keys;
  for (const Json& entry : array != nullptr ? *array : Json::array()) {
    JsonReader reader{entry, name};
    AeSharedKey key{.id = reader.string("id"),
                    .receiver = reader.string("receiver"),
                    .key = read_key(reader, "key")};
    if (key.id.empty()) {
      reader.refuse("id", "is empty");
    }
    if (!key.receiver.starts_with("//") || !onem2m::is_entity_id(key.receiver)) {
      reader.refuse("receiver", "is no absolute AE-ID or CSE-ID");
    }
    PLUMBLINE_TRY(reader.finish());
    keys.push_back(std::move(key));
  }
  return keys;
}

Result<escertke::EndPointConfiguration> read_escertke(const Json& json) {
  JsonReader reader{json, "escertke"};
  const std::vector<std::string> anchors = read_anchors(reader);
  const Json& certificate = reader.object("certificate");
  PLUMBLINE_TRY(reader.finish());
  JsonReader inner{certificate, "escertke.certificate"};
  const std::string chain = inner.string("chain");
  const std::string key = inner.string("key");
  PLUMBLINE_TRY(inner.finish());
  auto credential = channel::credential_from_pem(chain, key);
  if (!credential) {
    return fail(credential.error().code, "escertke.certificate: " + credential.error().detail);
  }
  escertke::EndPointConfiguration read{.credential = std::move(credential).value(), .anchors = {}};
  for (const std::string& anchor : anchors) {
    PLUMBLINE_TRY(auto certificates, crypto::Certificate::chain_from_pem(anchor));
    read.anchors.insert(read.anchors.end(), certificates.begin(), certificates.end());
  }
  return read;
}

}  // namespace

std::string_view name_of(AePeer peer) noexcept {
  return peer == AePeer::cse ? "cse" : "tef";
}

Result<AeConfiguration> parse_ae_configuration(const Json& argument) {
  JsonReader reader{argument, "arg"};
  AeConfiguration configuration;
  configuration.name = reader.optional_string("name").value_or("AE");
  configuration.identity = reader.string("identity");
  if (!configuration.identity.starts_with("//") || !onem2m::is_entity_id(configuration.identity)) {
    reader.refuse("identity", "is no absolute AE-ID");
  }
  const Json* const cse = reader.optional_object("cse");
  const Json* const tef = reader.optional_object("tef");
  const Json* const keys = reader.optional_array("enrolment_keys");
  const Json* const pairwise = reader.optional_array("pairwise_keys");
  const Json* const messages = reader.optional_array("message_keys");
  const Json* const escertke = reader.optional_object("escertke");
  PLUMBLINE_TRY(reader.finish());
  if (cse != nullptr) {
    PLUMBLINE_TRY(auto read, read_peer(*cse, AePeer::cse, configuration.identity));
    configuration.cse = std::move(read.peer);
  }
  if (tef != nullptr) {
    PLUMBLINE_TRY(auto read, read_peer(*tef, AePeer::tef, configuration.identity));
    configuration.tef = std::move(read.peer);
    configuration.tef_fqdn = std::move(read.fqdn);
  }
  if (keys != nullptr) {
    PLUMBLINE_TRY(read_enrolment_keys(*keys, configuration));
  }
  PLUMBLINE_TRY(configuration.pairwise_keys, read_shared_keys(pairwise, "pairwise_keys"));
  PLUMBLINE_TRY(configuration.message_keys, read_shared_keys(messages, "message_keys"));
  if (escertke != nullptr) {
    PLUMBLINE_TRY(auto read, read_escertke(*escertke));
    configuration.escertke = std::make_shared<escertke::EndPointConfiguration>(std::move(read));
  }
  return configuration;
}

AeChannel channel_of(const AePeerConfiguration& peer) {
  const bool secured = peer.uri.starts_with("https:") || peer.uri.starts_with("coaps:") ||
                       peer.uri.starts_with("mqtts:");
  const bool by_key = std::holds_alternative<AePskCredential>(peer.credential);
  return {.secured = secured,
          .peer_authenticated = secured && (by_key || !peer.anchors_pem.empty())};
}

}  // namespace plumbline::entities
