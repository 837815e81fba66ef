#include "plumbline/harness/transport.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace plumbline::harness {
namespace {

using testing::HasSubstr;

TEST(Address, KeepsEveryPart) {
  const auto address = parse_address("https://127.0.0.1:8443/prefix/of/all/");
  ASSERT_TRUE(address);
  EXPECT_EQ(address.value().scheme, "https");
  EXPECT_EQ(address.value().host, "127.0.0.1");
  EXPECT_EQ(address.value().port, 8443);
  EXPECT_EQ(address.value().path, "/prefix/of/all");
  EXPECT_EQ(to_uri(address.value()), "https://127.0.0.1:8443/prefix/of/all");
}

TEST(Address, TakesIpv6InBrackets) {
  const auto address = parse_address("http://[::1]:80/");
  ASSERT_TRUE(address);
  EXPECT_EQ(address.value().host, "::1");
  EXPECT_EQ(address.value().path, "");
  EXPECT_EQ(to_uri(address.value()), "http://[::1]:80");
}

struct DefaultPort {
  const char* uri;
  std::uint16_t port;
};

class DefaultPorts : public testing::TestWithParam<DefaultPort> {};

TEST_P(DefaultPorts, FollowsTheScheme) {
  const auto address = parse_address(GetParam().uri);
  ASSERT_TRUE(address);
  EXPECT_EQ(address.value().port, GetParam().port);
}

INSTANTIATE_TEST_SUITE_P(Address,
                         DefaultPorts,
                         testing::Values(DefaultPort{"http://cse.example", 80},
                                         DefaultPort{"https://cse.example/", 443},
                                         DefaultPort{"coap://cse.example", 5683},
                                         DefaultPort{"coaps://cse.example", 5684},
                                         DefaultPort{"mqtt://cse.example", 1883},
                                         DefaultPort{"mqtts://[fe80::1]/poa", 8883}));

struct Refused {
  const char* uri;
  const char* why;
};

class RefusedAddresses : public testing::TestWithParam<Refused> {};

TEST_P(RefusedAddresses, SaysWhatIsWrong) {
  const auto address = parse_address(GetParam().uri);
  ASSERT_FALSE(address);
  EXPECT_EQ(address.error().code, Errc::malformed);
  EXPECT_THAT(address.error().detail, HasSubstr(GetParam().why));
  EXPECT_THAT(address.error().detail, HasSubstr(GetParam().uri));
}

INSTANTIATE_TEST_SUITE_P(Address,
                         RefusedAddresses,
                         testing::Values(Refused{"", "scheme"},
                                         Refused{"127.0.0.1:80", "scheme"},
                                         Refused{"ftp://host", "scheme"},
                                         Refused{"http://", "host"},
                                         Refused{"http://:80", "host"},
                                         Refused{"http://user@host", "host"},
                                         Refused{"http://[::1", "host"},
                                         Refused{"http://[host]:80", "host"},
                                         Refused{"http://ho st", "host"},
                                         Refused{"http://host:", "port"},
                                         Refused{"http://host:0", "port"},
                                         Refused{"http://host:65536", "port"},
                                         Refused{"http://host:-1", "port"},
                                         Refused{"http://host:80x", "path"},
                                         Refused{"http://[::1]x", "path"},
                                         Refused{"http://host/a b", "path"},
                                         Refused{"http://host/?q=1", "path"}));

TEST(AddressBinding, IsTheSchemeWithoutItsSecurity) {
  for (const std::string binding : {"http", "coap", "mqtt"}) {
    EXPECT_EQ(binding_of({.scheme = binding}), binding);
    EXPECT_EQ(binding_of({.scheme = binding + "s"}), binding);
    EXPECT_FALSE(is_secured({.scheme = binding}));
    EXPECT_TRUE(is_secured({.scheme = binding + "s"}));
  }
}

}  // namespace
}  // namespace plumbline::harness
