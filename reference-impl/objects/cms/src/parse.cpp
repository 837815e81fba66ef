#include "parse.hpp"

#include "ber.hpp"

#include <algorithm>
#include <array>
#include <span>

namespace plumbline::cms {
namespace {

struct NamedType {
  ContentType type;
  std::string_view oid;  ///< contents of the OBJECT IDENTIFIER, in hex
  std::string_view smime_type;
  std::string_view media_type;
};

constexpr std::array kTypes{
    NamedType{.type = ContentType::signed_data,
              .oid = "2a864886f70d010702",
              .smime_type = "signed-data",
              .media_type = "application/pkcs7-mime; smime-type=signed-data"},
    NamedType{.type = ContentType::enveloped_data,
              .oid = "2a864886f70d010703",
              .smime_type = "enveloped-data",
              .media_type = "application/pkcs7-mime; smime-type=enveloped-data"},
    NamedType{.type = ContentType::auth_enveloped_data,
              .oid = "2a864886f70d0109100117",
              .smime_type = "authEnveloped-data",
              .media_type = "application/pkcs7-mime; smime-type=authEnveloped-data"},
};

const NamedType& row_of(ContentType type) noexcept {
  return kTypes.at(static_cast<std::size_t>(type));
}

}  // namespace

Result<ContentType> content_type_of(ByteView ber) {
  PLUMBLINE_TRY(const BerHeader outer, read_header(ber));
  if (outer.identifier != tag::kSequence) {
    return fail(Errc::malformed, "CMS: does not begin with a SEQUENCE");
  }
  PLUMBLINE_TRY(const ByteView oid,
                DerReader{ber.subspan(outer.size)}.take(tag::kObjectIdentifier));
  const std::string hex = to_hex(oid);
  const auto* const found = std::find_if(
      kTypes.begin(), kTypes.end(), [&hex](const NamedType& row) { return row.oid == hex; });
  if (found == kTypes.end()) {
    return fail(Errc::unsupported,
                "CMS: content type is none of SignedData, EnvelopedData, AuthEnvelopedData");
  }
  return found->type;
}

std::string_view smime_type_of(ContentType type) noexcept {
  return row_of(type).smime_type;
}

std::string_view media_type_of(ContentType type) noexcept {
  return row_of(type).media_type;
}

Result<Parsed> parse(ByteView ber, std::span<const ContentType> wanted, const CmsLimits& limits) {
  if (ber.size() > limits.octets) {
    return fail(Errc::too_large, "CMS: object of " + std::to_string(ber.size()) + " octets");
  }
  PLUMBLINE_TRY(const ContentType type, content_type_of(ber));
  if (std::find(wanted.begin(), wanted.end(), type) == wanted.end()) {
    return fail(Errc::unsupported, "CMS: unexpected " + std::string{smime_type_of(type)});
  }
  PLUMBLINE_TRY(check_shape(ber, limits.depth));
  const ErrorScope errors;
  const std::uint8_t* position = ber.data();
  CmsPtr info{d2i_CMS_ContentInfo(nullptr, &position, static_cast<long>(ber.size()))};
  if (!info || position != ber.data() + ber.size()) {
    return fail(Errc::malformed, "CMS: not a " + std::string{smime_type_of(type)});
  }
  Bytes der = der_of<i2d_CMS_ContentInfo>(info.get());
  if (der.empty()) {
    return fail(Errc::malformed, "CMS: incomplete " + std::string{smime_type_of(type)});
  }
  return Parsed{.info = std::move(info), .der = std::move(der)};
}

Result<ByteView> content_of(ByteView der) {
  DerReader whole{der};
  PLUMBLINE_TRY(const ByteView info, whole.take(tag::kSequence));
  DerReader members{info};
  PLUMBLINE_TRY(members.take(tag::kObjectIdentifier));
  PLUMBLINE_TRY(const ByteView content, members.take(tag::context(0)));
  return DerReader{content}.take(tag::kSequence);
}

}  // namespace plumbline::cms
