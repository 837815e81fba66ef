/// @file
/// A session with known values: computed by two implementations that share no code with this one.

#pragma once

#include "plumbline/core/bytes.hpp"
#include "plumbline/core/random.hpp"
#include "plumbline/onem2m/timestamp.hpp"

#include <cstdint>
#include <string_view>
#include <utility>

namespace plumbline::esprim {

inline constexpr std::string_view kReceiverObject =
    R"({"esri":"u-00112233445566778899aabbccddeeff","esrv":"r000102030405060708090a0b0c0d0e0f",)"
    R"("esrx":"20300101T000000","esks":[1],"espa":[10,12]})";
inline constexpr std::string_view kOriginatorObject =
    R"({"esri":"u-ffeeddccbbaa99887766554433221100","esrv":"rf0f1f2f3f4f5f6f7f8f9fafbfcfdfeff",)"
    R"("esrx":"20291231T000000","esk":1,"espa":[12]})";
inline constexpr std::string_view kKeyId = "0A1B2C3D4E5F60718293A4B5C6D7E8F9@maf.example.com";
inline constexpr std::string_view kSessionKey =
    "14a0de36be7521e68f70022e2e6ec1862c708f97cda1ba14c0b85394754edb49";

inline constexpr std::string_view kInnerRequest =
    R"({"op":2,"to":"cse-in","fr":"/id-mn/Cae1","rqi":"i1","rvi":"3"})";
inline constexpr std::string_view kRequestObject =
    "eyJhbGciOiJkaXIiLCJlbmMiOiJBMjU2R0NNIiwia2lkIjoiMEExQjJDM0Q0RTVGNjA3MTgyOTNBNEI1QzZEN0U4RjlAbW"
    "FmLmV4YW1wbGUuY29tIiwiY3R5Ijoidm5kLm9uZW0ybS1wcmVxK2pzb24iLCJvcmkiOiJ1LWZmZWVkZGNjYmJhYTk5ODg3"
    "NzY2NTU0NDMzMjIxMTAwIiwicnJpIjoidS0wMDExMjIzMzQ0NTU2Njc3ODg5OWFhYmJjY2RkZWVmZiIsIm9ybyI6eyJlc3"
    "JpIjoidS1mZmVlZGRjY2JiYWE5OTg4Nzc2NjU1NDQzMzIyMTEwMCIsImVzcnYiOiJyZjBmMWYyZjNmNGY1ZjZmN2Y4Zjlm"
    "YWZiZmNmZGZlZmYiLCJlc3J4IjoiMjAyOTEyMzFUMDAwMDAwIiwiZXNrIjoxLCJlc3BhIjpbMTJdfX0..AAECAwQFBgcIC"
    "QoL.gQWgc1ENtT1UiEZStt8e1TVE0Ghdm8QEC7Pci4illA63WGUC86KJ3-FKwozJLvJD_6a09e8U0U2S0Zz_9L0."
    "DzdZPGH"
    "iBjrKlRQg-vin4A";

inline constexpr std::string_view kInnerResponse = R"({"rsc":2000,"rqi":"i1","rvi":"3"})";
inline constexpr std::string_view kResponseObject =
    "eyJhbGciOiJkaXIiLCJlbmMiOiJBMjU2R0NNIiwia2lkIjoiMEExQjJDM0Q0RTVGNjA3MTgyOTNBNEI1QzZEN0U4RjlAbW"
    "FmLmV4YW1wbGUuY29tIiwiY3R5Ijoidm5kLm9uZW0ybS1wcnNwK2pzb24iLCJvcmkiOiJ1LWZmZWVkZGNjYmJhYTk5ODg3"
    "NzY2NTU0NDMzMjIxMTAwIiwicnJpIjoidS0wMDExMjIzMzQ0NTU2Njc3ODg5OWFhYmJjY2RkZWVmZiJ9..EBESExQVFhcY"
    "GRob.b6ZSVdo4zkYVDWjv19Qr32JZn3e-2P-1uYCGjDYwyE0r.hhdzHvnlMi0jKeTV64SXog";

/// pairwiseESPrimKey: 60 61 … 7f.
inline Bytes known_pairwise_key() {
  Bytes key;
  for (std::uint8_t octet = 0x60; octet <= 0x7F; ++octet) {
    key.push_back(octet);
  }
  return key;
}

inline TimePoint known_time() {
  return onem2m::from_timestamp("20290101T000000").value();
}

/// Counts up from an octet.
class CountingRandom final : public RandomSource {
 public:
  explicit CountingRandom(std::uint8_t first) : next_(first) {}

  void fill(std::span<std::uint8_t> out) override {
    for (std::uint8_t& octet : out) {
      octet = next_++;
    }
  }

 private:
  std::uint8_t next_;
};

}  // namespace plumbline::esprim
