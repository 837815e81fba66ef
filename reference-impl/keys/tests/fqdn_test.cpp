#include "plumbline/keys/fqdn.hpp"

#include "keys_under_test.hpp"

namespace plumbline::keys {
namespace {

TEST(Fqdn, AbsoluteIdsTurnTheirPathRound) {
  EXPECT_EQ(fqdn_of("//sp.example/cse-b").value(), "cse-b.sp.example");
  EXPECT_EQ(fqdn_of("//sp.example/cse-b/C1").value(), "C1.cse-b.sp.example");
  EXPECT_EQ(fqdn_of("//sp.example/S42").value(), "S42.sp.example");
  EXPECT_EQ(fqdn_of("//SP.example/Cse").value(), "Cse.SP.example");
  EXPECT_EQ(fqdn_of("//sp.example").value(), "sp.example");
}

TEST(Fqdn, DomainNamesStay) {
  EXPECT_EQ(fqdn_of("maf.example.com").value(), "maf.example.com");
}

TEST(Fqdn, VerbatimIsASwitch) {
  EXPECT_EQ(fqdn_of("//sp.example/cse-b", FqdnForm::verbatim).value(), "//sp.example/cse-b");
}

TEST(Fqdn, RefusesOtherForms) {
  for (const std::string_view id : {"",
                                    "/",
                                    "//",
                                    "/cse-b",
                                    "cse-b/C1",
                                    "///cse-b",
                                    "//sp.example/",
                                    "//sp.example//C1",
                                    "//sp.example/cse-b/"}) {
    EXPECT_EQ(fqdn_of(id).error().code, Errc::malformed) << id;
    EXPECT_EQ(fqdn_of(id, FqdnForm::verbatim).error().code, Errc::malformed) << id;
  }
}

}  // namespace
}  // namespace plumbline::keys
