#include "plumbline/cms/mime.hpp"

#include "plumbline/crypto/hash.hpp"

#include "mime_headers.hpp"

#include <algorithm>

namespace plumbline::cms {
namespace {

constexpr std::string_view kSignatureType = "application/pkcs7-signature";
constexpr std::string_view kOldSignatureType = "application/x-pkcs7-signature";

bool is_printable(char c) {
  return c >= ' ' && c < '\x7f';
}

bool is_printable(std::string_view text) {
  return !text.empty() && std::ranges::all_of(text, [](char c) { return is_printable(c); });
}

/// No line of the entity can begin with it by chance: it is a digest of all of them.
std::string boundary_for(const MultipartSigned& message) {
  const Bytes whole = concat({as_bytes(message.entity), message.signature});
  return "----" + to_hex(crypto::digest(crypto::HashAlgorithm::sha256, whole)).substr(0, 32);
}

/// A part between delimiters, and where the next one begins.
struct Part {
  std::string_view text;
  std::size_t next = 0;
};

/// From `begin` to the delimiter; the CRLF before it belongs to it, RFC 2046 clause 5.1.1.
Result<Part> part_until(std::string_view message, std::size_t begin, std::string_view delimiter) {
  const std::size_t end = message.find(delimiter, begin);
  if (end == std::string_view::npos) {
    return fail(Errc::malformed, "MIME: a part without its closing boundary");
  }
  return Part{.text = message.substr(begin, end - begin), .next = end + delimiter.size()};
}

Result<Bytes> signature_of(std::string_view part) {
  PLUMBLINE_TRY(const MimeHeaders headers, MimeHeaders::read(part));
  const std::string type = media_type_in(headers.field("content-type"));
  if (type != kSignatureType && type != kOldSignatureType) {
    return fail(Errc::unsupported, "MIME: second part is no application/pkcs7-signature");
  }
  return transfer_decoded(part.substr(headers.body()), headers.field("content-transfer-encoding"));
}

}  // namespace

std::string canonical_text(std::string_view text) {
  std::string canonical;
  canonical.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '\n' && (i == 0 || text[i - 1] != '\r')) {
      canonical += '\r';
    }
    canonical += text[i];
  }
  return canonical;
}

Result<Bytes> to_mime(const MimeEntity& entity) {
  if (!is_printable(entity.content_type)) {
    return fail(Errc::invalid_value, "MIME: content type is empty or not printable");
  }
  const std::string header = "Content-Type: " + entity.content_type + "\r\n\r\n";
  return concat({as_bytes(header), entity.body});
}

Result<MimeEntity> from_mime(ByteView octets) {
  const std::string_view text = as_text(octets);
  PLUMBLINE_TRY(const MimeHeaders headers, MimeHeaders::read(text));
  const std::string_view type = headers.field("content-type");
  // A tab is white space in a field, RFC 5322 clause 2.2.2; to_mime() writes none.
  if (!std::ranges::all_of(type, [](char c) { return is_printable(c) || c == '\t'; })) {
    return fail(Errc::malformed, "MIME: content type is not printable");
  }
  PLUMBLINE_TRY(
      Bytes body,
      transfer_decoded(text.substr(headers.body()), headers.field("content-transfer-encoding")));
  return MimeEntity{.content_type = std::string{type.empty() ? "text/plain" : type},
                    .body = std::move(body)};
}

Result<std::string> to_multipart_signed(const MultipartSigned& message) {
  if (canonical_text(message.entity) != message.entity) {
    return fail(Errc::invalid_value, "MIME: a signed entity with line ends other than CRLF");
  }
  const std::string boundary = boundary_for(message);
  std::string text;
  text.append("MIME-Version: 1.0\r\nContent-Type: multipart/signed; protocol=\"")
      .append(kSignatureType)
      .append("\"; micalg=\"" + message.micalg + "\"; boundary=\"" + boundary + "\"\r\n\r\n")
      .append("--" + boundary + "\r\n" + message.entity + "\r\n--" + boundary + "\r\n")
      .append("Content-Type: ")
      .append(kSignatureType)
      .append("; name=\"smime.p7s\"\r\nContent-Transfer-Encoding: base64\r\n")
      .append("Content-Disposition: attachment; filename=\"smime.p7s\"\r\n\r\n")
      .append(base64_lines(message.signature, "\r\n"))
      .append("\r\n--" + boundary + "--\r\n");
  return text;
}

Result<MultipartSigned> from_multipart_signed(std::string_view message) {
  const std::string text = canonical_text(message);
  PLUMBLINE_TRY(const MimeHeaders headers, MimeHeaders::read(text));
  const std::string_view type = headers.field("content-type");
  const std::string protocol = lower_case(parameter_in(type, "protocol"));
  if (media_type_in(type) != "multipart/signed" ||
      (protocol != kSignatureType && protocol != kOldSignatureType)) {
    return fail(Errc::unsupported, "MIME: no multipart/signed with application/pkcs7-signature");
  }
  const std::string boundary = parameter_in(type, "boundary");
  if (boundary.empty()) {
    return fail(Errc::malformed, "MIME: multipart without boundary");
  }
  // One CRLF more in front, so that a first boundary right after the headers has one, too.
  const std::string_view body = std::string_view{text}.substr(headers.body() - 2);
  const std::string delimiter = "\r\n--" + boundary;
  PLUMBLINE_TRY(const Part preamble, part_until(body, 0, delimiter + "\r\n"));
  PLUMBLINE_TRY(const Part entity, part_until(body, preamble.next, delimiter + "\r\n"));
  PLUMBLINE_TRY(const Part signature, part_until(body, entity.next, delimiter + "--"));
  PLUMBLINE_TRY(Bytes octets, signature_of(signature.text));
  return MultipartSigned{.entity = std::string{entity.text},
                         .signature = std::move(octets),
                         .micalg = parameter_in(type, "micalg")};
}

}  // namespace plumbline::cms
