#include "record_codec.hpp"

#include "plumbline/core/json.hpp"
#include "plumbline/core/json_reader.hpp"
#include "plumbline/data_at_rest/crypto_params.hpp"

#include <algorithm>
#include <cstdint>
#include <limits>
#include <string>
#include <utility>
#include <vector>

namespace plumbline::adapters::store {

namespace {

constexpr std::int64_t kAny = std::numeric_limits<std::int64_t>::max();

std::int64_t to_number(TimePoint time) {
  return time.time_since_epoch().count();
}

TimePoint to_time(std::int64_t number) {
  return TimePoint{milliseconds{number}};
}

std::vector<std::string> read_texts(JsonReader& reader, std::string_view member) {
  std::vector<std::string> texts;
  for (const Json& entry : reader.array(member)) {
    if (entry.is_string()) {
      texts.push_back(entry.get<std::string>());
    } else {
      reader.refuse(member, "holds texts");
    }
  }
  return texts;
}

}  // namespace

Bytes place_of(const entities::CredentialRecord& record) {
  const std::string text =
      json_text(Json::array({"credential", record.id, record.source, to_number(record.expiry)}));
  const ByteView octets = as_bytes(text);
  return {octets.begin(), octets.end()};
}

crypto::SecretBytes encode(const entities::CredentialRecord& record) {
  const std::string rest = json_text({{"suid", record.suid},
                                      {"tgis", record.targets},
                                      {"lbl", record.labels},
                                      {"adfq", record.admin_fqdn},
                                      {"cp", data_at_rest::to_text(record.parameters)},
                                      {"ct", to_number(record.created)},
                                      {"lt", to_number(record.modified)}});
  crypto::SecretBytes octets{1 + record.key.size() + rest.size()};
  const auto out = octets.expose_mutable();
  out[0] = static_cast<std::uint8_t>(record.key.size());
  std::ranges::copy(record.key.expose(), out.begin() + 1);
  std::ranges::copy(as_bytes(rest), out.end() - static_cast<std::ptrdiff_t>(rest.size()));
  return octets;
}

Result<void> decode(const crypto::SecretBytes& octets, entities::CredentialRecord& record) {
  const ByteView all = octets.expose();
  if (all.empty() || all.size() < 1U + all[0]) {
    return fail(Errc::malformed, "a stored record is too short");
  }
  record.key = crypto::SecretBytes{all.subspan(1, all[0])};
  PLUMBLINE_TRY(const Json rest, parse_json(as_text(all.subspan(1U + all[0]))));
  JsonReader reader{rest, "stored record"};
  record.suid = static_cast<unsigned>(reader.integer("suid", 0, 99));
  record.targets = read_texts(reader, "tgis");
  record.labels = read_texts(reader, "lbl");
  record.admin_fqdn = reader.string("adfq");
  const std::string parameters = reader.string("cp");
  record.created = to_time(reader.integer("ct", -kAny, kAny));
  record.modified = to_time(reader.integer("lt", -kAny, kAny));
  PLUMBLINE_TRY(reader.finish());
  PLUMBLINE_TRY(record.parameters, data_at_rest::parse_crypto_params(parameters));
  return success();
}

}  // namespace plumbline::adapters::store
