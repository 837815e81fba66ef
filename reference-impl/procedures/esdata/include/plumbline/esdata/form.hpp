/// @file
/// How protected data is written: the object format and its serialization.

#pragma once

#include "plumbline/xmlsec/encryption.hpp"
#include "plumbline/xmlsec/signature.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace plumbline::esdata {

/// "jose-compact", "jose-json", "jose-json-base64", "xml", "xml-base64", "cms"
/// (S/MIME: a MIME entity in CMS, in base64).
/// @source TS-0003 clause 8.5.3.1, TS-0004 clause 6.3.4.2.38, TR-0012 clause 7.1.1
enum class Form : std::uint8_t { jose_compact, jose_json, jose_json_base64, xml, xml_base64, cms };

[[nodiscard]] std::string_view name_of(Form form) noexcept;
[[nodiscard]] std::optional<Form> form_named(std::string_view name) noexcept;

/// What a source of XML chooses; nothing of it is given with other forms.
/// @source TR-0012 clause 7.1.1.4
struct XmlShape {
  /// Where a signature stands. Absent: around the payload, as octets in base64. Else the payload is
  /// an XML document, and a detached signature covers one child of its root.
  std::optional<xmlsec::SignatureForm> signature;
  /// What encryption-only takes the payload for. Absent: octets. Else it is an XML document.
  std::optional<xmlsec::EncryptedPart> part;
  std::string id;  ///< of the child that a detached signature covers

  friend bool operator==(const XmlShape&, const XmlShape&) = default;
};

}  // namespace plumbline::esdata
