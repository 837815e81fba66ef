#include "plumbline/onem2m/e2e_sec_info.hpp"

#include "plumbline/core/json_reader.hpp"

#include <cstddef>
#include <string>

namespace plumbline::onem2m {

namespace {

constexpr std::size_t kMost = 64;  // features, certificates of a chain

std::vector<int> read_features(JsonReader& reader) {
  std::vector<int> features;
  const Json& list = reader.array("esf");
  if (list.empty() || list.size() > kMost) {
    reader.refuse("esf", "must have 1 to 64 entries");
    return features;
  }
  for (const Json& entry : list) {
    if (!entry.is_number_integer() || entry < 10 || entry > 99) {
      reader.refuse("esf", "must be a list of m2m:suid");
      return features;
    }
    features.push_back(entry.get<int>());
  }
  return features;
}

std::vector<Bytes> read_certificates(JsonReader& reader) {
  std::vector<Bytes> certificates;
  const Json* const list = reader.optional_array("escert");
  if (list == nullptr) {
    return certificates;
  }
  if (list->size() > kMost) {
    reader.refuse("escert", "must have at most 64 entries");
    return certificates;
  }
  for (const Json& entry : *list) {
    auto octets = entry.is_string() ? from_base64(entry.get_ref<const std::string&>())
                                    : fail(Errc::malformed, "no text");
    if (!octets) {
      reader.refuse("escert", "must be a list of xs:base64Binary", Errc::malformed);
      return certificates;
    }
    certificates.push_back(std::move(octets).value());
  }
  return certificates;
}

}  // namespace

Result<E2eSecInfo> parse_e2e_sec_info(const Json& value) {
  JsonReader reader{value, "esi"};
  E2eSecInfo info;
  info.features = read_features(reader);
  info.certificates = read_certificates(reader);
  if (const Json* const shared = reader.optional_object("esro")) {
    info.shared_rand_object = *shared;
  }
  PLUMBLINE_TRY(reader.finish());
  return info;
}

Json to_json(const E2eSecInfo& info) {
  Json value{{"esf", info.features}};
  for (const Bytes& certificate : info.certificates) {
    value["escert"].push_back(to_base64(certificate));
  }
  if (info.shared_rand_object) {
    value["esro"] = *info.shared_rand_object;
  }
  return value;
}

}  // namespace plumbline::onem2m
