/// @file
/// What XML, which has no types of its own, needs to know of each element to become JSON again.

#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

namespace plumbline::onem2m::xml {

/// How an element's content writes a JSON value.
enum class Form : std::uint8_t {
  text,
  integer,
  boolean,
  text_list,     ///< xs:list: white space between the entries
  integer_list,  ///< likewise
  structure,     ///< an object
};

/// Where a structure has a member.
enum class Place : std::uint8_t {
  element,
  elements,   ///< one for each entry of a JSON array
  attribute,  ///< of the structure's element
  value,      ///< the structure's text
};

/// Global elements (with a namespace) that a structure may hold besides its members.
enum class Globals : std::uint8_t {
  none,
  one,       ///< any one: a primitive's content, the resource in m2m:rce
  children,  ///< child resources, any number of each type
};

struct Type;

struct Member {
  std::string_view name;
  const Type* type;
  Place place = Place::element;
};

struct Type {
  Form form = Form::text;
  std::span<const Member> members{};
  Globals globals = Globals::none;
};

/// The type of a root element or child resource, by its JSON name ("m2m:cin", "m2m:rqp"); nullptr
/// when it is not known.
[[nodiscard]] const Type* global_type(std::string_view name);

struct Found {
  Member member;
  std::size_t position;  ///< in the order of the standard's tables
};

/// The member `name` of a structure; nothing when it has none.
[[nodiscard]] std::optional<Found> find_member(const Type& structure, std::string_view name);

}  // namespace plumbline::onem2m::xml
