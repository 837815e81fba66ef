#include "plumbline/keys/exporter.hpp"

#include "keys_under_test.hpp"

namespace plumbline::keys {
namespace {

class Exporter : public testing::Test {
 protected:
  ExportedKey derive(std::string_view label) {
    input.label = label;
    return derive_exported_key(input).value();
  }

  const Bytes master_secret = octets_from(0x40, 48);
  const Bytes client_random = octets_from(0x00);
  const Bytes server_random = octets_from(0x20);
  ExporterInput input{.label = kBootstrapLabel,
                      .master_secret = master_secret,
                      .client_random = client_random,
                      .server_random = server_random};
};

TEST_F(Exporter, KnownAnswers) {
  const auto bootstrap = derive(kBootstrapLabel);
  EXPECT_EQ(bootstrap.id, "2B878495F9C5CD36FA0D4C32E4BF557E");
  EXPECT_EQ(hex(bootstrap.key), "2b90a05dba9bf7bdef2da3bfeddb834c2e124692f673639128f4707ac6ad4c8c");
  const auto connection = derive(kConnectionLabel);
  EXPECT_EQ(connection.id, "1749ACE7FC2BFD68F57381365A00B197");
  EXPECT_EQ(hex(connection.key),
            "46664278d9155592884cd115ad637a5faef98dd15b7ebee4659ffaac48c8de10");
  const auto certificates = derive(kEsCertKeLabel);
  EXPECT_EQ(certificates.id, "029D82CA844B9CA408F367C16162AFAB");
  EXPECT_EQ(hex(certificates.key),
            "91a5b2a683086f6fdfa8c40a1ec620141562f99dc686615f74a9964da83ca4a0");
}

TEST_F(Exporter, ShorterOutputIsAPrefixOfALongerOne) {
  const auto longest = export_keying_material(input, 100).value();
  for (const std::size_t size : {1U, 31U, 32U, 33U, 64U, 65U}) {
    const auto shorter = export_keying_material(input, size).value();
    EXPECT_EQ(hex(shorter), to_hex(longest.expose().first(size)));
  }
}

TEST_F(Exporter, SplitTakesIdFirstAndKeyLast) {
  const Bytes octets = octets_from(0xA0, kExportedSize);
  const auto split = split_exported(octets).value();
  EXPECT_EQ(split.id, "A0A1A2A3A4A5A6A7A8A9AAABACADAEAF");
  EXPECT_EQ(hex(split.key), to_hex(ByteView{octets}.last(32)));
}

TEST_F(Exporter, RefusesOtherSizes) {
  EXPECT_EQ(split_exported(ByteView{master_secret}.first(47)).error().code, Errc::invalid_length);
  EXPECT_EQ(split_exported({}).error().code, Errc::invalid_length);
  EXPECT_EQ(export_keying_material(input, 0).error().code, Errc::invalid_length);
  EXPECT_EQ(export_keying_material(input, 65536).error().code, Errc::invalid_length);
  auto changed = input;
  changed.label = "";
  EXPECT_EQ(derive_exported_key(changed).error().code, Errc::invalid_length);
  changed = input;
  changed.master_secret = client_random;
  EXPECT_EQ(derive_exported_key(changed).error().code, Errc::invalid_length);
  changed = input;
  changed.client_random = master_secret;
  EXPECT_EQ(derive_exported_key(changed).error().code, Errc::invalid_length);
  changed = input;
  changed.server_random = {};
  EXPECT_EQ(derive_exported_key(changed).error().code, Errc::invalid_length);
}

}  // namespace
}  // namespace plumbline::keys
