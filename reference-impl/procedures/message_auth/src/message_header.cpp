#include "message_header.hpp"

#include "plumbline/onem2m/identifier.hpp"
#include "plumbline/onem2m/timestamp.hpp"

#include <string>

namespace plumbline::message_auth {

namespace {

Error fault(std::string_view name, std::string_view why, Errc code = Errc::malformed) {
  return fail(code, "env: header: " + std::string{name} + ": " + std::string{why});
}

Result<std::string> text_of(const jose::Header& header, std::string_view name) {
  const auto text = header.string(name);
  if (!text || text->empty()) {
    return fault(name, "is missing or no text");
  }
  return std::string{*text};
}

Result<std::string> entity_of(const jose::Header& header, std::string_view name) {
  PLUMBLINE_TRY(std::string id, text_of(header, name));
  if (!id.starts_with("//") || !onem2m::is_entity_id(id)) {
    return fault(name, "is no absolute AE-ID or CSE-ID", Errc::invalid_value);
  }
  return id;
}

Result<std::uint64_t> sequence_of(const jose::Header& header) {
  const Json json = header.json();
  const auto found = json.find("sqn");
  if (found == json.end() || !found->is_number_unsigned() ||
      found->get<std::uint64_t>() > kLastSequence) {
    return fault("sqn", "is missing or no whole number under 2^53");
  }
  return found->get<std::uint64_t>();
}

Result<TimePoint> time_of(const jose::Header& header) {
  PLUMBLINE_TRY(const std::string text, text_of(header, "ts"));
  const auto time = onem2m::from_timestamp(text);
  return time ? time : fault("ts", time.error().detail);
}

}  // namespace

Result<MessageHeader> read_header(const jose::Header& header) {
  for (const std::string_view name : {"crit", "zip", "b64"}) {
    if (header.contains(name)) {
      return fault(name, "is not of message authentication");
    }
  }
  MessageHeader read;
  PLUMBLINE_TRY(read.key_id, text_of(header, "kid"));
  PLUMBLINE_TRY(read.source, entity_of(header, "src"));
  PLUMBLINE_TRY(read.destination, entity_of(header, "dst"));
  PLUMBLINE_TRY(read.sequence, sequence_of(header));
  PLUMBLINE_TRY(read.time, time_of(header));
  read.content_type = header.string("cty").value_or("");
  return read;
}

Result<Protection> protection_of(const jose::Header& header) {
  const std::string_view alg = header.string("alg").value_or("");
  if (alg.empty()) {
    return fault("alg", "is missing");
  }
  if (header.contains("enc")) {
    if (alg == "dir" && header.string("enc") == "A256GCM") {
      return header.string("cty") == kNestedType ? Protection::both : Protection::confidentiality;
    }
  } else if (alg == "HS256") {
    return Protection::integrity;
  } else if (alg == "ES256") {
    return Protection::signature;
  }
  return fault("alg or enc", "is not of message authentication", Errc::algorithm_not_allowed);
}

Result<jose::Header> write_header(const MessageHeader& header,
                                  std::string_view alg,
                                  std::string_view enc) {
  nlohmann::ordered_json json{{"alg", alg}};
  if (!enc.empty()) {
    json["enc"] = enc;
  }
  json["kid"] = header.key_id;
  if (!header.content_type.empty()) {
    json["cty"] = header.content_type;
  }
  json["src"] = header.source;
  json["dst"] = header.destination;
  json["sqn"] = header.sequence;
  json["ts"] = onem2m::to_timestamp(header.time);
  return jose::Header::parse(json.dump(-1, ' ', false, Json::error_handler_t::replace));
}

}  // namespace plumbline::message_auth
