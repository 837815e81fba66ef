#include "plumbline/core/quoted_name.hpp"

#include "conversion.hpp"

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

namespace plumbline::onem2m::xml {

namespace {

constexpr std::string_view kWhiteSpace = " \t\r\n";

/// The words between white space.
std::vector<std::string_view> words_of(std::string_view text) {
  std::vector<std::string_view> words;
  for (auto begin = text.find_first_not_of(kWhiteSpace); begin != std::string_view::npos;
       begin = text.find_first_not_of(kWhiteSpace, begin)) {
    const auto end = std::min(text.find_first_of(kWhiteSpace, begin), text.size());
    words.push_back(text.substr(begin, end - begin));
    begin = end;
  }
  return words;
}

template <typename Number>
std::optional<Json> number_of(std::string_view word) {
  Number number{};
  const auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), number);
  return error == std::errc{} && end == word.data() + word.size() ? std::optional<Json>{number}
                                                                  : std::nullopt;
}

std::optional<Json> integer_of(std::string_view word) {
  auto natural = number_of<std::uint64_t>(word);
  return natural ? natural : number_of<std::int64_t>(word);
}

Result<Json> read_integer(std::string_view text, const std::string& path) {
  const auto words = words_of(text);
  if (words.size() == 1) {
    if (auto value = integer_of(words.front())) {
      return *std::move(value);
    }
  }
  return fail(Errc::invalid_value, path + ": must be an integer");
}

Result<Json> read_boolean(std::string_view text, const std::string& path) {
  const auto words = words_of(text);
  if (words.size() == 1 && (words.front() == "true" || words.front() == "1")) {
    return Json(true);
  }
  if (words.size() == 1 && (words.front() == "false" || words.front() == "0")) {
    return Json(false);
  }
  return fail(Errc::invalid_value, path + ": must be true or false");
}

Result<Json> read_list(std::string_view text, bool integers, const std::string& path) {
  Json list = Json::array();
  for (const std::string_view word : words_of(text)) {
    auto entry = integers ? integer_of(word) : Json(word);
    if (!entry) {
      return fail(Errc::invalid_value, path + ": must be a list of integers");
    }
    list.push_back(*std::move(entry));
  }
  return list;
}

Result<Json> read_text(std::string_view text, Form form, const std::string& path) {
  switch (form) {
    case Form::integer:
      return read_integer(text, path);
    case Form::boolean:
      return read_boolean(text, path);
    case Form::text_list:
    case Form::integer_list:
      return read_list(text, form == Form::integer_list, path);
    case Form::text:
    case Form::structure:
      break;
  }
  return Json(text);
}

/// Reads the parts of one structure into an object.
class Structure {
 public:
  Structure(const Type& type, const std::string& path) : type_(type), path_(path) {}

  Result<void> add_attribute(const std::string& name, std::string_view value) {
    if (name.starts_with("xsi:")) {
      return success();  // any element may have them (XML Schema part 1 clause 2.6)
    }
    PLUMBLINE_TRY(const Member member, member_named(name, Place::attribute));
    PLUMBLINE_TRY(object_[name], read_text(value, member.type->form, join_path(path_, name)));
    return success();
  }

  Result<void> add_child(const Element& child) {
    PLUMBLINE_TRY(const Member member, member_named(child.name, Place::element));
    const bool repeated = member.place == Place::elements;
    if (!repeated && object_.contains(child.name)) {
      return fail(Errc::malformed, join_path(path_, child.name) + ": is there twice");
    }
    PLUMBLINE_TRY(Json value, read_element(child, *member.type, join_path(path_, child.name)));
    if (repeated) {
      object_[child.name].push_back(std::move(value));
    } else {
      object_[child.name] = std::move(value);
    }
    return success();
  }

  /// White space may stand between elements; other text only where a member is written so.
  Result<void> add_text(const std::string& text) {
    const auto* const value = find_value();
    if (value != nullptr) {
      PLUMBLINE_TRY(object_[std::string{value->name}],
                    read_text(text, value->type->form, join_path(path_, value->name)));
      return success();
    }
    if (text.find_first_not_of(kWhiteSpace) != std::string::npos) {
      return fail(Errc::malformed, path_ + ": text where only elements may be");
    }
    return success();
  }

  /// A content is one resource or other global element.
  [[nodiscard]] Result<Json> finish() && {
    if (type_.globals == Globals::one && type_.members.empty() && object_.size() != 1) {
      return fail(Errc::malformed, path_ + ": must hold exactly one element");
    }
    return std::move(object_);
  }

 private:
  [[nodiscard]] const Member* find_value() const {
    const auto found = std::ranges::find(type_.members, Place::value, &Member::place);
    return found == type_.members.end() ? nullptr : &*found;
  }

  [[nodiscard]] Result<Member> member_named(const std::string& name, Place place) const {
    const auto found = find_member(type_, name);
    const bool is_attribute = place == Place::attribute;
    if (!found || (found->member.place == Place::attribute) != is_attribute ||
        found->member.place == Place::value) {
      return fail(Errc::unsupported,
                  join_path(path_, quoted_name(name)) + ": XML has no type for this " +
                      (is_attribute ? "attribute" : "element"));
    }
    return found->member;
  }

  const Type& type_;
  const std::string& path_;
  Json object_ = Json::object();
};

Result<Json> read_structure(const Element& element, const Type& type, const std::string& path) {
  Structure structure{type, path};
  for (const auto& [name, value] : element.attributes) {
    PLUMBLINE_TRY(structure.add_attribute(name, value));
  }
  for (const Element& child : element.children) {
    PLUMBLINE_TRY(structure.add_child(child));
  }
  PLUMBLINE_TRY(structure.add_text(element.text));
  return std::move(structure).finish();
}

bool is_nil(const Element& element) {
  const auto nil =
      std::ranges::find(element.attributes, "xsi:nil", &std::pair<std::string, std::string>::first);
  return nil != element.attributes.end() && (nil->second == "true" || nil->second == "1");
}

Result<void> check_simple(const Element& element, const std::string& path) {
  if (!element.children.empty()) {
    return fail(Errc::invalid_value, path + ": must hold text, not elements");
  }
  for (const auto& [name, value] : element.attributes) {
    if (!name.starts_with("xsi:")) {
      return fail(Errc::unsupported,
                  join_path(path, quoted_name(name)) + ": XML has no type for this attribute");
    }
  }
  return success();
}

}  // namespace

std::string join_path(const std::string& path, std::string_view name) {
  return path.empty() ? std::string{name} : path + '.' + std::string{name};
}

Result<Json> read_element(const Element& element, const Type& type, const std::string& path) {
  if (is_nil(element)) {
    if (!element.children.empty() || !element.text.empty()) {
      return fail(Errc::malformed, path + ": xsi:nil, and yet it has content");
    }
    return Json(nullptr);
  }
  if (type.form == Form::structure) {
    return read_structure(element, type, path);
  }
  PLUMBLINE_TRY(check_simple(element, path));
  return read_text(element.text, type.form, path);
}

}  // namespace plumbline::onem2m::xml
