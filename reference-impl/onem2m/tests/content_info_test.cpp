#include "plumbline/onem2m/content_info.hpp"

#include <gmock/gmock.h>

namespace plumbline::onem2m {

namespace {

using testing::HasSubstr;

TEST(ContentInfo, ReadsAndWrites) {
  const ContentInfo info = parse_content_info("application/jose:0:1").value();
  EXPECT_EQ(info.media_type, "application/jose");
  EXPECT_EQ(info.encoding, ContentEncoding::plain);
  EXPECT_EQ(info.security, ContentSecurity::jose_compact);
  for (const std::string_view text :
       {"application/jose:0:1", "application/xenc+xml:2:5", "text/plain;charset=utf-8:1"}) {
    EXPECT_EQ(to_text(parse_content_info(text).value()), text);
  }
}

TEST(ContentInfo, ZeroSecurityIsTheSameAsNone) {
  EXPECT_EQ(parse_content_info("text/plain:0:0").value().security, ContentSecurity::none);
  EXPECT_EQ(to_text({.media_type = "text/plain"}), "text/plain:0");
}

TEST(ContentInfo, NamesThePartThatIsWrong) {
  struct Case {
    std::string_view text;
    std::string_view part;
  };

  const Case cases[] = {{"", "media type"},
                        {"text:0", "media type"},
                        {"text/:0", "media type"},
                        {"te xt/plain:0", "media type"},
                        {"a/b/c:0", "media type"},
                        {"text/plain", "encodingType is missing"},
                        {"text/plain:", "encodingType must be"},
                        {"text/plain:3", "encodingType must be"},
                        {"text/plain:00", "encodingType must be"},
                        {"text/plain:-1", "encodingType must be"},
                        {"text/plain:0:", "contentSecurity"},
                        {"text/plain:0:6", "contentSecurity"},
                        {"text/plain:0:1:2", "contentSecurity"}};
  for (const auto& [text, part] : cases) {
    const auto info = parse_content_info(text);
    ASSERT_FALSE(info) << text;
    EXPECT_EQ(info.error().code, Errc::malformed);
    EXPECT_THAT(info.error().detail, HasSubstr(part)) << text;
  }
}

}  // namespace

}  // namespace plumbline::onem2m
