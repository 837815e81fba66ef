// Whatever comes in: one clear error, no plaintext.

#include "support.hpp"

#include <algorithm>

namespace plumbline::cms {
namespace {

using testing::certificate;
using testing::code_of;
using testing::kek;
using testing::open_with;
using testing::seal_to;

Errc opening(ByteView octets, const OpenOptions& options = {}) {
  return code_of(open_with(octets, kek(), options));
}

Errc opening_hex(std::string_view hex) {
  return opening(from_hex(hex).value());
}

/// ContentInfo of that type in hex, with nothing in it.
std::string empty_object(std::string_view oid) {
  return "3080" + std::string{oid} + "a08030800201000000000000" + "00";
}

TEST(BadInput, GarbageIsMalformed) {
  for (const std::string_view hex :
       {"", "30", "00", "0500", "ffffffff", "3000", "3080", "308000", "30020500", "1f8181"}) {
    EXPECT_EQ(opening_hex(hex), Errc::malformed) << hex;
  }
}

TEST(BadInput, EveryPrefixIsMalformed) {
  const Bytes sealed = seal_to({kek()});
  for (std::size_t size = 0; size < sealed.size(); ++size) {
    EXPECT_EQ(opening(ByteView{sealed}.first(size)), Errc::malformed) << size;
  }
  Bytes longer = sealed;
  longer.push_back(0);
  EXPECT_EQ(opening(longer), Errc::malformed);
}

TEST(BadInput, LengthsBeyondTheObjectAreMalformed) {
  for (const std::string_view hex : {"3084ffffffff060b2a864886f70d0109100117",
                                     "3088ffffffffffffffff060b2a864886f70d0109100117",
                                     "3089010000000000000000060b2a864886f70d0109100117",
                                     "30fe060b2a864886f70d0109100117",
                                     "3015060b2a864886f70d0109100117a0847fffffff0400"}) {
    EXPECT_EQ(opening_hex(hex), Errc::malformed) << hex;
  }
}

TEST(BadInput, DepthIsBounded) {
  std::string deep = "3080060b2a864886f70d0109100117a080";
  for (int i = 0; i < 30; ++i) {
    deep += "3080";
  }
  EXPECT_EQ(opening_hex(deep), Errc::malformed);  // cut, within the bound
  for (int i = 0; i < 100'000; ++i) {
    deep += "3080";
  }
  EXPECT_EQ(opening_hex(deep), Errc::too_large);
}

TEST(BadInput, EndOfContentsEndsIndefiniteLengthsOnly) {
  EXPECT_EQ(opening_hex("300f060b2a864886f70d01091001170000"), Errc::malformed);
  EXPECT_EQ(opening_hex("3080060b2a864886f70d01091001170001"), Errc::malformed);
  EXPECT_EQ(opening_hex(empty_object("060b2a864886f70d0109100117")), Errc::malformed);
}

TEST(BadInput, OtherContentTypesAreRefused) {
  const std::string compressed = "060b2a864886f70d0109100109";
  for (const std::string& oid : {compressed,
                                 std::string{"060b2a864886f70d0109100102"},  // AuthenticatedData
                                 std::string{"06092a864886f70d010701"},      // Data
                                 std::string{"06092a864886f70d010705"},      // DigestedData
                                 std::string{"06092a864886f70d010706"}}) {   // EncryptedData
    EXPECT_EQ(opening_hex(empty_object(oid)), Errc::unsupported) << oid;
    const std::vector trusted{certificate("rsa")};
    EXPECT_EQ(code_of(verify(from_hex(empty_object(oid)).value(), trusted)), Errc::unsupported);
  }
}

TEST(BadInput, SignedIsNotEncryptedAndTheOtherWayRound) {
  const std::vector trusted{certificate("rsa")};
  EXPECT_EQ(code_of(verify(seal_to({kek()}), trusted)), Errc::unsupported);
  EXPECT_EQ(opening(as_bytes(testing::data("signed-rsa.der"))), Errc::unsupported);
}

TEST(BadInput, SizeAndRecipientsAreBounded) {
  std::vector<Recipient> crowd;
  for (std::uint8_t i = 0; i < 65; ++i) {
    crowd.emplace_back(SharedKek{.id = {i}, .key = &testing::kek_of_size(32)});
  }
  crowd.back() = kek();
  const Bytes sealed = seal_to(crowd);
  EXPECT_EQ(opening(sealed), Errc::too_large);
  OpenOptions roomy;
  roomy.limits.recipients = 65;
  EXPECT_EQ(open_with(sealed, kek(), roomy).value().recipient, 64U);
  roomy.limits.octets = sealed.size() - 1;
  EXPECT_EQ(opening(sealed, roomy), Errc::too_large);
}

TEST(BadInput, SignersAreBounded) {
  SignRequest request{.payload = {}, .signers = {}, .signing_time = testing::kNow};
  request.signers.assign(3, {.pair = testing::pair("p256")});
  const Bytes made = sign(request).value();
  const std::vector trusted{certificate("p256")};
  VerifyOptions options;
  options.limits.recipients = 2;
  EXPECT_EQ(code_of(verify(made, trusted, options)), Errc::too_large);
  options.limits.recipients = 3;
  EXPECT_EQ(verify(made, trusted, options).value().verified.size(), 3U);
}

TEST(BadInput, SmallRsaIsNoCertificate) {
  const auto small = crypto::Certificate::from_pem(testing::data("small-rsa.pem"));
  EXPECT_EQ(code_of(small), Errc::invalid_length);
}

/// Replaces the only occurrence of `from` by `to` of the same size.
Bytes replaced(Bytes octets, std::string_view from, std::string_view to) {
  const Bytes old = from_hex(from).value();
  const Bytes fresh = from_hex(to).value();
  const auto found = std::search(octets.begin(), octets.end(), old.begin(), old.end());
  EXPECT_NE(found, octets.end());
  std::copy(fresh.begin(), fresh.end(), found);
  return octets;
}

TEST(BadInput, AnotherContentWithinIsUnsupported) {
  const Bytes sealed = seal_to({kek()});
  EXPECT_EQ(opening(replaced(sealed, "06092a864886f70d010701", "06092a864886f70d010702")),
            Errc::unsupported);
}

TEST(BadInput, GcmBelongsIntoAuthEnvelopedData) {
  const Bytes cbc = seal_to({kek()}, ContentEncryption::aes256_cbc);
  const Bytes gcm_in_enveloped = replaced(cbc, "060960864801650304012a", "060960864801650304012e");
  EXPECT_EQ(opening(gcm_in_enveloped, testing::with_cbc()), Errc::malformed);
}

TEST(BadInput, DataOfManyDigestsIsRefusedBeforeItIsRead) {
  const Bytes made = from_hex(to_hex(as_bytes(testing::data("signed-rsa.der")))).value();
  const std::vector trusted{certificate("rsa")};
  // SHA-224 in place of SHA-256, first in digestAlgorithms.
  EXPECT_EQ(
      code_of(verify(replaced(made, "0609608648016503040201", "0609608648016503040204"), trusted)),
      Errc::algorithm_not_allowed);
}

}  // namespace
}  // namespace plumbline::cms
