// Content-Type and Accept: what is read, and what an answer is written in.

#include "media_type.hpp"

#include <gtest/gtest.h>

namespace plumbline::adapters::http {
namespace {

using enum onem2m::Serialization;

std::string_view best(std::string_view accept, onem2m::Serialization preferred = json) {
  const auto found = best_of(accept, plain_type_of(preferred));
  return found ? found->name : "none";
}

// TS-0004 clause 6.7
TEST(MediaTypes, OfContentsAreKnown) {
  EXPECT_EQ(serialization_of("application/json"), json);
  EXPECT_EQ(serialization_of("application/xml"), xml);
  EXPECT_EQ(serialization_of("application/cbor"), cbor);
  EXPECT_EQ(serialization_of("application/vnd.onem2m-res+xml"), xml);
  EXPECT_EQ(serialization_of("application/vnd.onem2m-ntfy+cbor"), cbor);
  EXPECT_EQ(serialization_of("application/vnd.onem2m-preq+json"), std::nullopt);
  EXPECT_EQ(serialization_of("text/xml"), std::nullopt);
}

TEST(Accept, AdmitsWhatItNames) {
  EXPECT_EQ(best("application/xml"), "application/xml");
  EXPECT_EQ(best("Application/CBOR ; q=0.1"), "application/cbor");
  EXPECT_EQ(best("application/vnd.onem2m-res+json"), "application/vnd.onem2m-res+json");
  EXPECT_EQ(best("text/html, image/png"), "none");
  EXPECT_EQ(best(""), "none");
}

TEST(Accept, LeavesTheChoiceAmongEquals) {
  EXPECT_EQ(best("*/*"), "application/json");
  EXPECT_EQ(best("*/*", cbor), "application/cbor");
  EXPECT_EQ(best("application/*", xml), "application/xml");
  EXPECT_EQ(best("application/json, application/xml", xml), "application/xml");
}

// RFC 7231 clause 5.3.2
TEST(Accept, PrefersTheHigherWeight) {
  EXPECT_EQ(best("application/json;q=0.5, application/xml;q=0.8"), "application/xml");
  EXPECT_EQ(best("application/json;q=0.899, application/cbor;q=0.9"), "application/cbor");
  EXPECT_EQ(best("application/json;q=0.2, application/xml"), "application/xml");
}

TEST(Accept, GoesByTheMostSpecificRange) {
  EXPECT_EQ(best("*/*, application/json;q=0"), "application/xml");
  EXPECT_EQ(best("application/*;q=0, */*"), "none");
  EXPECT_EQ(best("*/*;q=0.1, application/cbor;q=0.05"), "application/json");
}

TEST(Accept, ExcludesWithAWeightOfZero) {
  EXPECT_EQ(best("application/json;q=0"), "none");
  EXPECT_EQ(best("application/json;q=0.000"), "none");
  EXPECT_EQ(best("application/json;q=0.001"), "application/json");
}

}  // namespace
}  // namespace plumbline::adapters::http
