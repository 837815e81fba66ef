#include "misdeeds.hpp"

#include "plumbline/core/bytes.hpp"
#include "plumbline/core/json.hpp"

#include <algorithm>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace plumbline::harness {

namespace {

constexpr std::size_t kJwsParts = 3;
constexpr std::size_t kJweParts = 5;

std::vector<std::string> parts_of(const std::string& text) {
  std::vector<std::string> parts(1);
  for (const char c : text) {
    if (c == '.') {
      parts.emplace_back();
    } else {
      parts.back() += c;
    }
  }
  return parts;
}

std::string joined(const std::vector<std::string>& parts) {
  std::string text = parts.front();
  for (std::size_t i = 1; i < parts.size(); ++i) {
    text += '.' + parts[i];
  }
  return text;
}

/// The header of a JOSE compact serialization; nothing for any other text.
std::optional<Json> header_of(const std::vector<std::string>& parts) {
  if (parts.size() != kJwsParts && parts.size() != kJweParts) {
    return std::nullopt;
  }
  const auto octets = from_base64url(parts.front());
  if (!octets) {
    return std::nullopt;
  }
  const auto header = parse_json(as_text(octets.value()));
  return header && header.value().contains("alg") ? std::optional(header.value()) : std::nullopt;
}

/// A text within a content and the structure whose member it is.
struct Place {
  Json* owner = nullptr;
  std::string* text = nullptr;
};

/// The first text below `value` that `fits`, depth first.
template <typename Fits>
Place find_text(Json& value, Json* owner, const Fits& fits) {
  if (value.is_string()) {
    auto& text = value.get_ref<std::string&>();
    return fits(text) ? Place{.owner = owner, .text = &text} : Place{};
  }
  if (value.is_structured()) {
    for (Json& child : value) {
      if (const Place found = find_text(child, &value, fits); found.text != nullptr) {
        return found;
      }
    }
  }
  return {};
}

Place protected_object(Json& content) {
  return find_text(content, nullptr, [](const std::string& text) {
    return header_of(parts_of(text)).has_value();
  });
}

/// What truncate and flip change.
std::string* vulnerable_text(Json& content) {
  if (std::string* const text = protected_object(content).text) {
    return text;
  }
  return find_text(content, nullptr, [](const std::string& text) { return !text.empty(); }).text;
}

bool truncate(Json& content) {
  std::string* const text = vulnerable_text(content);
  if (text != nullptr) {
    text->resize(text->size() / 2);
  }
  return text != nullptr;
}

/// In the middle of the last part that is not empty: no character there has unused bits.
bool flip(Json& content) {
  std::string* const text = vulnerable_text(content);
  if (text == nullptr) {
    return false;
  }
  const std::size_t end = text->find_last_not_of('.');
  const std::size_t dot = end == std::string::npos ? end : text->rfind('.', end);
  if (end == std::string::npos) {
    return false;
  }
  const std::size_t begin = dot == std::string::npos ? 0 : dot + 1;
  char& flipped = (*text)[begin + (end - begin) / 2];
  flipped = flipped == 'A' ? 'B' : 'A';
  return true;
}

/// Payload of a JWS as its text, ciphertext of a JWE as it is; what marks a protected content goes.
bool strip_protection(Json& content) {
  constexpr std::size_t kPayload = 1;
  constexpr std::size_t kCiphertext = 3;
  const Place object = protected_object(content);
  if (object.text == nullptr) {
    return false;
  }
  const auto parts = parts_of(*object.text);
  const auto payload = from_base64url(parts[kPayload]);
  const bool readable = parts.size() == kJwsParts && payload;
  *object.text = readable ? std::string{as_text(payload.value())}
                          : parts[parts.size() == kJweParts ? kCiphertext : kPayload];
  if (object.owner != nullptr && object.owner->is_object()) {
    object.owner->erase("cnf");
    object.owner->erase("e2e:cp");
  }
  return true;
}

bool downgrade(Json& content) {
  const Place object = protected_object(content);
  if (object.text == nullptr) {
    return false;
  }
  auto parts = parts_of(*object.text);
  Json header = *header_of(parts);
  if (parts.size() == kJwsParts) {
    header["alg"] = "none";
    parts.back().clear();
  } else {
    header["enc"] = text_at(header, "enc") == "A128GCM" ? "A128CBC-HS256" : "A128GCM";
  }
  parts.front() = to_base64url(as_bytes(json_text(header)));
  *object.text = joined(parts);
  return true;
}

std::optional<Json>& content_of(Passing& passing) {
  return std::visit([](auto& message) -> std::optional<Json>& { return message.content; },
                    passing.message);
}

/// The attributes of the one resource (or other structure) in a content; nullptr for none.
Json* attributes_of(Passing& passing) {
  auto& content = content_of(passing);
  const bool wrapped = content && content->is_object() && content->size() == 1;
  return wrapped && content->begin()->is_object() ? &*content->begin() : nullptr;
}

bool edit_parameter(Passing& passing, const HostileStep& step) {
  Json* const attributes = attributes_of(passing);
  if (attributes != nullptr && attributes->contains(step.name)) {
    (*attributes)[step.name] = step.value;
    return true;
  }
  auto* const request = std::get_if<onem2m::RequestPrimitive>(&passing.message);
  if (request != nullptr && request->query.contains(step.name)) {
    request->query[step.name] = step.value;
    return true;
  }
  std::visit([&](auto& message) { message.parameters[step.name] = step.value; }, passing.message);
  return true;
}

bool retarget(Passing& passing, const HostileStep& step) {
  auto* const request = std::get_if<onem2m::RequestPrimitive>(&passing.message);
  if (request != nullptr) {
    request->to = step.value;
  }
  return request != nullptr;
}

}  // namespace

bool edit(Passing& passing, const HostileStep& step) {
  auto& content = content_of(passing);
  switch (step.misdeed) {
    case Misdeed::truncate:
      return content && truncate(*content);
    case Misdeed::flip:
      return content && flip(*content);
    case Misdeed::strip_protection:
      return content && strip_protection(*content);
    case Misdeed::downgrade:
      return content && downgrade(*content);
    case Misdeed::edit_parameter:
      return edit_parameter(passing, step);
    case Misdeed::retarget:
      return retarget(passing, step);
    case Misdeed::drop:
    case Misdeed::delay:
    case Misdeed::reorder:
    case Misdeed::replay:
    case Misdeed::swap:
      break;
  }
  return false;
}

void exchange_contents(Passing& one, Passing& other) {
  std::swap(content_of(one), content_of(other));
}

}  // namespace plumbline::harness
