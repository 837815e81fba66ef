// ESD-13: an intermediary writes a signed document anew. What has the same canonical form still
// verifies; what has another one does not.

#include "samples.hpp"

#include <gtest/gtest.h>

namespace plumbline::esdata {
namespace {

using xmlsec::SignatureForm;

constexpr std::string_view kDocument =
    R"(<m:cin xmlns:m="urn:m2m" xmlns:u="urn:unused"><con Id="con" b="2" a="1">21.5 &lt; 22</con>)"
    R"(<lbl/></m:cin>)";

class Canonical : public ::testing::TestWithParam<SignatureForm> {
 protected:
  Canonical() {
    SealRequest request =
        testing::signature({{.credential = source_.own, .alg = jose::JwsAlg::es256}});
    request.plaintext = as_bytes(kDocument);
    request.type.clear();
    request.form = Form::xml;
    request.xml.signature = GetParam();
    if (GetParam() == SignatureForm::detached) {
      request.xml.id = "con";
    }
    envelope_ = testing::sealed(request);
  }

  /// The refusal of the document with the first `from` written as `to`; empty: it verifies.
  std::string with(std::string_view from, std::string_view to) {
    Envelope other = envelope_;
    const std::size_t at = other.content.find(from);
    EXPECT_NE(at, std::string::npos) << from;
    other.content.replace(at, from.size(), to);
    const auto opened = testing::open_with(other, {{.credential = source_.others}});
    return opened ? "" : std::string{name_of(opened.error().code)};
  }

 private:
  testing::Pair source_ = testing::pair("s", 45, crypto::KeyKind::ec_p256);
  Envelope envelope_;
};

TEST_P(Canonical, SurvivesAnotherSpelling) {
  EXPECT_EQ(with(R"(b="2" a="1")", R"(a='1'   b='2')"), "") << "order, quotes and space";
  EXPECT_EQ(with("&lt;", "<![CDATA[<]]>"), "") << "CDATA";
  EXPECT_EQ(with("21.5", "&#50;1.5"), "") << "a character reference";
  EXPECT_EQ(with("<lbl/>", "<lbl ></lbl >"), "") << "an empty element";
  EXPECT_EQ(with("21.5", "21<!-- note -->.5"), "") << "a comment";
  EXPECT_EQ(with(R"( xmlns:u="urn:unused")", ""), "") << "a namespace that nothing uses";
  EXPECT_EQ(with("<m:cin", "<?xml version='1.0'?>\n<m:cin"), "") << "an XML declaration";
}

TEST_P(Canonical, NoticesAnotherCanonicalForm) {
  EXPECT_EQ(with("21.5", "21.6"), "authentication_failed") << "text";
  EXPECT_EQ(with("21.5", "21.5 "), "authentication_failed") << "white space";
  EXPECT_EQ(with(R"(b="2")", R"(b="3")"), "authentication_failed") << "an attribute";
  EXPECT_EQ(with(R"( a="1")", ""), "authentication_failed") << "an attribute that is gone";
  EXPECT_EQ(with("21.5", "21.5<?pi?>"), "authentication_failed") << "an instruction";
}

INSTANTIATE_TEST_SUITE_P(Places,
                         Canonical,
                         ::testing::Values(SignatureForm::enveloped, SignatureForm::detached));

}  // namespace
}  // namespace plumbline::esdata
