#include "support/compact_object.hpp"

#include "plumbline/core/bytes.hpp"

#include <algorithm>
#include <utility>

namespace plumbline::testcases {

std::string part_of(const std::string& compact, std::size_t index) {
  std::size_t begin = 0;
  for (std::size_t i = 0; i < index; ++i) {
    const std::size_t dot = compact.find('.', begin);
    if (dot == std::string::npos) {
      return {};
    }
    begin = dot + 1;
  }
  return compact.substr(begin, compact.find('.', begin) - begin);
}

std::string with_part(const std::string& compact, std::size_t index, const std::string& other) {
  std::string out;
  std::size_t begin = 0;
  for (std::size_t i = 0; begin <= compact.size(); ++i) {
    const std::size_t end = std::min(compact.find('.', begin), compact.size());
    out += (i == 0 ? "" : ".") + (i == index ? other : compact.substr(begin, end - begin));
    begin = end + 1;
  }
  return out;
}

std::string with_flipped_part(const std::string& compact, std::size_t index) {
  std::string part = part_of(compact, index);
  part.front() = part.front() == 'A' ? 'B' : 'A';
  return with_part(compact, index, part);
}

std::string with_cut_part(const std::string& compact, std::size_t index, std::size_t octets) {
  const Bytes whole = from_base64url(part_of(compact, index)).value();
  return with_part(compact, index, to_base64url(ByteView{whole}.first(octets)));
}

Json header_in(const std::string& compact) {
  const auto octets = from_base64url(part_of(compact, 0));
  if (!octets) {
    return Json::object();
  }
  auto header = parse_json(as_text(octets.value()));
  return header && header.value().is_object() ? std::move(header).value() : Json::object();
}

std::string header_text(const std::string& compact, std::string_view name) {
  const Json header = header_in(compact);
  const auto member = header.find(name);
  return member != header.end() && member->is_string() ? member->get<std::string>() : std::string{};
}

}  // namespace plumbline::testcases
