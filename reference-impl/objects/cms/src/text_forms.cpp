#include "plumbline/cms/text_forms.hpp"

#include "plumbline/cms/mime.hpp"

#include "mime_headers.hpp"

#include <array>

namespace plumbline::cms {
namespace {

constexpr std::string_view kBegin = "-----BEGIN ";
constexpr std::array<std::string_view, 2> kLabels{"CMS", "PKCS7"};

/// A MIME message has a colon in its first line, base64 nowhere.
bool looks_like_fields(std::string_view text) {
  return text.substr(0, text.find('\n')).find(':') != std::string_view::npos;
}

}  // namespace

std::string to_pem(ByteView ber) {
  return "-----BEGIN CMS-----\n" + base64_lines(ber, "\n") + "-----END CMS-----\n";
}

Result<Bytes> from_pem(std::string_view pem) {
  for (const std::string_view label : kLabels) {
    const std::string begin = std::string{kBegin}.append(label).append("-----");
    const std::string end = std::string{"-----END "}.append(label).append("-----");
    const std::size_t from = pem.find(begin);
    if (from == std::string_view::npos) {
      continue;
    }
    const std::size_t text = from + begin.size();
    const std::size_t to = pem.find(end, text);
    if (to == std::string_view::npos) {
      return fail(Errc::malformed, "CMS: PEM block without its end");
    }
    return base64_lines_decoded(pem.substr(text, to - text));
  }
  return fail(Errc::malformed, "CMS: no PEM block labelled CMS or PKCS7");
}

Result<std::string> to_smime(ByteView ber) {
  PLUMBLINE_TRY(const ContentType type, content_type_of(ber));
  return std::string{"MIME-Version: 1.0\r\n"}
      .append("Content-Disposition: attachment; filename=\"smime.p7m\"\r\nContent-Type: ")
      .append(media_type_of(type))
      .append("; name=\"smime.p7m\"\r\nContent-Transfer-Encoding: base64\r\n\r\n")
      .append(base64_lines(ber, "\r\n"));
}

Result<Bytes> from_smime(std::string_view message) {
  PLUMBLINE_TRY(const MimeHeaders headers, MimeHeaders::read(message));
  const std::string_view type = headers.field("content-type");
  const std::string media_type = media_type_in(type);
  if (media_type != "application/pkcs7-mime" && media_type != "application/x-pkcs7-mime") {
    return fail(Errc::unsupported, "S/MIME: media type is not application/pkcs7-mime");
  }
  PLUMBLINE_TRY(
      Bytes octets,
      transfer_decoded(message.substr(headers.body()), headers.field("content-transfer-encoding")));
  PLUMBLINE_TRY(const ContentType inside, content_type_of(octets));
  const std::string said = parameter_in(type, "smime-type");
  if (!said.empty() && lower_case(said) != lower_case(smime_type_of(inside))) {
    return fail(Errc::invalid_value, "S/MIME: smime-type does not say what is inside");
  }
  return octets;
}

Result<Bytes> decode(std::string_view text, const CmsLimits& limits) {
  constexpr char kSequence = '\x30';
  if (text.size() > limits.octets) {
    return fail(Errc::too_large, "CMS: text of " + std::to_string(text.size()) + " octets");
  }
  if (text.starts_with(kSequence)) {
    const ByteView octets = as_bytes(text);
    return Bytes{octets.begin(), octets.end()};
  }
  if (text.find(kBegin) != std::string_view::npos) {
    return from_pem(text);
  }
  if (looks_like_fields(text)) {
    return from_smime(text);
  }
  return base64_lines_decoded(text);
}

}  // namespace plumbline::cms
