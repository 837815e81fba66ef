#include "plumbline/esprim/rand_object.hpp"

#include "plumbline/core/json_reader.hpp"
#include "plumbline/onem2m/timestamp.hpp"

#include "rand_object_json.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <utility>

namespace plumbline::esprim {

namespace {

using Protocol = std::pair<ProtocolAlgorithm, std::string_view>;

constexpr std::array kProtocols{Protocol{ProtocolAlgorithm::jwe_a128gcm, "A128GCM"},
                                Protocol{ProtocolAlgorithm::jwe_a192gcm, "A192GCM"},
                                Protocol{ProtocolAlgorithm::jwe_a256gcm, "A256GCM"}};

constexpr std::size_t kRandomOctets = 16;

bool starts_name(char c) {
  return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '_' ||
         static_cast<unsigned char>(c) > 0x7F;
}

/// xs:NCName, letters beyond ASCII taken as they come.
bool is_ncname(std::string_view text) {
  constexpr std::size_t kMaxOctets = 255;
  return !text.empty() && text.size() <= kMaxOctets && starts_name(text.front()) &&
         std::ranges::all_of(text, [](char c) {
           return starts_name(c) || (c >= '0' && c <= '9') || c == '-' || c == '.';
         });
}

std::string read_name(JsonReader& reader, std::string_view name) {
  std::string text = reader.string(name);
  if (!is_ncname(text)) {
    reader.refuse(name, "must be an NCName of at most 255 octets");
  }
  return text;
}

template <typename T>
std::vector<T> read_list(JsonReader& reader, std::string_view name) {
  constexpr std::size_t kMostEntries = 32;
  std::vector<T> list;
  const Json& entries = reader.array(name);
  if (entries.empty() || entries.size() > kMostEntries) {
    reader.refuse(name, "must have 1 to 32 entries");
    return list;
  }
  for (const Json& entry : entries) {
    if (!entry.is_number_integer() || entry < 0 || entry > 0xFFFF) {
      reader.refuse(name, "must be a list of numbers");
      return list;
    }
    list.push_back(static_cast<T>(entry.get<std::uint16_t>()));
  }
  return list;
}

/// A list for receivers; one number for originators, or a list of one where the schema is older.
void read_key_gens(JsonReader& reader, Issuer issuer, RandObject& object) {
  const auto single = issuer == Issuer::originator ? reader.optional_integer("esk", 0, 0xFFFF)
                                                   : std::optional<std::int64_t>{};
  if (single) {
    object.key_gens = {static_cast<KeyGenAlgorithm>(*single)};
    return;
  }
  object.key_gens = read_list<KeyGenAlgorithm>(reader, "esks");
  object.lists_key_gens = true;
  if (issuer == Issuer::originator && object.key_gens.size() > 1) {
    reader.refuse("esks", "must name one algorithm");
  }
}

template <typename T>
std::vector<unsigned> numbers_of(const std::vector<T>& list) {
  std::vector<unsigned> numbers;
  for (const T entry : list) {
    numbers.push_back(static_cast<unsigned>(entry));
  }
  return numbers;
}

}  // namespace

std::string_view enc_of(ProtocolAlgorithm protocol) noexcept {
  const auto* const found = std::ranges::find(kProtocols, protocol, &Protocol::first);
  return found == kProtocols.end() ? std::string_view{} : found->second;
}

std::optional<ProtocolAlgorithm> protocol_named(std::string_view enc) noexcept {
  const auto* const found = std::ranges::find(kProtocols, enc, &Protocol::second);
  return found == kProtocols.end() ? std::nullopt : std::optional{found->first};
}

OrderedJson to_json(const RandObject& object) {
  OrderedJson json{{"esri", object.id}, {"esrv", object.value}, {"esrx", object.expiry}};
  const auto key_gens = numbers_of(object.key_gens);
  if (object.lists_key_gens) {
    json["esks"] = key_gens;
  } else {
    json["esk"] = key_gens.at(0);
  }
  json["espa"] = numbers_of(object.protocols);
  return json;
}

Result<RandObject> rand_object_from_json(const Json& value,
                                         Issuer issuer,
                                         TimePoint now,
                                         std::string where) {
  JsonReader reader{value, std::move(where)};
  RandObject object;
  object.id = read_name(reader, "esri");
  object.value = read_name(reader, "esrv");
  object.expiry = reader.string("esrx");
  if (const auto expires = onem2m::from_abs_rel_timestamp(object.expiry, now)) {
    object.expires = expires.value();
  } else {
    reader.refuse("esrx", expires.error().detail);
  }
  read_key_gens(reader, issuer, object);
  object.protocols = read_list<ProtocolAlgorithm>(reader, "espa");
  PLUMBLINE_TRY(reader.finish());
  // What enters the session key is made of what was read, so nothing may have been passed over.
  if (Json(to_json(object)) != value) {
    return fail(Errc::malformed, reader.where() + ": has an unknown member");
  }
  return object;
}

Result<RandObject> parse_rand_object(std::string_view json, Issuer issuer, TimePoint now) {
  constexpr std::size_t kMaxOctets = std::size_t{8} << 10U;
  PLUMBLINE_TRY(const Json value, parse_json(json, {.octets = kMaxOctets, .depth = 4}));
  return rand_object_from_json(value, issuer, now, "random object");
}

std::string to_text(const RandObject& object) {
  return to_json(object).dump();
}

std::string session_octets(const RandObject& object) {
  return canonical_json(Json(to_json(object)));
}

RandObject make_rand_object(const NewRandObject& wanted, RandomSource& random) {
  RandObject object;
  object.id = (wanted.shared ? "s-" : "u-") + to_hex(random.bytes(kRandomOctets));
  object.value = 'r' + to_hex(random.bytes(kRandomOctets));
  object.expires = std::chrono::floor<std::chrono::seconds>(wanted.expires);
  object.expiry = onem2m::to_timestamp(object.expires);
  object.key_gens = wanted.key_gens;
  object.lists_key_gens = wanted.issuer == Issuer::receiver;
  object.protocols = wanted.protocols;
  return object;
}

}  // namespace plumbline::esprim
