#include "hardware_name.hpp"

#include <openssl/asn1.h>
#include <openssl/objects.h>

#include <array>

namespace plumbline::crypto::ossl {
namespace {

using ObjectPtr = Ptr<ASN1_OBJECT, ASN1_OBJECT_free>;
using OctetsPtr = Ptr<ASN1_OCTET_STRING, ASN1_OCTET_STRING_free>;
using TypePtr = Ptr<ASN1_TYPE, ASN1_TYPE_free>;

/// id-on-hardwareModuleName
constexpr const char* kHardwareModuleName = "1.3.6.1.5.5.7.8.4";

/// Dotted; empty when it does not fit.
std::string number_of(const ASN1_OBJECT* object) {
  constexpr int kDotted = 1;
  std::array<char, 128> text{};
  const int size = OBJ_obj2txt(text.data(), text.size(), object, kDotted);
  return size > 0 && size < static_cast<int>(text.size()) ? std::string{text.data()}
                                                          : std::string{};
}

ByteView view(const ASN1_STRING* text) {
  return {ASN1_STRING_get0_data(text), static_cast<std::size_t>(ASN1_STRING_length(text))};
}

/// The content octets of a SEQUENCE that is all of `der`; nothing when it is none.
std::optional<ByteView> sequence_in(ByteView der) {
  const std::uint8_t* position = der.data();
  long size = 0;
  int tag = 0;
  int tag_class = 0;
  const int form =
      ASN1_get_object(&position, &size, &tag, &tag_class, static_cast<long>(der.size()));
  if (form != V_ASN1_CONSTRUCTED || tag != V_ASN1_SEQUENCE ||
      position + size != der.data() + der.size()) {
    return std::nullopt;
  }
  return ByteView{position, static_cast<std::size_t>(size)};
}

/// HardwareModuleName ::= SEQUENCE { hwType OBJECT IDENTIFIER, hwSerialNum OCTET STRING }
std::optional<std::string> parse(ByteView der) {
  const auto content = sequence_in(der);
  if (!content) {
    return std::nullopt;
  }
  const std::uint8_t* position = content->data();
  const std::uint8_t* const end = position + content->size();
  const ObjectPtr type{d2i_ASN1_OBJECT(nullptr, &position, end - position)};
  if (!type) {
    return std::nullopt;
  }
  const OctetsPtr serial{d2i_ASN1_OCTET_STRING(nullptr, &position, end - position)};
  const std::string number = number_of(type.get());
  if (!serial || position != end || number.empty()) {
    return std::nullopt;
  }
  return number + ':' + to_upper_hex(view(serial.get()));
}

Bytes encode(const ASN1_OBJECT* type, const ASN1_OCTET_STRING* serial) {
  const int size = i2d_ASN1_OBJECT(type, nullptr) + i2d_ASN1_OCTET_STRING(serial, nullptr);
  Bytes der(static_cast<std::size_t>(ASN1_object_size(1, size, V_ASN1_SEQUENCE)));
  std::uint8_t* position = der.data();
  ASN1_put_object(&position, 1, size, V_ASN1_SEQUENCE, V_ASN1_UNIVERSAL);
  i2d_ASN1_OBJECT(type, &position);
  i2d_ASN1_OCTET_STRING(serial, &position);
  return der;
}

}  // namespace

std::optional<std::string> hardware_id_of(const GENERAL_NAME& name) {
  if (name.type != GEN_OTHERNAME) {
    return std::nullopt;
  }
  // NOLINTBEGIN(*-pro-type-union-access): the two types say which member holds
  const OTHERNAME& other = *name.d.otherName;
  if (number_of(other.type_id) != kHardwareModuleName || other.value->type != V_ASN1_SEQUENCE) {
    return std::nullopt;
  }
  auto id = parse(view(other.value->value.sequence));
  // NOLINTEND(*-pro-type-union-access)
  forget_errors();
  return id;
}

GeneralNamePtr hardware_name(std::string_view id) {
  const std::size_t colon = id.find(':');
  const ObjectPtr type{OBJ_txt2obj(std::string{id.substr(0, colon)}.c_str(), 1)};
  const auto serial = from_hex(colon == std::string_view::npos ? "?" : id.substr(colon + 1));
  if (!type || !serial) {
    forget_errors();
    return nullptr;
  }
  const auto octets = require<OctetsPtr>(ASN1_OCTET_STRING_new(), "ASN1_OCTET_STRING_new");
  check(ASN1_OCTET_STRING_set(
            octets.get(), serial.value().data(), static_cast<int>(serial.value().size())),
        "ASN1_OCTET_STRING_set");
  const Bytes der = encode(type.get(), octets.get());
  auto text = require<OctetsPtr>(ASN1_STRING_type_new(V_ASN1_SEQUENCE), "ASN1_STRING_type_new");
  check(ASN1_STRING_set(text.get(), der.data(), static_cast<int>(der.size())), "ASN1_STRING_set");
  auto value = require<TypePtr>(ASN1_TYPE_new(), "ASN1_TYPE_new");
  ASN1_TYPE_set(value.get(), V_ASN1_SEQUENCE, text.release());
  auto kind = require<ObjectPtr>(OBJ_txt2obj(kHardwareModuleName, 1), "OBJ_txt2obj");
  auto name = require<GeneralNamePtr>(GENERAL_NAME_new(), "GENERAL_NAME_new");
  check(GENERAL_NAME_set0_othername(name.get(), kind.release(), value.release()),
        "GENERAL_NAME_set0_othername");
  return name;
}

}  // namespace plumbline::crypto::ossl
