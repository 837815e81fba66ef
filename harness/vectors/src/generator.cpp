#include "plumbline/harness/generator.hpp"

#include "plumbline/core/utf8.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <span>
#include <string_view>
#include <utility>

namespace plumbline::harness {

namespace {

using Place = Json::json_pointer;

std::size_t draw(RandomSource& random, std::size_t below) {
  std::array<std::uint8_t, 4> octets{};
  random.fill(octets);
  std::size_t value = 0;
  for (const std::uint8_t octet : octets) {
    value = value << 8U | octet;
  }
  return value % below;
}

/// Every value below `value`, containers included, but not itself.
void list_places(const Json& value, const Place& here, std::vector<Place>& out) {
  const auto add = [&out](const Json& member, const Place& place) {
    out.push_back(place);
    list_places(member, place, out);
  };
  if (value.is_object()) {
    for (const auto& [name, member] : value.items()) {
      add(member, here / name);
    }
  }
  if (value.is_array()) {
    for (std::size_t i = 0; i < value.size(); ++i) {
      add(value[i], here / i);
    }
  }
}

std::vector<Place> places_in(const Json& value) {
  std::vector<Place> out;
  list_places(value, Place{}, out);
  return out;
}

void erase(Json& root, const Place& place) {
  Json& parent = root.at(place.parent_pointer());
  if (parent.is_array()) {
    parent.erase(static_cast<std::size_t>(std::stoul(place.back())));
  } else {
    parent.erase(place.back());
  }
}

void change_text(std::string& text, RandomSource& random) {
  constexpr std::string_view kCharacters = "0123456789abcdefABZz_-.:=+/ {}";
  const char drawn = kCharacters[draw(random, kCharacters.size())];
  switch (draw(random, 5)) {
    case 0:
      text.clear();
      break;
    case 1:
      text.resize(draw(random, text.size() + 1));
      break;
    case 2:
      text += text.substr(draw(random, text.size() + 1));
      break;
    case 3:
      text.insert(text.begin() + static_cast<std::ptrdiff_t>(draw(random, text.size() + 1)), drawn);
      break;
    default:
      if (!text.empty()) {
        text[draw(random, text.size())] = drawn;
      }
  }
}

void change_number(Json& value, RandomSource& random) {
  constexpr std::array<std::int64_t, 6> kOthers{0, 1, -1, 15, 44, 65536};
  value = kOthers.at(draw(random, kOthers.size()));
}

/// An object gets another member, an array an element twice, true and false change places.
void change_other(Json& value, RandomSource& random) {
  if (value.is_object()) {
    value["unknown"] = 1;
  } else if (value.is_boolean()) {
    value = !value.get<bool>();
  } else if (value.is_array() && !value.empty()) {
    value.push_back(Json(value[draw(random, value.size())]));
  }
}

Json halved(const Json& value) {
  if (value.is_string()) {
    const auto& text = value.get_ref<const std::string&>();
    const std::string half = text.substr(0, text.size() / 2);
    return is_utf8(half) ? half : std::string{};
  }
  return value.get<std::int64_t>() / 2;
}

bool can_halve(const Json& value) {
  return (value.is_string() && !value.get_ref<const std::string&>().empty()) ||
         (value.is_number_integer() && value != 0);
}

}  // namespace

InputGenerator::InputGenerator(const VectorFile& file, RandomSource& random) : random_(random) {
  for (const VectorGroup& group : file.groups) {
    for (const VectorTest& test : group.tests) {
      inputs_.push_back(&test.in);
    }
  }
}

Json InputGenerator::next() {
  Json input = *inputs_[draw(random_, inputs_.size())];
  constexpr std::size_t kMostChanges = 3;
  const std::size_t changes = draw(random_, kMostChanges + 1);
  for (std::size_t i = 0; i < changes; ++i) {
    change(input);
  }
  return input;
}

void InputGenerator::cross(Json& input) {
  const Json& other = *inputs_[draw(random_, inputs_.size())];
  const auto places = places_in(other);
  if (places.empty()) {
    return;
  }
  const Place& place = places[draw(random_, places.size())];
  if (input.contains(place)) {
    input.at(place) = other.at(place);
  }
}

void InputGenerator::change(Json& input) {
  const auto places = places_in(input);
  // Half of the changes keep every value one that some input has.
  if (places.empty() || draw(random_, 2) == 0) {
    cross(input);
    return;
  }
  const Place& place = places[draw(random_, places.size())];
  constexpr std::size_t kLosesOneIn = 6;
  if (draw(random_, kLosesOneIn) == 0) {
    erase(input, place);
    return;
  }
  Json& value = input.at(place);
  if (value.is_string()) {
    std::string text = value.get<std::string>();
    change_text(text, random_);
    value = is_utf8(text) ? std::move(text) : std::string{};
  } else if (value.is_number()) {
    change_number(value, random_);
  } else {
    change_other(value, random_);
  }
}

std::vector<Json> smaller_than(const Json& input) {
  std::vector<Json> out;
  const auto places = places_in(input);
  for (const Place& place : places) {
    erase(out.emplace_back(input), place);
  }
  for (const Place& place : places) {
    if (can_halve(input.at(place))) {
      out.emplace_back(input).at(place) = halved(input.at(place));
    }
  }
  return out;
}

}  // namespace plumbline::harness
