#include "layer.hpp"

#include "plumbline/core/json_reader.hpp"
#include "plumbline/onem2m/content_info.hpp"

#include <algorithm>
#include <utility>

namespace plumbline::data_at_rest {

namespace {

/// What can be read of an object without any key, still base64url.
struct OuterParts {
  bool encrypted = false;
  std::string protected_part;
  std::string payload;  ///< of a JWS
};

Result<OuterParts> read_flattened(std::string_view text) {
  PLUMBLINE_TRY(const Json json, parse_json(text));
  JsonReader reader{json, "JOSE object"};
  OuterParts parts;
  parts.protected_part = reader.string("protected");
  parts.encrypted = reader.optional_string("ciphertext").has_value();
  if (!parts.encrypted) {
    parts.payload = reader.optional_string("payload").value_or("");
    static_cast<void>(reader.string("signature"));
  }
  PLUMBLINE_TRY(reader.finish_lenient());
  return parts;
}

Result<OuterParts> read_compact(std::string_view text) {
  constexpr auto kPartsOfJws = 3;
  constexpr auto kPartsOfJwe = 5;
  const auto count = std::count(text.begin(), text.end(), '.') + 1;
  if (count != kPartsOfJws && count != kPartsOfJwe) {
    return fail(Errc::malformed, "neither a compact JWE nor a compact JWS");
  }
  const std::size_t first = text.find('.');
  const std::size_t second = text.find('.', first + 1);
  OuterParts parts;
  parts.encrypted = count == kPartsOfJwe;
  parts.protected_part = text.substr(0, first);
  if (!parts.encrypted) {
    parts.payload = text.substr(first + 1, second - first - 1);
  }
  return parts;
}

}  // namespace

Result<Layer> read_layer(std::string text) {
  const bool json = text.starts_with('{');
  PLUMBLINE_TRY(const OuterParts parts, json ? read_flattened(text) : read_compact(text));
  PLUMBLINE_TRY(const Bytes header_octets, from_base64url(parts.protected_part));
  PLUMBLINE_TRY(const jose::Header header, jose::Header::parse(as_text(header_octets)));
  Layer layer;
  layer.encrypted = parts.encrypted;
  layer.raw_header = header.json();
  PLUMBLINE_TRY(
      layer.header,
      read_header(layer.raw_header, parts.encrypted ? Use::confidentiality : Use::authenticity));
  PLUMBLINE_TRY(layer.payload, from_base64url(parts.payload));
  layer.text = std::move(text);
  return layer;
}

Result<std::string> object_in(const ProtectedContent& content) {
  PLUMBLINE_TRY(const onem2m::ContentInfo info, onem2m::parse_content_info(content.cnf));
  if (info.encoding != onem2m::ContentEncoding::plain) {
    return fail(Errc::unsupported, "cnf: an encoding over a protected object");
  }
  switch (info.security) {
    case onem2m::ContentSecurity::jose_compact:
    case onem2m::ContentSecurity::jose_json:
      return content.con;
    case onem2m::ContentSecurity::jose_json_base64: {
      PLUMBLINE_TRY(const Bytes octets, from_base64(content.con));
      return std::string{as_text(octets)};
    }
    case onem2m::ContentSecurity::none:
      return fail(Errc::malformed, "cnf: the content is not protected");
    default:
      return fail(Errc::unsupported, "cnf: not a JOSE object");
  }
}

}  // namespace plumbline::data_at_rest
