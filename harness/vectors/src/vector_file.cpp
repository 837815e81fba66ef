#include "plumbline/harness/vector_file.hpp"

#include "plumbline/core/json_reader.hpp"
#include "plumbline/harness/file.hpp"

#include "embedded_files.hpp"

#include <algorithm>
#include <filesystem>
#include <limits>
#include <set>
#include <utility>

namespace plumbline::harness {

namespace {

constexpr std::size_t kLargestFile = std::size_t{16} << 20U;

constexpr std::string_view kSchema = "plumbline/vectors/1";

Result<std::vector<std::string>> texts(const Json& array, const std::string& where) {
  std::vector<std::string> out;
  for (const Json& element : array) {
    if (!element.is_string()) {
      return fail(Errc::malformed, where + ": an element is no string");
    }
    out.push_back(element.get<std::string>());
  }
  return out;
}

/// What `result` says and what the test holds must go together.
Result<void> check_outcome(const VectorTest& test, const std::string& result, JsonReader& reader) {
  if (result != "valid" && result != "invalid") {
    reader.refuse("result", "is none of valid, invalid");
  }
  if (test.valid != test.out.has_value()) {
    reader.refuse("out", test.valid ? "is missing in a valid test" : "stands in an invalid test");
  }
  if (test.valid && test.errc) {
    reader.refuse("errc", "stands in a valid test");
  }
  return reader.finish();
}

std::optional<Json> optional_json(const Json* value) {
  return value == nullptr ? std::nullopt : std::optional{*value};
}

class FileReader {
 public:
  explicit FileReader(std::string_view name) { file_.name = name; }

  Result<VectorFile> read(std::string_view text) {
    PLUMBLINE_TRY(const Json document, parse_json(text));
    JsonReader reader{document, {}};
    if (reader.string("schema") != kSchema) {
      reader.refuse("schema", "is not " + std::string{kSchema});
    }
    file_.operation = reader.string("operation");
    const Json& source = reader.object("source");
    const Json& flags = reader.object("flags");
    const Json& confirmed_by = reader.array("confirmed_by");
    const Json& groups = reader.array("groups");
    PLUMBLINE_TRY(reader.finish());
    PLUMBLINE_TRY(read_source(source));
    PLUMBLINE_TRY(read_flags(flags));
    PLUMBLINE_TRY(file_.confirmed_by, texts(confirmed_by, "confirmed_by"));
    for (const Json& group : groups) {
      PLUMBLINE_TRY(read_group(group));
    }
    PLUMBLINE_TRY(check_flags());
    return std::move(file_);
  }

 private:
  Result<void> read_source(const Json& source) {
    JsonReader reader{source, "source"};
    file_.document = reader.string("document");
    file_.clause = reader.string("clause");
    return reader.finish();
  }

  Result<void> read_flags(const Json& flags) {
    JsonReader reader{flags, "flags"};
    for (const auto& member : flags.items()) {
      file_.flags[member.key()] = reader.string(member.key());
    }
    return reader.finish();
  }

  Result<void> read_group(const Json& group) {
    const std::string where = "groups[" + std::to_string(file_.groups.size()) + "]";
    JsonReader reader{group, where};
    VectorGroup& read = file_.groups.emplace_back();
    read.comment = reader.string("comment");
    const Json& tests = reader.array("tests");
    PLUMBLINE_TRY(reader.finish());
    for (const Json& test : tests) {
      PLUMBLINE_TRY(
          read.tests.emplace_back(),
          read_test(test, where + ".tests[" + std::to_string(read.tests.size() - 1) + "]"));
    }
    return success();
  }

  Result<VectorTest> read_test(const Json& value, const std::string& where) {
    JsonReader reader{value, where};
    VectorTest test;
    test.id = static_cast<int>(reader.integer("tcId", 1, std::numeric_limits<int>::max()));
    test.comment = reader.string("comment");
    const Json& flags = reader.array("flags");
    test.in = reader.object("in");
    test.out = optional_json(reader.optional_object("out"));
    test.intermediates = optional_json(reader.optional_object("intermediates"));
    const std::string result = reader.string("result");
    test.valid = result == "valid";
    test.errc = reader.optional_string("errc");
    if (!reader.failed() && !ids_.insert(test.id).second) {
      reader.refuse("tcId", "occurs twice");
    }
    PLUMBLINE_TRY(check_outcome(test, result, reader));
    PLUMBLINE_TRY(test.flags, texts(flags, where + ".flags"));
    used_.insert(test.flags.begin(), test.flags.end());
    return test;
  }

  Result<void> check_flags() const {
    for (const std::string& flag : used_) {
      if (!file_.flags.contains(flag)) {
        return fail(Errc::invalid_value, "flags: " + flag + " is used and not explained");
      }
    }
    for (const auto& [flag, meaning] : file_.flags) {
      if (!used_.contains(flag)) {
        return fail(Errc::invalid_value, "flags: " + flag + " is explained and not used");
      }
    }
    return success();
  }

  VectorFile file_;
  std::set<int> ids_;
  std::set<std::string> used_;
};

/// Paths of all vector files relative to `folder`.
Result<std::set<std::string>> names_below(const std::filesystem::path& folder) {
  std::set<std::string> names;
  std::error_code error;
  std::filesystem::recursive_directory_iterator entry{folder, error};
  for (; !error && entry != std::filesystem::recursive_directory_iterator{};
       entry.increment(error)) {
    const std::string name = entry->path().lexically_relative(folder).generic_string();
    if (name.ends_with(".json") && !name.starts_with("schemas/")) {
      names.insert(name);
    }
  }
  if (error) {
    return fail(Errc::io, folder.string() + ": " + error.message());
  }
  if (names.empty()) {
    return fail(Errc::not_found, folder.string() + " holds no vector files");
  }
  return names;
}

}  // namespace

Result<VectorFile> parse_vector_file(std::string_view name, std::string_view text) {
  auto file = FileReader{name}.read(text);
  if (!file) {
    return fail(file.error().code, std::string{name} + ": " + file.error().detail);
  }
  return file;
}

Result<std::vector<VectorFile>> load_vectors(const std::string& folder) {
  PLUMBLINE_TRY(const std::set<std::string> names, names_below(folder));
  std::vector<VectorFile> files;
  for (const std::string& name : names) {
    PLUMBLINE_TRY(const std::string text,
                  read_file(std::filesystem::path{folder} / name, kLargestFile));
    PLUMBLINE_TRY(files.emplace_back(), parse_vector_file(name, text));
  }
  return files;
}

Result<std::vector<VectorFile>> embedded_vectors() {
  std::vector<VectorFile> files;
  for (const EmbeddedFile& embedded : embedded_files()) {
    PLUMBLINE_TRY(files.emplace_back(), parse_vector_file(embedded.name, embedded.text));
  }
  return files;
}

}  // namespace plumbline::harness
