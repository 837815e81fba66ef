#include "plumbline/xmlsec/object_kind.hpp"

#include "support.hpp"

#include <gtest/gtest.h>

namespace plumbline::xmlsec {
namespace {

using testing::refusal;

constexpr std::string_view kSignature =
    R"(<Signature xmlns="http://www.w3.org/2000/09/xmldsig#"/>)";
constexpr std::string_view kEncrypted =
    R"(<EncryptedData xmlns="http://www.w3.org/2001/04/xmlenc#"/>)";

std::string within(std::string_view content) {
  return "<a>" + std::string{content} + "</a>";
}

TEST(ObjectKind, GoesByTheElementsThatVerifyAndDecryptLookFor) {
  EXPECT_EQ(kind_of(kSignature).value(), ObjectKind::signature);
  EXPECT_EQ(kind_of(within(kSignature)).value(), ObjectKind::signature);
  EXPECT_EQ(kind_of(kEncrypted).value(), ObjectKind::encryption);
  EXPECT_EQ(kind_of(within(within(kEncrypted))).value(), ObjectKind::encryption);
}

TEST(ObjectKind, PutsASignatureBeforeWhatIsEncryptedBesideIt) {
  EXPECT_EQ(kind_of(within(std::string{kEncrypted} + std::string{kSignature})).value(),
            ObjectKind::signature);
}

TEST(ObjectKind, RefusesWhatIsNeither) {
  EXPECT_EQ(refusal(kind_of("<Signature/>")), "malformed") << "of no namespace";
  EXPECT_EQ(refusal(kind_of(within(within(kSignature)))), "malformed") << "too deep to be found";
  EXPECT_EQ(refusal(kind_of("<a>")), "malformed");
  EXPECT_EQ(refusal(kind_of("<!DOCTYPE a><a/>")), "unsupported");
  EXPECT_EQ(refusal(kind_of(kSignature, {.octets = 1})), "too_large");
}

}  // namespace
}  // namespace plumbline::xmlsec
