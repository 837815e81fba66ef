#include "plumbline/channel/dtls_record.hpp"

#include <gmock/gmock.h>

namespace plumbline::channel {
namespace {

const Bytes kHello{22, 254, 255, 0, 0, 0, 0, 0, 0, 0, 7, 0, 1, 1};
const Bytes kData{23, 254, 253, 1, 2, 3, 4, 5, 6, 7, 8, 0, 2, 1, 9};

TEST(DtlsRecords, AreReadInTheirOrder) {
  const Bytes both = concat({kHello, kData});
  const auto records = read_records(both).value();
  ASSERT_EQ(records.size(), 2U);
  EXPECT_EQ(records[0].type, ContentType::handshake);
  EXPECT_EQ(records[0].sequence, 7U);
  EXPECT_TRUE(holds_client_hello(records[0]));
  EXPECT_EQ(records[1].type, ContentType::application_data);
  EXPECT_EQ(records[1].epoch, 0x0102);
  EXPECT_EQ(records[1].sequence, 0x030405060708U);
  EXPECT_EQ(records[1].octets.size(), kData.size());
  EXPECT_FALSE(holds_client_hello(records[1]));
}

TEST(DtlsRecords, AreRefusedWhenTheyAreNone) {
  const auto refused = [](const Bytes& octets) { return read_records(octets).error().code; };
  EXPECT_EQ(refused({}), Errc::malformed);
  for (std::size_t size = 1; size < kData.size(); ++size) {
    EXPECT_EQ(refused(Bytes(kData.begin(), kData.begin() + static_cast<std::ptrdiff_t>(size))),
              Errc::malformed);
  }
  for (const auto& [at, octet] : std::vector<std::pair<std::size_t, std::uint8_t>>{
           {0, 19}, {0, 24}, {1, 3}, {2, 252}, {11, 0x48}, {12, 0}}) {
    Bytes changed = kData;
    changed.resize(20000);
    changed[at] = octet;
    EXPECT_EQ(refused(changed), Errc::malformed) << at;
  }
}

TEST(DtlsRecords, AreBounded) {
  EXPECT_EQ(read_records(Bytes(kLargestRecords + 1)).error().code, Errc::too_large);
  Bytes many;
  for (std::size_t i = 0; i <= kMostRecords; ++i) {
    many.insert(many.end(), kData.begin(), kData.end());
  }
  EXPECT_EQ(read_records(many).error().code, Errc::too_large);
  many.resize(many.size() - kData.size());
  EXPECT_EQ(read_records(many).value().size(), kMostRecords);
}

}  // namespace
}  // namespace plumbline::channel
