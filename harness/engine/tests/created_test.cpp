#include "created.hpp"

#include <gmock/gmock.h>

namespace plumbline::harness {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

Created made(std::string uri, std::string parent, bool removed) {
  return {.uri = std::move(uri),
          .parent = std::move(parent),
          .label = "make",
          .from = "Cae",
          .removed = removed};
}

TEST(Created, IsLeftUnlessItWasRemoved) {
  EXPECT_THAT(left_of({made("cse/a", "cse", true), made("cse/b", "cse", false)}),
              ElementsAre("cse/b"));
}

TEST(Created, GoesWithWhatItLayBelow) {
  EXPECT_THAT(left_of({made("cse/a", "cse", true), made("cse/a/b", "cse/a", false)}), IsEmpty());
  EXPECT_THAT(left_of({made("cse/a", "cse", true), made("id-7", "cse/a/latest", false)}), IsEmpty())
      << "whose parent the case did not make itself";
  EXPECT_THAT(left_of({made("cse/a", "cse", false), made("cse/a/b", "cse/a", false)}),
              ElementsAre("cse/a", "cse/a/b"));
}

// Hosts may name what they made by its resourceID, which does not say where it lies.
TEST(Created, GoesWithItsParentsParent) {
  EXPECT_THAT(
      left_of(
          {made("id-1", "cse", true), made("id-2", "id-1", false), made("id-3", "id-2", false)}),
      IsEmpty());
}

TEST(Created, DoesNotGoWithANamesake) {
  EXPECT_THAT(left_of({made("cse/a", "cse", true), made("cse/ab/c", "cse/ab", false)}),
              ElementsAre("cse/ab/c"));
}

TEST(Created, WithoutAnAddressIsNamedByItsExchange) {
  EXPECT_THAT(left_of({made("", "cse", false)}),
              ElementsAre(R"(what "make" made: its address is not known)"));
  EXPECT_THAT(left_of({made("", "cse", true), made("cse/b", "cse", false)}), ElementsAre("cse/b"));
  EXPECT_THAT(left_of({made("cse/a", "cse", true), made("", "cse/a", false)}), IsEmpty());
}

TEST(Created, LiesWhereItsAddressSays) {
  EXPECT_TRUE(lies_at("/cse-b/cse/data", "/cse-b"));
  EXPECT_TRUE(lies_at("//sp.example/cse-b/cse/data", "/cse-b"));
  EXPECT_FALSE(lies_at("/cse-bb/cse/data", "/cse-b"));
  EXPECT_FALSE(lies_at("//sp.example/cse-a/cse-b", "/cse-b"));
  EXPECT_FALSE(lies_at("cse/data", "/cse-b"));
}

}  // namespace
}  // namespace plumbline::harness
