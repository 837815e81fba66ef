#include "fixture.hpp"

namespace plumbline::data_at_rest {
namespace {

using ::testing::SizeIs;

struct Way {
  const char* name;
  Protection protection;
  Form form;
  Order order;
};

class OpenWayTest : public DataAtRestTest, public ::testing::WithParamInterface<Way> {
 protected:
  void SetUp() override {
    plan_.protection = GetParam().protection;
    plan_.form = GetParam().form;
    plan_.order = GetParam().order;
  }

  [[nodiscard]] bool encrypts() const { return plan_.protection != Protection::integrity; }

  [[nodiscard]] bool signs() const {
    return plan_.protection == Protection::integrity || plan_.protection == Protection::both;
  }
};

TEST_P(OpenWayTest, GivesBackWhatWasProtected) {
  const auto opened = open_now(protect_now());
  ASSERT_TRUE(opened) << to_string(opened.error());
  EXPECT_EQ(as_text(opened.value().payload), payload_);
  EXPECT_EQ(opened.value().payload_type, "text/plain");
  EXPECT_EQ(opened.value().resource, "i1");
  EXPECT_EQ(opened.value().decrypted, encrypts());
  EXPECT_EQ(opened.value().verified, signs());
}

TEST_P(OpenWayTest, AsksForTheKeysThatItTakes) {
  const auto needs = needs_of(protect_now());
  ASSERT_TRUE(needs) << to_string(needs.error());
  EXPECT_THAT(needs.value(), SizeIs((encrypts() ? 1 : 0) + (signs() ? 1 : 0)));
  for (const KeyNeed& need : needs.value()) {
    const bool tag = need.use == Use::authenticity;
    EXPECT_EQ(need.credential_id, tag ? "auth@tef.example" : "conf@tef.example");
    EXPECT_EQ(need.container, "Container-x");
    EXPECT_EQ(need.scope, KeyScope::instance);
    EXPECT_EQ(need.freshness.nonce, Bytes(16, tag ? 0xA0 : 0xC0));
  }
}

// AR-14: a changed character anywhere in the content is detected.
TEST_P(OpenWayTest, DetectsAChangeAnywhere) {
  const ProtectedData data = protect_now();
  const auto attempt = [&](std::string& text, const ProtectedData& changed) {
    for (std::size_t i = 0; i < text.size(); i += 7) {
      const char before = text[i];
      text[i] = before == 'A' ? 'B' : 'A';
      const auto opened = open_now(changed);
      EXPECT_TRUE(opened.has_error()) << "at " << i << " of " << text;
      text[i] = before;
    }
  };
  ProtectedData changed = data;
  if (auto* const body = std::get_if<ProtectedContent>(&changed)) {
    attempt(body->con, changed);
  } else {
    for (ProtectedChild& child : std::get<std::vector<ProtectedChild>>(changed)) {
      attempt(child.object, changed);
    }
  }
}

TEST_P(OpenWayTest, RefusesAnotherKey) {
  const ProtectedData data = protect_now();
  conf_ = key(0xC1, "");
  auth_ = key(0xA1, "");
  expect_refused(open_now(data), Errc::authentication_failed);
}

TEST_P(OpenWayTest, NeedsItsKeys) {
  const ProtectedData data = protect_now();
  expect_refused(open({.data = data}), Errc::key_not_found);
}

INSTANTIATE_TEST_SUITE_P(
    Ways,
    OpenWayTest,
    ::testing::Values(
        Way{"encrypt", Protection::encrypt, Form::compact, {}},
        Way{"integrity", Protection::integrity, Form::compact, {}},
        Way{"aead", Protection::aead, Form::json, {}},
        Way{"sign_then_encrypt", Protection::both, Form::compact, Order::sign_then_encrypt},
        Way{"encrypt_then_sign", Protection::both, Form::compact, Order::encrypt_then_sign},
        Way{"json_inside", Protection::both, Form::json, Order::sign_then_encrypt},
        Way{"json_base64", Protection::both, Form::json_base64, Order::encrypt_then_sign},
        Way{"integrity_json", Protection::integrity, Form::json, {}},
        Way{"children", Protection::both, Form::children, {}},
        Way{"child_encrypt", Protection::encrypt, Form::children, {}},
        Way{"child_integrity", Protection::integrity, Form::children, {}}),
    [](const auto& way) { return way.param.name; });

class OpenTest : public DataAtRestTest {
 protected:
  std::vector<ProtectedChild> children_now() {
    plan_.form = Form::children;
    return std::get<std::vector<ProtectedChild>>(protect_now());
  }
};

// DS-22: nothing is decrypted before the tag over it is verified.
TEST_F(OpenTest, VerifiesATagOutsideBeforeItDecrypts) {
  plan_.order = Order::encrypt_then_sign;
  const ProtectedData data = protect_now();
  std::vector<std::string> steps;
  OpenSteps recorded;
  recorded.verify = [&](const TagCheck& check) {
    steps.emplace_back("verify");
    return verify_tag(check);
  };
  recorded.decrypt = [&](const Decryption& decryption) {
    steps.emplace_back("decrypt");
    return decrypt(decryption);
  };
  ASSERT_TRUE(
      open({.data = data, .confidentiality = &conf_.key, .authenticity = &auth_.key}, recorded));
  EXPECT_EQ(steps, (std::vector<std::string>{"verify", "decrypt"}));
}

// THR-04
TEST_F(OpenTest, DetectsAMissingChild) {
  for (const std::size_t gone : {0U, 1U}) {
    auto children = children_now();
    children.erase(children.begin() + static_cast<std::ptrdiff_t>(gone));
    expect_refused(open_now(children), Errc::authentication_failed);
  }
  expect_refused(open_now(std::vector<ProtectedChild>{}), Errc::malformed);
}

// THR-04
TEST_F(OpenTest, DetectsAChildTooMany) {
  auto children = children_now();
  children.push_back(children.back());
  expect_refused(open_now(children), Errc::authentication_failed);
}

// THR-04
TEST_F(OpenTest, DetectsATagThatWasNeverMeantToBe) {
  const auto tagged = children_now();
  plan_.protection = Protection::encrypt;
  auto children = children_now();
  children.push_back(tagged.back());
  expect_refused(open_now(children), Errc::authentication_failed);
}

// THR-04
TEST_F(OpenTest, DetectsSwappedChildren) {
  const auto one = children_now();
  conf_.freshness.nonce = Bytes(16, 0x01);
  const auto other = children_now();
  expect_refused(open_now(std::vector<ProtectedChild>{one[0], other[1]}),
                 Errc::authentication_failed);
  auth_.freshness.nonce = Bytes(16, 0x02);
  const auto third = children_now();
  expect_refused(open_now(std::vector<ProtectedChild>{one[0], third[1]}),
                 Errc::authentication_failed);
}

TEST_F(OpenTest, DetectsATagThatWasTakenOff) {
  plan_.order = Order::encrypt_then_sign;
  const std::string con = content(protect_now()).con;
  const std::size_t first = con.find('.');
  const std::string payload = con.substr(first + 1, con.rfind('.') - first - 1);
  const ProtectedContent stripped{.con = std::string{as_text(from_base64url(payload).value())},
                                  .cnf = "application/jose:0:1"};
  expect_refused(open_now(stripped), Errc::authentication_failed);
}

TEST_F(OpenTest, CryptoParamsMustAgreeWithTheProtectedHeader) {
  auto children = children_now();
  children[0].params.enc = "A128GCM";
  expect_refused(open_now(children), Errc::malformed);
}

TEST_F(OpenTest, AChildHoldsWhatItsKindSays) {
  auto children = children_now();
  children[1].kind = ChildKind::encrypted_content;
  expect_refused(open_now(children), Errc::malformed);
}

TEST_F(OpenTest, RefusesWhatIsNoProtectedObject) {
  for (const ProtectedContent& wrong : {ProtectedContent{"21.5", "text/plain:0"},
                                        ProtectedContent{"21.5", "application/jose:0:1"},
                                        ProtectedContent{"a.b.c", "application/jose:0:1"},
                                        ProtectedContent{"{}", "application/jose+json:0:2"},
                                        ProtectedContent{"%%", "application/jose+json:0:3"},
                                        ProtectedContent{"", "nonsense"},
                                        ProtectedContent{"", ""}}) {
    expect_refused(open_now(wrong), Errc::malformed);
  }
  expect_refused(open_now(ProtectedContent{"<a/>", "application/xml:0:4"}), Errc::unsupported);
  expect_refused(open_now(ProtectedContent{"YQ==", "application/jose:1:1"}), Errc::unsupported);
}

TEST_F(OpenTest, RefusesAHeaderThatMakesNoSense) {
  const std::string con = content(protect_now()).con;
  const std::string rest = con.substr(con.find('.'));
  for (const auto& [member, value] : {std::pair<const char*, Json>{"scp", "all"},
                                      {"nonce", "xyz"},
                                      {"ct", "now"},
                                      {"use", "auth"},
                                      {"lvl", 7},
                                      {"tag", "none"},
                                      {"nonce", std::string(200, '0')}}) {
    Json header = header_of(con);
    header[member] = value;
    const ProtectedContent changed{.con = to_base64url(as_bytes(json_text(header))) + rest,
                                   .cnf = "application/jose:0:1"};
    const auto needs = needs_of(changed);
    EXPECT_TRUE(needs.has_error()) << member;
  }
}

// An object of someone else's making: no members of ours.
TEST_F(OpenTest, DefaultsServeAPlainJoseObject) {
  const std::string header = to_base64url(as_bytes(R"({"alg":"dir","enc":"A256GCM","kid":"k"})"));
  const auto needs =
      needs_of(ProtectedContent{header + "..AAAA.AAAA.AAAA", "application/jose:0:1"});
  ASSERT_TRUE(needs) << to_string(needs.error());
  ASSERT_THAT(needs.value(), SizeIs(1));
  EXPECT_EQ(needs.value()[0].use, Use::confidentiality);
  EXPECT_EQ(needs.value()[0].scope, KeyScope::data);
  EXPECT_EQ(needs.value()[0].level, Level::keys);
}

}  // namespace
}  // namespace plumbline::data_at_rest
