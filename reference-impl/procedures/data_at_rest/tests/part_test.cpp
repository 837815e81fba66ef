#include "fixture.hpp"

namespace plumbline::data_at_rest {
namespace {

class PartTest : public DataAtRestTest {
 protected:
  PartTest() {
    plan_.form = Form::part;
    plan_.protection = Protection::encrypt;
    payload_ = R"({"a":{"deep":[1,{"secret":"s"}]},"open":true})";
    pointer_ = "/a/deep/1";
  }

  static ProtectedContent with(const ProtectedData& data, const Json& document) {
    return {.con = document.dump(), .cnf = content(data).cnf};
  }
};

// EC-05: the rest stays readable.
TEST_F(PartTest, OnlyThePartIsHidden) {
  const ProtectedData data = protect_now();
  const Json document = Json::parse(content(data).con);
  EXPECT_EQ(document["open"], true);
  EXPECT_EQ(document["a"]["deep"][0], 1);
  EXPECT_EQ(document["a"]["deep"][1].size(), 1U);
  EXPECT_EQ(content(data).con.find("secret"), std::string::npos);
  EXPECT_EQ(content(data).cnf, "text/plain:0");
}

TEST_F(PartTest, OpensToTheWholeDocument) {
  for (const Protection protection :
       {Protection::encrypt, Protection::aead, Protection::integrity}) {
    plan_.protection = protection;
    const auto opened = open_now(protect_now());
    ASSERT_TRUE(opened) << to_string(opened.error());
    EXPECT_EQ(as_text(opened.value().payload), payload_);
  }
}

TEST_F(PartTest, AChangeInsideASignedPartIsDetected) {
  plan_.protection = Protection::integrity;
  const ProtectedData data = protect_now();
  Json document = Json::parse(content(data).con);
  document["a"]["deep"][1]["e2e:prot"]["val"]["secret"] = "t";
  expect_refused(open_now(with(data, document)), Errc::authentication_failed);
}

TEST_F(PartTest, APartMovedToAnotherPlaceIsDetected) {
  const ProtectedData data = protect_now();
  Json document = Json::parse(content(data).con);
  document["open"] = document["a"]["deep"][1];
  document["a"]["deep"][1] = nullptr;
  expect_refused(open_now(with(data, document)), Errc::authentication_failed);
}

TEST_F(PartTest, RefusesMoreOrLessThanOnePart) {
  const ProtectedData data = protect_now();
  Json document = Json::parse(content(data).con);
  document["open"] = document["a"]["deep"][1];
  expect_refused(open_now(with(data, document)), Errc::malformed);
  expect_refused(open_now(with(data, Json::object())), Errc::malformed);
}

TEST_F(PartTest, RefusesAValueBesideAnEncryptedPart) {
  const ProtectedData data = protect_now();
  Json document = Json::parse(content(data).con);
  document["a"]["deep"][1]["e2e:prot"]["val"] = 1;
  expect_refused(open_now(with(data, document)), Errc::malformed);
  document["a"]["deep"][1]["e2e:prot"]["more"] = 1;
  expect_refused(open_now(with(data, document)), Errc::malformed);
}

TEST_F(PartTest, NeedsAPointerThatLeadsSomewhere) {
  pointer_ = "/nowhere";
  EXPECT_EQ(protect(input(), random_).error().code, Errc::not_found);
  pointer_ = "a";
  EXPECT_EQ(protect(input(), random_).error().code, Errc::malformed);
  pointer_ = "/a/deep/9";
  EXPECT_EQ(protect(input(), random_).error().code, Errc::not_found);
}

TEST_F(PartTest, RefusesWhatItCannotDo) {
  plan_.protection = Protection::both;
  EXPECT_EQ(protect(input(), random_).error().code, Errc::invalid_value);
  plan_.protection = Protection::encrypt;
  payload_ = "no JSON";
  EXPECT_EQ(protect(input(), random_).error().code, Errc::malformed);
}

TEST_F(PartTest, NeedsItsKey) {
  const ProtectedData data = protect_now();
  expect_refused(open({.data = data}), Errc::key_not_found);
  const auto needs = needs_of(data);
  ASSERT_TRUE(needs);
  EXPECT_EQ(needs.value().at(0).credential_id, "conf@tef.example");
}

}  // namespace
}  // namespace plumbline::data_at_rest
