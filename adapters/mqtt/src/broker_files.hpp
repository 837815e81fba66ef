/// @file
/// What a mosquitto reads when it starts.

#pragma once

#include "plumbline/adapters/mqtt/broker.hpp"
#include "plumbline/core/result.hpp"

#include <cstdint>
#include <filesystem>
#include <string>

namespace plumbline::adapters::mqtt {

/// 0 where there is no such listener.
struct BrokerPorts {
  std::uint16_t plain = 0;
  std::uint16_t psk = 0;
  std::uint16_t certificate = 0;
};

/// A folder that only its owner can look into; removed with everything in it on destruction.
class PrivateFolder {
 public:
  /// Errc::io.
  [[nodiscard]] static Result<PrivateFolder> make();
  ~PrivateFolder();
  PrivateFolder(PrivateFolder&& other) noexcept;
  PrivateFolder& operator=(PrivateFolder&& other) noexcept;
  PrivateFolder(const PrivateFolder&) = delete;
  PrivateFolder& operator=(const PrivateFolder&) = delete;

  [[nodiscard]] std::filesystem::path file(std::string_view name) const { return path_ / name; }

 private:
  explicit PrivateFolder(std::filesystem::path path);

  std::filesystem::path path_;
};

inline constexpr std::string_view kBrokerConfiguration = "mosquitto.conf";
inline constexpr std::string_view kBrokerLog = "mosquitto.log";
inline constexpr std::string_view kBrokerOpenSsl = "openssl.cnf";

/// Writes configuration, keys and certificates. Errc::io; Errc::malformed for an identity that has
/// a ':' or a line break, and a common name that has a line break, which its files cannot hold.
[[nodiscard]] Result<void> write_broker_files(const PrivateFolder& folder,
                                              const BrokerOptions& options,
                                              const BrokerPorts& ports);

}  // namespace plumbline::adapters::mqtt
