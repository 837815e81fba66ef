#include "plumbline/core/cbor.hpp"

#include "plumbline/core/utf8.hpp"

#include "cbor_heads.hpp"
#include "json_builder.hpp"

#include <cmath>
#include <string>

namespace plumbline {

namespace {

/// What CBOR alone can get wrong.
class CborBuilder : public JsonBuilder {
 public:
  using JsonBuilder::JsonBuilder;

  bool number_float(Json::number_float_t value, const Json::string_t& text) {
    return std::isfinite(value) ? JsonBuilder::number_float(value, text)
                                : refuse(Errc::unsupported, "a float that is not finite");
  }

  bool string(Json::string_t& value) {
    return is_utf8(value) ? JsonBuilder::string(value)
                          : refuse(Errc::malformed, "text that is not UTF-8");
  }

  bool key(Json::string_t& name) {
    return is_utf8(name) ? JsonBuilder::key(name)
                         : refuse(Errc::malformed, "a key that is not UTF-8");
  }

  bool parse_error(std::size_t position,
                   const std::string& /*token*/,
                   const Json::exception& /*error*/) {
    return refuse(Errc::malformed,
                  "octet " + std::to_string(position) + ": no whole CBOR of the values of JSON");
  }
};

}  // namespace

Result<Json> parse_cbor(ByteView octets, const JsonLimits& limits) {
  if (octets.size() > limits.octets) {
    return fail(Errc::too_large,
                "CBOR of " + std::to_string(octets.size()) + " octets, at most " +
                    std::to_string(limits.octets) + " are allowed");
  }
  PLUMBLINE_TRY(check_cbor_heads(octets));
  CborBuilder builder{limits};
  if (!Json::sax_parse(octets.begin(), octets.end(), &builder, Json::input_format_t::cbor)) {
    return *builder.failure();
  }
  return builder.take_value();
}

Bytes cbor_octets(const Json& value) {
  return Json::to_cbor(value);
}

}  // namespace plumbline
