#include "plumbline/onem2m/status.hpp"

#include <gtest/gtest.h>

namespace plumbline::onem2m {

namespace {

TEST(Status, RowsOfTheBindings) {
  const auto denied = mapping_of(4103);
  ASSERT_TRUE(denied);
  EXPECT_EQ(denied->name, "ORIGINATOR_HAS_NO_PRIVILEGE");
  EXPECT_EQ(denied->http, 403U);
  EXPECT_EQ(denied->coap, 403U);
  EXPECT_EQ(mapping_of(4105)->http, 409U);
  EXPECT_EQ(mapping_of(4105)->coap, 403U);
  EXPECT_EQ(mapping_of(4102)->http, 400U);
  EXPECT_EQ(mapping_of(2000)->coap, 205U);
  EXPECT_EQ(mapping_of(1000)->coap, 0U);
  EXPECT_EQ(mapping_of(6031)->http, 504U);
  EXPECT_FALSE(mapping_of(4002));
  EXPECT_FALSE(mapping_of(0));
}

TEST(Status, TheListIsComplete) {
  unsigned rows = 0;
  for (unsigned rsc = 0; rsc < 10000; ++rsc) {
    if (const auto row = mapping_of(rsc)) {
      ++rows;
      EXPECT_EQ(row->rsc, rsc);
      EXPECT_GE(row->http, 200U);
      EXPECT_LE(row->http, 504U);
    }
  }
  EXPECT_EQ(rows, 81U);
}

TEST(Status, HttpStatusOfAnyNumber) {
  EXPECT_EQ(http_status_of(Status::created), 201U);
  EXPECT_EQ(http_status_of(Status{2999}), 200U);
  EXPECT_EQ(http_status_of(Status{4999}), 400U);
  EXPECT_EQ(http_status_of(Status{5999}), 500U);
  EXPECT_EQ(http_status_of(Status{6999}), 500U);
  EXPECT_EQ(http_status_of(Status{0}), 500U);
}

TEST(Status, Names) {
  EXPECT_EQ(name_of(Status::originator_has_no_privilege), "4103 ORIGINATOR_HAS_NO_PRIVILEGE");
  EXPECT_EQ(name_of(Status{4999}), "4999");
}

TEST(Status, Classes) {
  EXPECT_TRUE(is_success(Status::updated));
  EXPECT_FALSE(is_success(Status::accepted));
  EXPECT_FALSE(is_success(Status::not_found));
}

}  // namespace

}  // namespace plumbline::onem2m
