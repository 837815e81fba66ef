#include "broker_files.hpp"

#include "plumbline/adapters/mqtt/topic.hpp"
#include "plumbline/core/bytes.hpp"
#include "plumbline/core/quoted_name.hpp"

#include <sys/stat.h>

#include <array>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <system_error>
#include <utility>

namespace plumbline::adapters::mqtt {
namespace {

/// mosquitto's `tls_version` is the lowest one; the highest one is OpenSSL's to set.
constexpr std::string_view kTls12Only =
    "openssl_conf = all\n[all]\nssl_conf = ssl\n[ssl]\nsystem_default = defaults\n[defaults]\n"
    "MinProtocol = TLSv1.2\nMaxProtocol = TLSv1.2\n";

/// TS-0003 clause 10.2, as far as OpenSSL has them.
constexpr std::string_view kPskSuites =
    "PSK-AES128-GCM-SHA256:PSK-AES128-CBC-SHA256:PSK-AES128-CCM8:ECDHE-PSK-AES128-CBC-SHA256:"
    "ECDHE-PSK-CHACHA20-POLY1305";

constexpr std::string_view kRightsOfKeys = "rights-of-keys";
constexpr std::string_view kRightsOfSubjects = "rights-of-subjects";

Result<void> write_file(const std::filesystem::path& path, std::string_view text) {
  std::ofstream out{path, std::ios::binary | std::ios::trunc};
  out.write(text.data(), static_cast<std::streamsize>(text.size()));
  out.close();
  if (!out) {
    return fail(Errc::io, "cannot write " + path.string());
  }
  return success();
}

/// Lines "<identity>:<hex of the key>".
Result<void> write_keys(const std::filesystem::path& path, const BrokerOptions& options) {
  std::string text;
  for (const auto& credential : options.keys) {
    if (credential.identity.empty() ||
        credential.identity.find_first_of(":\r\n") != std::string::npos ||
        credential.key == nullptr) {
      return fail(Errc::malformed,
                  "psk_identity " + quoted_name(credential.identity) +
                      ": empty, has a ':' or a line break, or no key");
    }
    text += credential.identity + ':' + to_hex(credential.key->expose()) + '\n';
  }
  return write_file(path, text);
}

/// What a client may do with the topics of its entity, whose level stands for '@'.
constexpr std::array<std::string_view, 10> kRights{"write /oneM2M/req/@/+/+",
                                                   "read /oneM2M/resp/@/+/+",
                                                   "read /oneM2M/req/+/@/+",
                                                   "write /oneM2M/resp/+/@/+",
                                                   "read /oneM2M/reg_req/+/@/+",
                                                   "write /oneM2M/reg_resp/+/@/+",
                                                   "write /plumbline/ut/req/@/+/+",
                                                   "read /plumbline/ut/resp/@/+/+",
                                                   "read /plumbline/ut/req/+/@/+",
                                                   "write /plumbline/ut/resp/+/@/+"};

/// A subscription to more is no fault; it does not get more.
Result<std::string> rights_of(const std::string& entity) {
  PLUMBLINE_TRY(const auto level, level_of(entity));
  std::string text;
  for (std::string_view right : kRights) {
    const auto place = right.find('@');
    text.append("topic ").append(right.substr(0, place)).append(level);
    text.append(right.substr(place + 1)).append("\n");
  }
  return text;
}

Result<void> write_rights_of_keys(const std::filesystem::path& path, const BrokerOptions& options) {
  std::string text;
  for (const auto& credential : options.keys) {
    text += "user " + credential.identity + '\n';
    const auto entity = options.entities.find(credential.identity);
    if (entity == options.entities.end()) {
      text += "topic readwrite #\n";
      continue;
    }
    PLUMBLINE_TRY(const auto rights, rights_of(entity->second));
    text += rights;
    if (is_credential_id(credential.identity)) {
      PLUMBLINE_TRY(const auto own, level_of(credential.identity));
      text += "topic write /oneM2M/reg_req/" + own + "/+/+\ntopic read /oneM2M/reg_resp/" + own +
              "/+/+\n";
    }
  }
  return write_file(path, text);
}

Result<void> write_rights_of_subjects(const std::filesystem::path& path,
                                      const BrokerOptions& options) {
  std::string text;
  for (const auto& [name, entity] : options.subjects) {
    if (name.empty() || name.find_first_of("\r\n") != std::string::npos) {
      return fail(Errc::malformed,
                  "common name " + quoted_name(name) + ": empty or has a line break");
    }
    PLUMBLINE_TRY(const auto rights, rights_of(entity));
    text += "user " + name + '\n' + rights;
  }
  return write_file(path, text);
}

Result<void> write_certificates(const PrivateFolder& folder, const BrokerOptions& options) {
  std::string anchors;
  for (const auto& anchor : options.anchors_pem) {
    anchors += anchor + '\n';
  }
  PLUMBLINE_TRY(write_file(folder.file("anchors.pem"), anchors));
  PLUMBLINE_TRY(write_file(folder.file("chain.pem"), options.certificate->chain_pem));
  if (options.certificate->key_pem == nullptr) {
    return fail(Errc::malformed, "private key of the broker's certificate: missing");
  }
  return write_file(folder.file("key.pem"), as_text(options.certificate->key_pem->expose()));
}

std::string listener_at(std::uint16_t port) {
  return "listener " + std::to_string(port) + " 127.0.0.1\n";
}

std::string configuration(const PrivateFolder& folder,
                          const BrokerOptions& options,
                          const BrokerPorts& ports) {
  const auto line = [&](std::string_view name, std::string_view file) {
    return std::string{name} + ' ' + folder.file(file).string() + '\n';
  };
  // Started by root it would give up its rights, and could not read its own folder any more.
  std::string text =
      "user root\nper_listener_settings true\n"
      // Without this each message waits 40 ms for an acknowledgement (Nagle's algorithm).
      "set_tcp_nodelay true\nmax_inflight_messages 0\nmax_queued_messages 0\n"
      "log_type error\nlog_type warning\nlog_type notice\nlog_type information\n";
  text += "message_size_limit " + std::to_string(options.message_octets) + '\n';
  text += "log_dest file " + folder.file(kBrokerLog).string() + '\n';
  if (options.keep_sessions) {
    text += "persistence true\nautosave_on_changes true\nautosave_interval 1\n";
    text += "persistence_location " + folder.file("").string() + '\n';
  }
  if (ports.plain != 0) {
    text += listener_at(ports.plain) + "allow_anonymous true\n";
  }
  if (ports.psk != 0) {
    text += listener_at(ports.psk) + line("psk_file", "keys") + line("acl_file", kRightsOfKeys) +
            "psk_hint plumbline\n" +
            "use_identity_as_username true\nallow_anonymous false\ntls_version tlsv1.2\nciphers " +
            std::string{kPskSuites} + '\n';
  }
  if (ports.certificate != 0) {
    text += listener_at(ports.certificate) + line("cafile", "anchors.pem") +
            line("certfile", "chain.pem") + line("keyfile", "key.pem") +
            "require_certificate true\ntls_version tlsv1.2\n";
    text += options.subjects.empty() ? "allow_anonymous true\n"
                                     : "use_identity_as_username true\nallow_anonymous false\n" +
                                           line("acl_file", kRightsOfSubjects);
  }
  return text;
}

}  // namespace

Result<PrivateFolder> PrivateFolder::make() {
  std::error_code error;
  auto name = (std::filesystem::temp_directory_path(error) / "plumbline-broker-XXXXXX").string();
  if (error || ::mkdtemp(name.data()) == nullptr) {
    return fail(Errc::io, "cannot make folder " + name + ": " + std::strerror(errno));
  }
  return PrivateFolder{name};
}

PrivateFolder::PrivateFolder(std::filesystem::path path) : path_(std::move(path)) {}

PrivateFolder::PrivateFolder(PrivateFolder&& other) noexcept
    : path_(std::exchange(other.path_, {})) {}

PrivateFolder& PrivateFolder::operator=(PrivateFolder&& other) noexcept {
  std::swap(path_, other.path_);
  return *this;
}

PrivateFolder::~PrivateFolder() {
  if (!path_.empty()) {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
}

Result<void> write_broker_files(const PrivateFolder& folder,
                                const BrokerOptions& options,
                                const BrokerPorts& ports) {
  PLUMBLINE_TRY(
      write_file(folder.file(kBrokerConfiguration), configuration(folder, options, ports)));
  PLUMBLINE_TRY(write_file(folder.file(kBrokerOpenSsl), kTls12Only));
  if (ports.psk != 0) {
    PLUMBLINE_TRY(write_keys(folder.file("keys"), options));
    PLUMBLINE_TRY(write_rights_of_keys(folder.file(kRightsOfKeys), options));
  }
  if (ports.certificate != 0) {
    PLUMBLINE_TRY(write_certificates(folder, options));
    PLUMBLINE_TRY(write_rights_of_subjects(folder.file(kRightsOfSubjects), options));
  }
  return success();
}

}  // namespace plumbline::adapters::mqtt
