#include "plumbline/cms/mime.hpp"

#include "support.hpp"

namespace plumbline::cms {
namespace {

using testing::code_of;

TEST(CanonicalText, HasCrlfWhereALineEnds) {
  EXPECT_EQ(canonical_text("a\nb\r\nc"), "a\r\nb\r\nc");
  EXPECT_EQ(canonical_text("\n\n"), "\r\n\r\n");
  EXPECT_EQ(canonical_text("a\rb"), "a\rb");
  EXPECT_EQ(canonical_text(""), "");
}

TEST(Mime, KeepsTypeAndBody) {
  const Bytes body{'{', '\n', 0, 0xFF, '\r', '\n', '}'};
  const Bytes octets = to_mime({.content_type = "application/json; a=b", .body = body}).value();
  const MimeEntity read = from_mime(octets).value();
  EXPECT_EQ(read.content_type, "application/json; a=b");
  EXPECT_EQ(read.body, body);
}

TEST(Mime, TypesCannotSmuggleFields) {
  for (const std::string type : {"", "text/plain\r\nX: y", "text/plain\n", "a\tb"}) {
    EXPECT_EQ(code_of(to_mime({.content_type = type, .body = {}})), Errc::invalid_value);
  }
}

std::string_view body_of(const Result<MimeEntity>& entity) {
  return as_text(entity.value().body);
}

TEST(Mime, ReadsFieldsAsMailHasThem) {
  const auto read = from_mime(as_bytes(
      "X: y\nCONTENT-type:\n text/html;\n\tcharset=utf-8 \r\ncontent-transfer-encoding: BASE64\n\n"
      "YWJj\r\nZA==\n"));
  EXPECT_EQ(read.value().content_type, "text/html; charset=utf-8");
  EXPECT_EQ(body_of(read), "abcd");
  EXPECT_EQ(from_mime(as_bytes("\nbody")).value().content_type, "text/plain");
}

TEST(Mime, RefusesWhatIsNone) {
  EXPECT_EQ(code_of(from_mime(as_bytes("Content-Type: text/plain\r\n"))), Errc::malformed);
  EXPECT_EQ(code_of(from_mime(as_bytes("no field\n\n"))), Errc::malformed);
  EXPECT_EQ(code_of(from_mime(as_bytes(": x\n\n"))), Errc::malformed);
  EXPECT_EQ(code_of(from_mime(as_bytes(" folded first\n\n"))), Errc::malformed);
  EXPECT_EQ(code_of(from_mime(as_bytes("Content-Transfer-Encoding: base64\n\n%"))),
            Errc::malformed);
  EXPECT_EQ(code_of(from_mime(as_bytes("X: " + std::string(20'000, 'x') + "\n\n"))),
            Errc::too_large);
}

MultipartSigned sample() {
  return {.entity = "Content-Type: text/plain\r\n\r\n--a\r\n",
          .signature = {1, 2, 3},
          .micalg = "sha-256"};
}

TEST(Mime, NamesOfMediaTypesHaveNoCase) {
  EXPECT_EQ(media_type_in("Text/Plain ; charset=UTF-8"), "text/plain");
  EXPECT_EQ(media_type_in(""), "");
}

TEST(Mime, AContentTypeIsPrintable) {
  const auto read = [](std::string_view type) {
    const std::string entity = "Content-Type: " + std::string{type} + "\r\n\r\nx";
    return from_mime(as_bytes(entity));
  };
  EXPECT_EQ(read("Text/Plain;\tx=y").value().content_type, "Text/Plain;\tx=y") << "as it is";
  EXPECT_EQ(code_of(read("text/\xff")), Errc::malformed);
  EXPECT_EQ(code_of(read("text/\x01")), Errc::malformed);
}

TEST(MultipartSigned, ReadsWhatItWrites) {
  const std::string text = to_multipart_signed(sample()).value();
  EXPECT_EQ(to_multipart_signed(sample()).value(), text);
  const MultipartSigned read = from_multipart_signed(text).value();
  EXPECT_EQ(read.entity, sample().entity);
  EXPECT_EQ(read.signature, sample().signature);
  EXPECT_EQ(read.micalg, sample().micalg);
}

TEST(MultipartSigned, SurvivesOtherLineEnds) {
  std::string text = to_multipart_signed(sample()).value();
  std::erase(text, '\r');
  EXPECT_EQ(from_multipart_signed(text).value().entity, sample().entity);
}

TEST(MultipartSigned, RefusesWhatIsNone) {
  MultipartSigned bare = sample();
  bare.entity = "Content-Type: text/plain\n\nx";
  EXPECT_EQ(code_of(to_multipart_signed(bare)), Errc::invalid_value);
  const std::string text = to_multipart_signed(sample()).value();
  const std::string closing = "--\r\n";
  EXPECT_EQ(code_of(from_multipart_signed(text.substr(0, text.size() - closing.size()))),
            Errc::malformed);
  const auto with = [&text](const std::string& from, const std::string& to) {
    std::string changed = text;
    changed.replace(changed.find(from), from.size(), to);
    return from_multipart_signed(changed);
  };
  EXPECT_EQ(code_of(with("multipart/signed", "multipart/mixed")), Errc::unsupported);
  EXPECT_EQ(code_of(with("application/pkcs7-signature", "application/pgp-signature")),
            Errc::unsupported);
  EXPECT_EQ(code_of(with("; boundary=", "; x=")), Errc::malformed);
}

}  // namespace
}  // namespace plumbline::cms
