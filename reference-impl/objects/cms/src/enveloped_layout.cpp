#include "enveloped_layout.hpp"

#include "parse.hpp"

namespace plumbline::cms {
namespace {

constexpr std::string_view kIdData = "2a864886f70d010701";
constexpr std::size_t kGcmNonce = 12;     // RFC 5084 clause 3.2
constexpr std::size_t kShortestTag = 12;  // AES-GCM-ICVlen ::= INTEGER (12 | … | 16)
constexpr std::size_t kLongestTag = 16;
constexpr std::size_t kBlock = 16;

/// RFC 5652 clause 6.2: the version goes with the kind of RecipientInfo. Other kinds than these
/// are passed over when the object is opened.
Result<void> check_recipient_version(std::uint8_t kind, ByteView contents) {
  DerReader members{contents};
  unsigned expected = 0;
  switch (kind) {
    case tag::kSequence:
      break;
    case tag::context(1):
      expected = 3;
      break;
    case tag::context(2):
      expected = 4;
      break;
    default:
      return success();
  }
  PLUMBLINE_TRY(const unsigned version, members.take_small_integer());
  if (kind == tag::kSequence && members.peek() != tag::kSequence) {
    expected = 2;  // subjectKeyIdentifier instead of issuerAndSerialNumber
  }
  if (version != expected) {
    return fail(Errc::malformed,
                "CMS: RecipientInfo of version " + std::to_string(version) + ", not " +
                    std::to_string(expected));
  }
  return success();
}

Result<void> check_recipients(ByteView set, std::size_t most) {
  DerReader recipients{set};
  for (std::size_t count = 0; !recipients.at_end(); ++count) {
    if (count == most) {
      return fail(Errc::too_large, "CMS: more than " + std::to_string(most) + " recipients");
    }
    const std::uint8_t kind = *recipients.peek();
    PLUMBLINE_TRY(const ByteView recipient, recipients.take(kind));
    PLUMBLINE_TRY(check_recipient_version(kind, recipient));
  }
  return success();
}

/// EncryptedContentInfo, RFC 5652 clause 6.1.
Result<ContentCipher> read_content(ByteView sequence) {
  constexpr std::uint8_t kEncryptedContent = 0x80;
  DerReader members{sequence};
  PLUMBLINE_TRY(const ByteView type, members.take(tag::kObjectIdentifier));
  if (to_hex(type) != kIdData) {
    return fail(Errc::unsupported, "CMS: encrypted content other than id-data");
  }
  PLUMBLINE_TRY(const ByteView algorithm, members.take(tag::kSequence));
  PLUMBLINE_TRY(const ContentCipher cipher, content_cipher_of(algorithm));
  if (members.peek() != kEncryptedContent) {
    return fail(Errc::unsupported, "CMS: encrypted content is kept elsewhere");
  }
  PLUMBLINE_TRY(members.take(kEncryptedContent));
  return cipher;
}

Result<void> check_sizes(const ContentCipher& cipher, std::size_t mac_size) {
  const bool gcm = is_authenticated(cipher.algorithm);
  if (cipher.nonce_size != (gcm ? kGcmNonce : kBlock)) {
    return fail(Errc::invalid_length,
                "CMS: nonce of " + std::to_string(cipher.nonce_size) + " octets");
  }
  if (gcm && (mac_size != cipher.tag_size || mac_size < kShortestTag || mac_size > kLongestTag)) {
    return fail(Errc::invalid_length,
                "CMS: tag of " + std::to_string(mac_size) + " octets, announced with " +
                    std::to_string(cipher.tag_size));
  }
  return success();
}

/// What comes after the content of AuthEnvelopedData: the size of the tag.
Result<std::size_t> read_mac(DerReader& members) {
  if (members.peek() == tag::context(1)) {
    return fail(Errc::unsupported, "CMS: authenticated attributes");
  }
  PLUMBLINE_TRY(const ByteView mac, members.take(tag::kOctetString));
  return mac.size();
}

}  // namespace

Result<ContentCipher> read_layout(ContentType type, ByteView der, const CmsLimits& limits) {
  const bool with_tag = type == ContentType::auth_enveloped_data;
  PLUMBLINE_TRY(const ByteView content, content_of(der));
  DerReader members{content};
  PLUMBLINE_TRY(const unsigned version, members.take_small_integer());
  if (with_tag && version != 0) {
    return fail(Errc::malformed, "CMS: AuthEnvelopedData of version " + std::to_string(version));
  }
  PLUMBLINE_TRY(members.skip(tag::context(0)));  // originatorInfo
  PLUMBLINE_TRY(const ByteView recipients, members.take(tag::kSet));
  PLUMBLINE_TRY(check_recipients(recipients, limits.recipients));
  PLUMBLINE_TRY(const ByteView encrypted, members.take(tag::kSequence));
  PLUMBLINE_TRY(const ContentCipher cipher, read_content(encrypted));
  if (is_authenticated(cipher.algorithm) != with_tag) {
    return fail(Errc::algorithm_not_allowed,
                "CMS: " + std::string{name_of(cipher.algorithm)} + " in " +
                    std::string{smime_type_of(type)});
  }
  std::size_t mac_size = 0;
  if (with_tag) {
    PLUMBLINE_TRY(mac_size, read_mac(members));
  }
  PLUMBLINE_TRY(check_sizes(cipher, mac_size));
  return cipher;
}

}  // namespace plumbline::cms
