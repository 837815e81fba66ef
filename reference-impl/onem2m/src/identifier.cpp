#include "plumbline/onem2m/identifier.hpp"

#include "identifier_syntax.hpp"

#include <algorithm>
#include <utility>

namespace plumbline::onem2m {

namespace {

constexpr std::size_t kMaxSegments = 32;
constexpr std::size_t kMaxOctets = 255;

bool is_unreserved(char c) {
  return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' ||
         c == '.' || c == '_' || c == '~';
}

bool is_stem(std::string_view id, char first) {
  return id.starts_with(first) && is_segment(id);
}

/// "/cse", "/Sae" or "/cse/Cae".
bool is_sp_relative(std::string_view id) {
  if (!id.starts_with('/')) {
    return false;
  }
  const auto parts = parts_of(id.substr(1));
  return is_segment(parts[0]) &&
         (parts.size() == 1 || (parts.size() == 2 && is_stem(parts[1], 'C')));
}

Result<void> check_segments(const std::vector<std::string_view>& segments) {
  if (segments.size() > kMaxSegments) {
    return fail(Errc::malformed, "to: more than " + std::to_string(kMaxSegments) + " segments");
  }
  for (const std::string_view segment : segments) {
    if (segment.size() > kMaxOctets) {
      return fail(Errc::malformed, "to: a segment is longer than " + std::to_string(kMaxOctets));
    }
    if (!is_segment(segment)) {
      return fail(
          Errc::malformed,
          "to: a segment is empty, a dot segment, or has a character that is not unreserved");
    }
  }
  return success();
}

}  // namespace

bool is_segment(std::string_view text) {
  return !text.empty() && text != "." && text != ".." && std::ranges::all_of(text, is_unreserved);
}

std::vector<std::string_view> parts_of(std::string_view path) {
  std::vector<std::string_view> parts;
  for (std::size_t slash = path.find('/'); slash != std::string_view::npos;
       slash = path.find('/')) {
    parts.push_back(path.substr(0, slash));
    path.remove_prefix(slash + 1);
  }
  parts.push_back(path);
  return parts;
}

namespace {

/// Names the CSE that an address beyond this one's own tree means.
void set_receiver(Target& target,
                  const std::string& sp_id,
                  const std::string& cse_id,
                  const NodeIdentity& self) {
  const bool own_sp = sp_id == self.sp_id;
  target.local = own_sp && cse_id == self.cse_id;
  if (!target.local) {
    target.receiver = own_sp ? cse_id : sp_id + cse_id;
  }
}

}  // namespace

Result<Target> resolve_target(std::string_view to, const NodeIdentity& self) {
  if (to.size() > kMaxSegments * (kMaxOctets + 1)) {
    return fail(Errc::malformed, "to: too long");
  }
  const bool absolute = to.starts_with("//");
  const bool sp_relative = !absolute && to.starts_with('/');
  to.remove_prefix(absolute ? 2 : sp_relative ? 1 : 0);
  const auto parts = parts_of(to);
  PLUMBLINE_TRY(check_segments(parts));

  Target target;
  target.local = true;
  auto rest = parts.begin();
  std::string sp_id = self.sp_id;
  if (absolute) {
    sp_id = "//" + std::string{*rest++};
    if (rest == parts.end()) {
      return fail(Errc::malformed, "to: an absolute address names no CSE");
    }
  }
  if (absolute || sp_relative) {
    set_receiver(target, sp_id, '/' + std::string{*rest++}, self);
  }
  if (target.local && rest != parts.end() && (*rest == "-" || *rest == self.cse_name)) {
    ++rest;
  }
  target.segments.assign(rest, parts.end());
  return target;
}

bool is_entity_id(std::string_view id) {
  if (id.size() > kMaxOctets) {
    return false;
  }
  if (id.starts_with("//")) {
    const std::size_t slash = id.find('/', 2);
    return slash != std::string_view::npos && is_segment(id.substr(2, slash - 2)) &&
           is_sp_relative(id.substr(slash));
  }
  return is_stem(id, 'C') || is_stem(id, 'S') || is_sp_relative(id);
}

std::string absolute_id(std::string_view id, const NodeIdentity& registrar) {
  std::string text{id};
  if (!is_entity_id(id) || id.starts_with("//")) {
    return text;
  }
  if (id.starts_with('/')) {
    return registrar.sp_id + text;
  }
  return registrar.sp_id + (id.starts_with('S') ? "" : registrar.cse_id) + '/' + text;
}

std::string_view sp_relative_id(std::string_view id) noexcept {
  if (!id.starts_with("//")) {
    return id;
  }
  return id.substr(std::min(id.find('/', 2), id.size()));
}

bool same_entity(std::string_view a, std::string_view b, const NodeIdentity& registrar) {
  return absolute_id(a, registrar) == absolute_id(b, registrar);
}

}  // namespace plumbline::onem2m
