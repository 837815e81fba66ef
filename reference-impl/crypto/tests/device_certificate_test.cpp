#include "plumbline/crypto/certificate.hpp"

#include "test_pki.hpp"

#include <gmock/gmock.h>

namespace plumbline::crypto {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

constexpr const char* kDevice = "1.2.3.4:0A0B";

class DeviceCertificate : public ::testing::Test {
 protected:
  [[nodiscard]] Certificate issue(std::vector<std::string> ids) const {
    auto request = TestPki::request();
    request.hardware_ids = std::move(ids);
    return pki.issue(request).certificate;
  }

  const TestPki pki;
};

TEST_F(DeviceCertificate, NamesItsHardwareAsRfc4108HasIt) {
  const Certificate certificate = issue({kDevice});
  EXPECT_THAT(certificate.hardware_ids(), ElementsAre(kDevice));
  EXPECT_THAT(certificate.dns_names(), ElementsAre("tef.example"));
  // [0] { id-on-hardwareModuleName, [0] { SEQUENCE { 1.2.3.4, 0A0B } } }
  EXPECT_THAT(to_hex(certificate.to_der()),
              HasSubstr("a01706082b06010505070804a00b300906032a030404020a0b"));
}

TEST_F(DeviceCertificate, ProvesItsDevice) {
  const std::vector<Certificate> chain{issue({kDevice})};
  const auto verify = [&](std::string device) {
    return verify_certificate(
        chain, {pki.root.certificate}, {IdentityKind::device, std::move(device)}, TestPki::kNow);
  };
  EXPECT_TRUE(verify(kDevice));
  EXPECT_EQ(verify("1.2.3.4:0A0C").error().code, Errc::authentication_failed);
  EXPECT_EQ(verify("1.2.3.5:0A0B").error().code, Errc::authentication_failed);
  EXPECT_EQ(verify("tef.example").error().code, Errc::authentication_failed);
  EXPECT_EQ(identity_of(chain[0], IdentityKind::device).value(), kDevice);
}

TEST_F(DeviceCertificate, OtherNamesAreNoDevices) {
  EXPECT_THAT(issue({}).hardware_ids(), IsEmpty());
  EXPECT_EQ(identity_of(issue({}), IdentityKind::device).error().code, Errc::not_found);
  EXPECT_EQ(identity_of(issue({kDevice, "1.2.3.4:"}), IdentityKind::device).error().code,
            Errc::not_found);
  for (const char* const wrong : {"1.2.3.4", "1.2.3.4:0", "x:00", ":00"}) {
    EXPECT_ANY_THROW(issue({wrong})) << wrong;
  }
}

}  // namespace
}  // namespace plumbline::crypto
