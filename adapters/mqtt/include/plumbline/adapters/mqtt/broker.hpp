/// @file
/// A mosquitto of our own on loopback, for tests and for runs that bring their own broker.

#pragma once

#include "plumbline/core/result.hpp"
#include "plumbline/harness/security.hpp"
#include "plumbline/harness/transport.hpp"

#include <chrono>
#include <cstddef>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace plumbline::adapters::mqtt {

/// Each listener is there when it has what it needs. Secured ones speak TLS 1.2 only: neither
/// mosquitto nor Paho can be told a highest version, so that the broker's OpenSSL is.
struct BrokerOptions {
  bool plain = true;                         ///< clients need no identity
  std::vector<harness::PskCredential> keys;  ///< TLS-PSK: clients it knows
  /// By psk_identity, the id of the entity whose topics alone that client may use (TS-0010 clause
  /// 7), beside those of registration with its identity; a client that is not here may use any.
  std::map<std::string, std::string> entities;
  /// TLS with certificates; clients must show one below `anchors_pem`.
  std::optional<harness::CertificateCredential> certificate;
  /// By the common name of its certificate, which is all of it that mosquitto can go by, the id of
  /// the entity whose topics alone a client may use; one that is not here may use none. Empty: any
  /// client may use any.
  std::map<std::string, std::string> subjects;
  std::vector<std::string> anchors_pem;
  bool keep_sessions = false;  ///< on disk, so that they survive restart()
  std::size_t message_octets = std::size_t{16} << 20U;
};

/// The process, its folder with the configuration, the keys and the log, and its ports.
class Broker {
 public:
  /// Starts mosquitto and waits until every listener takes connections. The folder, which holds
  /// the keys, is the owner's alone and goes with this object. The process ends with this object,
  /// and with the thread that started it, however that ends.
  ///
  /// @return Errc::io with mosquitto's words; Errc::malformed for an identity or a common name that
  ///         its files cannot hold; Errc::invalid_value for an entity's id that no topic can hold.
  [[nodiscard]] static Result<std::unique_ptr<Broker>> start(const BrokerOptions& options);

  ~Broker();
  Broker(const Broker&) = delete;
  Broker& operator=(const Broker&) = delete;
  Broker(Broker&&) = delete;
  Broker& operator=(Broker&&) = delete;

  /// mqtt://127.0.0.1:…; only with BrokerOptions::plain.
  [[nodiscard]] harness::Address plain() const;
  /// mqtts://127.0.0.1:…; only with BrokerOptions::keys.
  [[nodiscard]] harness::Address psk() const;
  /// mqtts://localhost:…; only with BrokerOptions::certificate.
  [[nodiscard]] harness::Address certificate() const;

  /// Ends the process at once, without farewell.
  void kill();
  /// Starts it again on its ports, after kill(). Errc::io.
  [[nodiscard]] Result<void> restart();

 private:
  struct State;
  explicit Broker(std::unique_ptr<State> state);

  std::unique_ptr<State> state_;
};

}  // namespace plumbline::adapters::mqtt
