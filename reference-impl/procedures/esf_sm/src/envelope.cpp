#include "plumbline/esf_sm/envelope.hpp"

#include "plumbline/channel/dtls_record.hpp"
#include "plumbline/esf/envelope.hpp"
#include "plumbline/libxml/parser.hpp"
#include "plumbline/libxml/text.hpp"

#include <utility>

namespace plumbline::esf_sm {
namespace {

using libxml::text_of;

constexpr const char* kNamespace = "urn:plumbline:e2e";
constexpr std::size_t kLongestText = (channel::kLargestRecords + 2) / 3 * 4;

/// What an envelope of any session type says, wherever its members stood.
Result<Envelope> make(const esf::Envelope& read) {
  if (read.session != esf::SessionType::sm) {
    return fail(Errc::invalid_value, "e2e:esf.st: must be Sm");
  }
  const std::string_view text = read.body.get_ref<const std::string&>();
  if (text.size() > kLongestText) {
    return fail(Errc::too_large, "e2e:esf.env: more than 2097152 octets");
  }
  auto records = from_base64(text);
  if (!records || records.value().empty()) {
    return fail(Errc::malformed, "e2e:esf.env: no base64");
  }
  return Envelope{.target_data_class = static_cast<int>(read.target_data_class),
                  .records = std::move(records).value()};
}

std::string attribute(const xmlNode& element, const char* name) {
  const libxml::LibraryText value{xmlGetNoNsProp(&element, libxml::library_text(name).get())};
  return std::string{text_of(value.get())};
}

/// Two attributes without a namespace, and nothing within but text.
bool has_its_form(const xmlNode& element) {
  int attributes = 0;
  for (const xmlAttr* at = element.properties; at != nullptr; at = at->next) {
    ++attributes;
  }
  const xmlNode* const text = element.children;
  return text_of(element.name) == "esf" && element.ns != nullptr &&
         text_of(element.ns->href) == kNamespace && attributes == 2 && text != nullptr &&
         text->type == XML_TEXT_NODE && text->next == nullptr;
}

std::string_view trimmed(std::string_view text) {
  constexpr std::string_view kSpace = " \t\r\n";
  const auto first = text.find_first_not_of(kSpace);
  return first == std::string_view::npos
             ? std::string_view{}
             : text.substr(first, text.find_last_not_of(kSpace) - first + 1);
}

}  // namespace

Json to_json(const Envelope& envelope) {
  return esf::to_json(
      {.session = esf::SessionType::sm,
       .target_data_class = static_cast<esf::TargetDataClass>(envelope.target_data_class),
       .body = to_base64(envelope.records)});
}

Result<Envelope> from_json(const Json& content) {
  PLUMBLINE_TRY(const esf::Envelope read, esf::read_envelope(content));
  return make(read);
}

std::string to_xml(const Envelope& envelope) {
  return std::string{"<e2e:esf xmlns:e2e=\""} + kNamespace + "\" st=\"Sm\" tdc=\"" +
         std::to_string(envelope.target_data_class) + "\">" + to_base64(envelope.records) +
         "</e2e:esf>";
}

Result<Envelope> from_xml(std::string_view text) {
  PLUMBLINE_TRY(
      const auto document,
      libxml::parse_document(text, {.octets = kLongestText + 1024, .depth = 2, .nodes = 8}));
  const xmlNode* const root = xmlDocGetRootElement(document.get());
  if (!has_its_form(*root)) {
    return fail(Errc::malformed, "not an element e2e:esf with st, tdc and text");
  }
  esf::Envelope read;
  PLUMBLINE_TRY(read.session, esf::session_type_named(attribute(*root, "st")));
  const std::string number = attribute(*root, "tdc");
  PLUMBLINE_TRY(read.target_data_class,
                esf::target_data_class_of(number.size() == 1 ? number[0] - '0' : 0));
  read.body = trimmed(text_of(root->children->content));
  return make(read);
}

}  // namespace plumbline::esf_sm
