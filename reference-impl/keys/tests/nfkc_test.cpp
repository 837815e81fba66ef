#include "plumbline/keys/nfkc.hpp"

#include "keys_under_test.hpp"

#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <memory>
#include <sstream>
#include <vector>

namespace plumbline::keys {
namespace {

TEST(Nfkc, KnownAnswer) {
  EXPECT_EQ(to_hex(as_bytes(nfkc("//sp.example/\u212B\uFB01\uFF11").value())),
            "2f2f73702e6578616d706c652fc385666931");
}

TEST(Nfkc, KeepsAsciiAndCase) {
  EXPECT_EQ(nfkc("//SP.example/C-A1 \x01").value(), "//SP.example/C-A1 \x01");
  EXPECT_EQ(nfkc(std::string_view{"a\0\u00C5", 4}).value(), (std::string_view{"a\0\u00C5", 4}));
}

TEST(Nfkc, RefusesEmptyAndInvalidUtf8) {
  EXPECT_EQ(nfkc("").error().code, Errc::invalid_length);
  for (const std::string_view bad : {"\x80",              // continuation alone
                                     "a\xC3",             // cut short
                                     "\xC0\xAF",          // overlong
                                     "\xED\xA0\x80",      // surrogate
                                     "\xF4\x90\x80\x80",  // beyond U+10FFFF
                                     "\xFF"}) {
    EXPECT_EQ(nfkc(bad).error().code, Errc::malformed);
  }
}

struct ClosePipe {
  void operator()(std::FILE* pipe) const noexcept { pclose(pipe); }
};

/// Unicode's conformance data; empty when the package unicode-data is not installed.
std::string normalization_test() {
  const std::string plain = "/usr/share/unicode/NormalizationTest.txt";
  if (std::filesystem::exists(plain)) {
    std::ifstream file{plain};
    return {std::istreambuf_iterator<char>{file}, {}};
  }
  if (!std::filesystem::exists(plain + ".bz2")) {
    return {};
  }
  const std::unique_ptr<std::FILE, ClosePipe> pipe{
      popen(("bzip2 -dc " + plain + ".bz2").c_str(), "r")};
  std::string text;
  std::array<char, 65536> block{};
  for (std::size_t size = 1; pipe && size != 0;) {
    size = std::fread(block.data(), 1, block.size(), pipe.get());
    text.append(block.data(), size);
  }
  return text;
}

void append_utf8(std::string& out, unsigned code_point) {
  const auto tail = [&out](unsigned bits) {
    out.push_back(static_cast<char>(0x80U | (bits & 0x3FU)));
  };
  if (code_point < 0x80) {
    out.push_back(static_cast<char>(code_point));
  } else if (code_point < 0x800) {
    out.push_back(static_cast<char>(0xC0U | (code_point >> 6U)));
    tail(code_point);
  } else if (code_point < 0x10000) {
    out.push_back(static_cast<char>(0xE0U | (code_point >> 12U)));
    tail(code_point >> 6U);
    tail(code_point);
  } else {
    out.push_back(static_cast<char>(0xF0U | (code_point >> 18U)));
    tail(code_point >> 12U);
    tail(code_point >> 6U);
    tail(code_point);
  }
}

/// The five columns of a line: source, NFC, NFD, NFKC, NFKD.
std::vector<std::string> columns_of(const std::string& line) {
  std::vector<std::string> columns;
  std::istringstream fields{line};
  for (std::string field; columns.size() < 5 && std::getline(fields, field, ';');) {
    std::istringstream numbers{field};
    std::string& column = columns.emplace_back();
    for (std::string number; numbers >> number;) {
      append_utf8(column, static_cast<unsigned>(std::stoul(number, nullptr, 16)));
    }
  }
  return columns;
}

// UAX 15: "c4 == toNFKC(c1) == toNFKC(c2) == toNFKC(c3) == toNFKC(c4) == toNFKC(c5)"
TEST(Nfkc, UnicodeNormalizationTest) {
  const std::string text = normalization_test();
  if (text.empty()) {
    GTEST_SKIP() << "package unicode-data is not installed";
  }
  std::istringstream lines{text};
  int checked = 0;
  for (std::string line; std::getline(lines, line);) {
    if (line.empty() || line.front() == '#' || line.front() == '@') {
      continue;
    }
    const auto columns = columns_of(line);
    ASSERT_EQ(columns.size(), 5U) << line;
    for (const auto& column : columns) {
      ASSERT_EQ(nfkc(column).value(), columns[3]) << line;
    }
    ++checked;
  }
  RecordProperty("lines", checked);
  EXPECT_EQ(checked, 19074);  // Unicode 15.0.0
}

}  // namespace
}  // namespace plumbline::keys
