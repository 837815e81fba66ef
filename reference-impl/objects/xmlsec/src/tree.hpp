/// @file
/// Elements of a tree: strictly read, and made.

#pragma once

#include "plumbline/core/bytes.hpp"
#include "plumbline/core/result.hpp"
#include "plumbline/libxml/text.hpp"

#include "names.hpp"

#include <libxml/tree.h>

#include <optional>
#include <string>
#include <string_view>

namespace plumbline::xmlsec {

using libxml::library_text;
using libxml::LibraryText;
using libxml::text_of;

[[nodiscard]] std::string_view local_name_of(const xmlNode& element) noexcept;
[[nodiscard]] std::string_view namespace_of(const xmlNode& element) noexcept;
[[nodiscard]] bool is_element(const xmlNode& node, std::string_view uri, std::string_view local);

/// The next node in document order below `top`, after `node`; nullptr at its end.
[[nodiscard]] xmlNode* next_below(const xmlNode& top, xmlNode& node) noexcept;

/// The value of an attribute without namespace.
[[nodiscard]] std::optional<std::string> attribute_of(const xmlNode& element,
                                                      std::string_view name);
/// As above; Errc::malformed when it is missing.
[[nodiscard]] Result<std::string> required_attribute(const xmlNode& element, std::string_view name);

/// The text of an element that has nothing but text: a comment within it would let two readers see
/// two values. Errc::malformed for anything else.
[[nodiscard]] Result<std::string> text_content(const xmlNode& element);
/// The octets of base64 text, white space left out. Errc::malformed.
[[nodiscard]] Result<Bytes> base64_content(const xmlNode& element);

/// Takes the element children of a parent one after the other.
class Children {
 public:
  /// Errc::malformed when there is text between them; comments and instructions are passed over.
  [[nodiscard]] static Result<Children> of(const xmlNode& parent);

  /// The next child if it has that name, else nullptr.
  xmlNode* take_if(const Namespace& space, std::string_view local);
  /// As above; Errc::malformed when it is another.
  [[nodiscard]] Result<xmlNode*> take(const Namespace& space, std::string_view local);
  /// The next child, else nullptr.
  [[nodiscard]] xmlNode* take_any();
  /// Errc::malformed when there is one more.
  [[nodiscard]] Result<void> end() const;

 private:
  explicit Children(const xmlNode& parent) : parent_(&parent), next_(parent.children) { skip(); }

  void skip();

  const xmlNode* parent_;
  xmlNode* next_;
};

/// Errc::invalid_value for text with control characters or that is not UTF-8: XML cannot carry it.
[[nodiscard]] Result<void> check_text(std::string_view text, std::string_view what);

/// A new last child of `parent`, or the root of a document.
xmlNode* add_element(xmlNode& parent, const Namespace& space, std::string_view local);
[[nodiscard]] xmlNode* add_root(xmlDoc& document, const Namespace& space, std::string_view local);
/// As add_element, with the identifier in its attribute Algorithm.
xmlNode* add_algorithm(xmlNode& parent,
                       const Namespace& space,
                       std::string_view local,
                       std::string_view uri);
void add_text(xmlNode& parent, std::string_view text);
void add_text_element(xmlNode& parent,
                      const Namespace& space,
                      std::string_view local,
                      std::string_view text);
void set_attribute(xmlNode& element, std::string_view name, std::string_view value);
/// ds:KeyInfo or RecipientKeyInfo that names a key; nothing for the empty name.
void add_key_name(xmlNode& key_info, std::string_view name);

}  // namespace plumbline::xmlsec
