#include "plumbline/adapters/coap/datagram.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

namespace plumbline::adapters::coap {
namespace {

using testing::HasSubstr;

Bytes octets_of(std::string_view hex) {
  return from_hex(hex).value();
}

Datagram get_temperature() {
  Datagram datagram{.message_id = 0x7D34, .message = {.code = kGet}};
  add_option(datagram.message, option::kUriPath, "temperature");
  return datagram;
}

struct Vector {
  const char* source;
  const char* hex;
  Datagram datagram;
};

Datagram with_token(Datagram datagram, std::string_view hex) {
  datagram.token = octets_of(hex);
  return datagram;
}

Datagram answer(std::uint16_t message_id) {
  const auto text = as_bytes("22.3 C");
  return {.type = Type::ack,
          .message_id = message_id,
          .message = {.code = code_of(205), .payload = {text.begin(), text.end()}}};
}

class Vectors : public testing::TestWithParam<Vector> {};

TEST_P(Vectors, AreReadAndWritten) {
  const auto octets = octets_of(GetParam().hex);
  const auto read = parse_datagram(octets);
  ASSERT_TRUE(read) << read.error().detail;
  EXPECT_EQ(read.value(), GetParam().datagram);
  EXPECT_EQ(to_octets(GetParam().datagram).value(), octets);
}

INSTANTIATE_TEST_SUITE_P(
    Datagram,
    Vectors,
    testing::Values(
        Vector{"RFC 7252 figure 16", "40017d34bb74656d7065726174757265", get_temperature()},
        Vector{"RFC 7252 figure 16", "60457d34ff32322e332043", answer(0x7D34)},
        Vector{"RFC 7252 figure 17",
               "41017d3520bb74656d7065726174757265",
               [] {
                 auto datagram = with_token(get_temperature(), "20");
                 datagram.message_id = 0x7D35;
                 return datagram;
               }()},
        Vector{"RFC 7252 figure 17", "61457d3520ff32322e332043", with_token(answer(0x7D35), "20")},
        Vector{"RFC 7252 clause 4.1: reset",
               "70007d38",
               Datagram{.type = Type::rst, .message_id = 0x7D38}}));

struct Refusal {
  const char* hex;
  const char* named;
};

class Refusals : public testing::TestWithParam<Refusal> {};

TEST_P(Refusals, NameWhatIsWrong) {
  const auto read = parse_datagram(octets_of(GetParam().hex));
  ASSERT_FALSE(read);
  EXPECT_EQ(read.error().code, Errc::malformed);
  EXPECT_THAT(read.error().detail, HasSubstr(GetParam().named));
}

INSTANTIATE_TEST_SUITE_P(Datagram,
                         Refusals,
                         testing::Values(Refusal{"", "header"},
                                         Refusal{"400100", "header"},
                                         Refusal{"00010001", "version 0"},
                                         Refusal{"80010001", "version 2"},
                                         Refusal{"49010001000000000000000000", "token length 9"},
                                         Refusal{"4f010001", "token length 15"},
                                         Refusal{"420100ff01", "token"},
                                         Refusal{"4100000120", "0.00"},
                                         Refusal{"40000001ff00", "0.00"},
                                         Refusal{"40210001", "code 1.01"},
                                         Refusal{"40c00001", "code 6.00"},
                                         Refusal{"40ff0001", "code 7.31"},
                                         Refusal{"40010001ff", "payload marker"},
                                         Refusal{"40010001f0", "delta: 15"},
                                         Refusal{"400100010f", "length: 15"},
                                         Refusal{"40010001d0", "delta: beyond"},
                                         Refusal{"40010001e000", "delta: beyond"},
                                         Refusal{"400100010d", "length: beyond"},
                                         Refusal{"400100010e00", "length: beyond"},
                                         Refusal{"40010001b56162", "option 11: value"},
                                         Refusal{"40010001e0ffff", "over 65535"}));

TEST(Datagram, OptionsAreBounded) {
  auto octets = octets_of("40010001");
  octets.insert(octets.end(), kMaxOptions, 0x00);
  EXPECT_TRUE(parse_datagram(octets));
  octets.push_back(0x00);
  EXPECT_EQ(parse_datagram(octets).error().code, Errc::too_large);
}

TEST(Datagram, WritesOptionsInTheOrderOfTheirNumbers) {
  Datagram datagram{.message = {.code = kGet}};
  add_option(datagram.message, 279, "C");
  add_option(datagram.message, option::kUriPath, "b");
  add_option(datagram.message, option::kUriPath, "a");
  EXPECT_EQ(to_hex(to_octets(datagram).value()), "40010000b1620161d1ff43");
}

TEST(Datagram, WritesEachFormOfNumberAndLength) {
  for (const std::size_t length : {0U, 12U, 13U, 268U, 269U, 65804U}) {
    for (const std::uint16_t number :
         std::initializer_list<std::uint16_t>{0, 12, 13, 268, 269, 65535}) {
      Datagram datagram{.message = {.code = kGet}};
      datagram.message.options.push_back({.number = number, .value = Bytes(length, 'x')});
      const auto octets = to_octets(datagram);
      ASSERT_TRUE(octets);
      EXPECT_EQ(parse_datagram(octets.value()).value(), datagram) << number << ' ' << length;
    }
  }
}

TEST(Datagram, WhatItCannotCarryIsNamed) {
  Datagram datagram{.token = Bytes(9), .message = {.code = kGet}};
  EXPECT_EQ(to_octets(datagram).error().code, Errc::invalid_length);
  datagram.token.clear();
  datagram.message.options.push_back({.number = 11, .value = Bytes(65805)});
  EXPECT_THAT(to_octets(datagram).error().detail, HasSubstr("option 11"));
}

TEST(Uint, IsShortAndTakesLeadingZeros) {
  EXPECT_EQ(to_hex(uint_octets(0)), "");
  EXPECT_EQ(to_hex(uint_octets(255)), "ff");
  EXPECT_EQ(to_hex(uint_octets(0x01000000)), "01000000");
  EXPECT_EQ(uint_of(octets_of("0007d1")), 2001U);
}

}  // namespace
}  // namespace plumbline::adapters::coap
