#include "plumbline/jose/header.hpp"

#include "plumbline/core/bytes.hpp"

#include "flat_object.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace plumbline::jose {

/// `flat` points into `text`; `full` is there only when the text is not flat.
struct Header::Parts {
  std::string text;
  FlatObject flat;
  std::optional<Json> full;
};

namespace {

/// Parameters of RFC 7515 clause 4.1 and RFC 7516 clause 4.1 whose value is a string.
constexpr std::array<std::string_view, 6> kStringParameters{
    "alg", "enc", "kid", "cty", "typ", "zip"};

constexpr std::size_t kMaxDepth = 16;

Result<void> check_types(const Json& object) {
  if (!object.is_object()) {
    return fail(Errc::malformed, "the header is no JSON object");
  }
  for (const std::string_view name : kStringParameters) {
    const auto member = object.find(name);
    if (member != object.end() && !member->is_string()) {
      return fail(Errc::malformed, "header: " + std::string{name} + " is no string");
    }
  }
  return success();
}

}  // namespace

Result<Header> Header::parse(std::string_view text) {
  if (text.size() > kMaxHeaderOctets) {
    return fail(Errc::too_large, "header of " + std::to_string(text.size()) + " octets");
  }
  auto parts = std::make_shared<Parts>();
  parts->text = text;
  if (const auto flat = read_flat_object(parts->text)) {
    parts->flat = *flat;
    return Header{std::move(parts)};
  }
  auto parsed = parse_json(text, {.octets = kMaxHeaderOctets, .depth = kMaxDepth});
  if (!parsed) {
    return fail(parsed.error().code, "header: " + parsed.error().detail);
  }
  PLUMBLINE_TRY(check_types(parsed.value()));
  parts->full = std::move(parsed).value();
  return Header{std::move(parts)};
}

Result<Header> Header::of(const Json& object) {
  if (object.is_object() && object.empty()) {
    return Header{};
  }
  return parse(json_text(object));
}

std::string_view Header::text() const noexcept {
  return parts_ == nullptr ? std::string_view{} : std::string_view{parts_->text};
}

Json Header::json() const {
  if (parts_ == nullptr) {
    return Json::object();
  }
  if (parts_->full) {
    return *parts_->full;
  }
  Json object = Json::object();
  for (std::size_t i = 0; i < parts_->flat.count; ++i) {
    const auto& member = parts_->flat.members[i];
    object.emplace(std::string{member.name}, member.value);
  }
  return object;
}

std::vector<std::string> Header::names() const {
  std::vector<std::string> names;
  if (parts_ == nullptr) {
    return names;
  }
  if (parts_->full) {
    for (const auto& [name, value] : parts_->full->items()) {
      names.push_back(name);
    }
    return names;
  }
  for (std::size_t i = 0; i < parts_->flat.count; ++i) {
    names.emplace_back(parts_->flat.members[i].name);
  }
  return names;
}

bool Header::contains(std::string_view name) const {
  if (parts_ == nullptr) {
    return false;
  }
  return parts_->full ? parts_->full->contains(name) : parts_->flat.find(name) != nullptr;
}

std::optional<std::string_view> Header::string(std::string_view name) const {
  if (parts_ == nullptr) {
    return {};
  }
  if (!parts_->full) {
    const auto* member = parts_->flat.find(name);
    return member == nullptr ? std::optional<std::string_view>{} : member->value;
  }
  const auto member = parts_->full->find(name);
  if (member == parts_->full->end() || !member->is_string()) {
    return {};
  }
  return member->get_ref<const std::string&>();
}

Result<Header> Header::with(std::string_view name, const Json& value) const {
  if (contains(name)) {
    return fail(Errc::malformed, "header: " + std::string{name} + " is there already");
  }
  std::string text{empty() ? "{}" : parts_->text};
  const std::size_t end = text.rfind('}');
  const bool first = text.find_last_not_of(" \t\r\n", end - 1) == text.find('{');
  text.insert(end, (first ? "" : ",") + json_text(Json(name)) + ":" + json_text(value));
  return parse(text);
}

Result<Header> Header::merged_with(const Header& other) const {
  if (other.empty()) {
    return *this;
  }
  if (empty()) {
    return other;
  }
  Json merged = json();
  const Json others = other.json();
  for (const auto& [name, value] : others.items()) {
    if (merged.contains(name)) {
      return fail(Errc::malformed, "header: " + json_text(Json(name)) + " occurs twice");
    }
    merged.emplace(name, value);
  }
  return of(merged);
}

Result<Header> peek_header(std::string_view compact) {
  const std::size_t dot = compact.find('.');
  if (dot == std::string_view::npos) {
    return fail(Errc::malformed, "no compact JWE or JWS: no \".\"");
  }
  PLUMBLINE_TRY(const Bytes octets, from_base64url(compact.substr(0, dot)));
  return Header::parse(as_text(octets));
}

}  // namespace plumbline::jose
