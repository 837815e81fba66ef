#include "tree.hpp"

#include "plumbline/core/quoted_name.hpp"
#include "plumbline/core/utf8.hpp"

#include "document.hpp"

#include <algorithm>

namespace plumbline::xmlsec {

namespace {

constexpr std::string_view kWhiteSpace = " \t\r\n";

bool is_text(const xmlNode& node) {
  return node.type == XML_TEXT_NODE || node.type == XML_CDATA_SECTION_NODE;
}

std::string shown(const xmlNode& element) {
  return quoted_name(local_name_of(element));
}

}  // namespace

std::string_view local_name_of(const xmlNode& element) noexcept {
  return text_of(element.name);
}

std::string_view namespace_of(const xmlNode& element) noexcept {
  return element.ns == nullptr ? std::string_view{} : text_of(element.ns->href);
}

bool is_element(const xmlNode& node, std::string_view uri, std::string_view local) {
  return node.type == XML_ELEMENT_NODE && local_name_of(node) == local && namespace_of(node) == uri;
}

xmlNode* next_below(const xmlNode& top, xmlNode& node) noexcept {
  if (node.children != nullptr) {
    return node.children;
  }
  for (xmlNode* at = &node; at != &top; at = at->parent) {
    if (at->next != nullptr) {
      return at->next;
    }
  }
  return nullptr;
}

std::optional<std::string> attribute_of(const xmlNode& element, std::string_view name) {
  const LibraryText value{xmlGetNoNsProp(&element, library_text(name).get())};
  return value ? std::optional{std::string{text_of(value.get())}} : std::nullopt;
}

Result<std::string> required_attribute(const xmlNode& element, std::string_view name) {
  auto value = attribute_of(element, name);
  if (!value) {
    return fail(Errc::malformed, "XML: " + shown(element) + " without " + std::string{name});
  }
  return *std::move(value);
}

Result<std::string> text_content(const xmlNode& element) {
  std::string text;
  for (const xmlNode* child = element.children; child != nullptr; child = child->next) {
    if (!is_text(*child)) {
      return fail(Errc::malformed, "XML: " + shown(element) + " has more than text");
    }
    text += text_of(child->content);
  }
  return text;
}

Result<Bytes> base64_content(const xmlNode& element) {
  PLUMBLINE_TRY(std::string text, text_content(element));
  std::erase_if(text, [](char c) { return kWhiteSpace.find(c) != std::string_view::npos; });
  auto octets = from_base64(text);
  if (!octets) {
    return fail(Errc::malformed, "XML: " + shown(element) + ": " + octets.error().detail);
  }
  return octets;
}

Result<Children> Children::of(const xmlNode& parent) {
  for (const xmlNode* child = parent.children; child != nullptr; child = child->next) {
    if (is_text(*child) &&
        text_of(child->content).find_first_not_of(kWhiteSpace) != std::string_view::npos) {
      return fail(Errc::malformed, "XML: text in " + shown(parent));
    }
  }
  return Children{parent};
}

xmlNode* Children::take_if(const Namespace& space, std::string_view local) {
  return next_ != nullptr && is_element(*next_, space.uri, local) ? take_any() : nullptr;
}

Result<xmlNode*> Children::take(const Namespace& space, std::string_view local) {
  xmlNode* const taken = take_if(space, local);
  if (taken == nullptr) {
    return fail(Errc::malformed,
                "XML: no " + std::string{local} + " at its place in " + shown(*parent_));
  }
  return taken;
}

xmlNode* Children::take_any() {
  xmlNode* const taken = next_;
  if (next_ != nullptr) {
    next_ = next_->next;
    skip();
  }
  return taken;
}

Result<void> Children::end() const {
  if (next_ != nullptr) {
    return fail(Errc::malformed, "XML: " + shown(*next_) + " has no place in " + shown(*parent_));
  }
  return success();
}

void Children::skip() {
  while (next_ != nullptr && next_->type != XML_ELEMENT_NODE) {
    next_ = next_->next;
  }
}

Result<void> check_text(std::string_view text, std::string_view what) {
  constexpr unsigned char kFirstPrintable = 0x20;
  const bool has_control = std::ranges::any_of(
      text, [](char c) { return static_cast<unsigned char>(c) < kFirstPrintable; });
  // U+FFFE and U+FFFF are no characters of XML 1.0 either.
  const bool has_none = text.find("\xEF\xBF\xBE") != std::string_view::npos ||
                        text.find("\xEF\xBF\xBF") != std::string_view::npos;
  if (has_control || has_none || !is_utf8(text)) {
    return fail(Errc::invalid_value,
                "XML: " + std::string{what} + " has characters that XML cannot carry");
  }
  return success();
}

xmlNode* add_element(xmlNode& parent, const Namespace& space, std::string_view local) {
  xmlNode* const element =
      require(xmlNewChild(&parent, nullptr, library_text(local).get(), nullptr));
  const LibraryText uri = library_text(space.uri);
  xmlNs* declared = xmlSearchNsByHref(parent.doc, element, uri.get());
  if (declared == nullptr) {
    declared = require(xmlNewNs(element, uri.get(), library_text(space.prefix).get()));
  }
  xmlSetNs(element, declared);
  return element;
}

xmlNode* add_root(xmlDoc& document, const Namespace& space, std::string_view local) {
  xmlNode* const root =
      require(xmlNewDocNode(&document, nullptr, library_text(local).get(), nullptr));
  xmlDocSetRootElement(&document, root);
  xmlSetNs(
      root,
      require(xmlNewNs(root, library_text(space.uri).get(), library_text(space.prefix).get())));
  return root;
}

xmlNode* add_algorithm(xmlNode& parent,
                       const Namespace& space,
                       std::string_view local,
                       std::string_view uri) {
  xmlNode* const element = add_element(parent, space, local);
  set_attribute(*element, "Algorithm", uri);
  return element;
}

void add_text(xmlNode& parent, std::string_view text) {
  require(xmlAddChild(&parent, require(xmlNewDocText(parent.doc, library_text(text).get()))));
}

void add_text_element(xmlNode& parent,
                      const Namespace& space,
                      std::string_view local,
                      std::string_view text) {
  add_text(*add_element(parent, space, local), text);
}

void set_attribute(xmlNode& element, std::string_view name, std::string_view value) {
  require(xmlNewProp(&element, library_text(name).get(), library_text(value).get()));
}

void add_key_name(xmlNode& key_info, std::string_view name) {
  if (!name.empty()) {
    add_text_element(key_info, kDs, "KeyName", name);
  }
}

}  // namespace plumbline::xmlsec
