#include "plumbline/core/quoted_name.hpp"
#include "plumbline/core/utf8.hpp"

#include "conversion.hpp"

#include <algorithm>
#include <cstddef>
#include <tuple>
#include <utility>
#include <vector>

namespace plumbline::onem2m::xml {

namespace {

Error cannot_carry(const std::string& path, std::string_view why) {
  return fail(Errc::unsupported, path + ": XML cannot carry " + std::string{why});
}

/// XML 1.0 production 2, Char.
bool has_xml_chars_only(std::string_view text) {
  const auto control = [](char c) {
    return static_cast<unsigned char>(c) < 0x20 && c != '\t' && c != '\n' && c != '\r';
  };
  return is_utf8(text) && std::ranges::none_of(text, control) &&
         text.find("\xef\xbf\xbe") == std::string_view::npos &&
         text.find("\xef\xbf\xbf") == std::string_view::npos;
}

Result<std::string> text_of(const Json& value, const std::string& path) {
  if (!value.is_string()) {
    return cannot_carry(path, "a value that is no text there");
  }
  const auto& text = value.get_ref<const std::string&>();
  if (!has_xml_chars_only(text)) {
    return cannot_carry(path, "a character that XML does not have");
  }
  return text;
}

Result<std::string> integer_text(const Json& value, const std::string& path) {
  if (!value.is_number_integer()) {
    return cannot_carry(path, "a value that is no integer there");
  }
  return value.dump();
}

/// An entry of an xs:list.
Result<std::string> word_of(const Json& entry, Form form, const std::string& path) {
  if (form == Form::integer_list) {
    return integer_text(entry, path);
  }
  PLUMBLINE_TRY(std::string word, text_of(entry, path));
  if (word.empty() || word.find_first_of(" \t\r\n") != std::string::npos) {
    return cannot_carry(path, "an entry that is empty or has white space");
  }
  return word;
}

Result<std::string> list_text(const Json& value, Form form, const std::string& path) {
  if (!value.is_array()) {
    return cannot_carry(path, "a value that is no list there");
  }
  std::string text;
  for (const Json& entry : value) {
    PLUMBLINE_TRY(const std::string word, word_of(entry, form, path));
    text += (text.empty() ? "" : " ") + word;
  }
  return text;
}

Result<std::string> simple_text(const Json& value, Form form, const std::string& path) {
  switch (form) {
    case Form::integer:
      return integer_text(value, path);
    case Form::boolean:
      if (!value.is_boolean()) {
        return cannot_carry(path, "a value that is neither true nor false there");
      }
      return std::string{value.get<bool>() ? "true" : "false"};
    case Form::text_list:
    case Form::integer_list:
      return list_text(value, form, path);
    case Form::text:
    case Form::structure:
      break;
  }
  return text_of(value, path);
}

Result<void> add_elements(Element& parent,
                          const Member& member,
                          const Json& value,
                          const std::string& path) {
  if (!value.is_array() || value.empty()) {
    return cannot_carry(path, "a list without entries, or none, there");
  }
  for (const Json& entry : value) {
    PLUMBLINE_TRY(Element child, make_element(member.name, entry, *member.type, path));
    parent.children.push_back(std::move(child));
  }
  return success();
}

Result<void> add_member(Element& parent,
                        const Member& member,
                        const Json& value,
                        const std::string& path) {
  switch (member.place) {
    case Place::elements:
      return add_elements(parent, member, value, path);
    case Place::attribute: {
      PLUMBLINE_TRY(std::string text, simple_text(value, member.type->form, path));
      parent.attributes.emplace_back(member.name, std::move(text));
      return success();
    }
    case Place::value: {
      PLUMBLINE_TRY(parent.text, simple_text(value, member.type->form, path));
      return success();
    }
    case Place::element:
      break;
  }
  PLUMBLINE_TRY(Element child, make_element(member.name, value, *member.type, path));
  parent.children.push_back(std::move(child));
  return success();
}

bool has_value(const Type& type) {
  return std::ranges::find(type.members, Place::value, &Member::place) != type.members.end();
}

/// Members in the order of the tables, which is that of the schemas as far as they go.
Result<Element> make_structure(Element element,
                               const Json& value,
                               const Type& type,
                               const std::string& path) {
  if (!value.is_object()) {
    return cannot_carry(path, "a value that is no structure there");
  }
  if (type.globals == Globals::one && type.members.empty() && value.size() != 1) {
    return cannot_carry(path, "anything but exactly one element there");
  }
  if (has_value(type) && !value.contains("val")) {
    return cannot_carry(path, "a reference without its address");
  }
  std::vector<std::tuple<std::size_t, Member, const Json*>> members;
  for (const auto& [name, child] : value.get_ref<const Json::object_t&>()) {
    const auto found = find_member(type, name);
    if (!found) {
      return cannot_carry(join_path(path, quoted_name(name)), "a member without a type");
    }
    members.emplace_back(found->position, found->member, &child);
  }
  std::ranges::sort(members, {}, [](const auto& entry) {
    return std::pair(std::get<0>(entry), std::get<1>(entry).name);
  });
  for (const auto& [position, member, child] : members) {
    PLUMBLINE_TRY(add_member(element, member, *child, join_path(path, member.name)));
  }
  return element;
}

}  // namespace

Result<Element> make_element(std::string_view name,
                             const Json& value,
                             const Type& type,
                             const std::string& path) {
  Element element{.name = std::string{name}};
  if (value.is_null()) {
    element.attributes.emplace_back("xsi:nil", "true");
    return element;
  }
  if (type.form == Form::structure) {
    return make_structure(std::move(element), value, type, path);
  }
  PLUMBLINE_TRY(element.text, simple_text(value, type.form, path));
  return element;
}

}  // namespace plumbline::onem2m::xml
