#include "plumbline/onem2m/serialization.hpp"
#include "plumbline/onem2m/testing/generators.hpp"
#include "plumbline/testing/folder.hpp"
#include "plumbline/testing/paths.hpp"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <cstdlib>
#include <fstream>
#include <string>
#include <vector>

namespace plumbline::onem2m {

namespace {

constexpr int kSamples = 200;

std::vector<Json> samples() {
  std::vector<Json> made;
  const auto gen = rc::gen::resize(20, testing::content());
  for (int seed = 0; seed < kSamples; ++seed) {
    made.push_back(gen(rc::Random(static_cast<std::uint64_t>(seed)), 20).value());
  }
  return made;
}

std::string hex_of(const Json& content, Serialization serialization) {
  return to_hex(serialize_content(content, serialization).value());
}

/// The same content in the octets of another writer.
void expect_same(const Json& content, const std::string& hex, Serialization serialization) {
  const auto read = parse_content(from_hex(hex).value(), serialization);
  ASSERT_TRUE(read) << to_string(read.error()) << ' ' << as_text(from_hex(hex).value());
  EXPECT_EQ(read.value(), content);
}

/// lxml and cbor2 read what the reference writes, and the reference reads what they write.
TEST(IndependentReaders, AgreeWithTheReference) {
  const std::vector<Json> contents = samples();
  const plumbline::testing::Folder folder;
  const std::string input = folder.path("samples");
  const std::string output = folder.path("output");
  std::ofstream file{input};
  for (const Json& content : contents) {
    file << json_text({{"content", content},
                       {"xml", hex_of(content, Serialization::xml)},
                       {"cbor", hex_of(content, Serialization::cbor)}})
         << '\n';
  }
  file.close();
  const std::string script =
      plumbline::testing::project_path("reference-impl/onem2m/tests/independent_readers.py");
  ASSERT_EQ(std::system(("/usr/bin/python3 " + script + ' ' + input + ' ' + output).c_str()), 0);
  std::ifstream answers{output};
  for (const Json& content : contents) {
    std::string line;
    ASSERT_TRUE(std::getline(answers, line));
    const Json answer = parse_json(line).value();
    expect_same(content, text_at(answer, "xml"), Serialization::xml);
    expect_same(content, text_at(answer, "cbor"), Serialization::cbor);
  }
}

}  // namespace

}  // namespace plumbline::onem2m
