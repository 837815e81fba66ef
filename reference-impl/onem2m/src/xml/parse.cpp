#include "plumbline/core/quoted_name.hpp"
#include "plumbline/libxml/parser.hpp"
#include "plumbline/libxml/text.hpp"

#include "document.hpp"
#include "namespaces.hpp"

#include <algorithm>
#include <cstddef>
#include <limits>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace plumbline::onem2m::xml {

namespace {

using libxml::text_of;

std::string_view between(const xmlChar* begin, const xmlChar* end) {
  return text_of(begin, static_cast<std::size_t>(end - begin));
}

/// A parser that replaces no entities leaves each '&' of an attribute as a character reference, and
/// no other.
std::string attribute_value(std::string_view raw) {
  constexpr std::string_view kAmpersand = "&#38;";
  std::string value;
  for (auto found = raw.find(kAmpersand); found != std::string_view::npos;
       found = raw.find(kAmpersand)) {
    value += raw.substr(0, found);
    value += '&';
    raw.remove_prefix(found + kAmpersand.size());
  }
  return value.append(raw);
}

/// Builds the elements from the parser's events and stops it at the first that is not allowed.
class Builder {
 public:
  Builder(xmlParserCtxt& context, const JsonLimits& limits) : context_(context), limits_(limits) {}

  void start(std::string_view local,
             std::string_view uri,
             std::span<const xmlChar* const> attributes) {
    // libxml2 gives five pointers for each attribute: local name, prefix, URI, value, end of value.
    constexpr std::size_t kPointers = 5;
    if (failure_) {
      return;
    }
    if (open_.size() >= limits_.depth) {
      return refuse(Errc::too_large, "nested deeper than " + std::to_string(limits_.depth));
    }
    Element* const element = add_element();
    if (element == nullptr || !name(element->name, local, uri)) {
      return;
    }
    open_.push_back(element);
    for (; !attributes.empty(); attributes = attributes.subspan(kPointers)) {
      auto& [attribute, value] = element->attributes.emplace_back();
      if (!count() || !name(attribute, text_of(attributes[0]), text_of(attributes[2]))) {
        return;
      }
      value = attribute_value(between(attributes[3], attributes[4]));
    }
  }

  void end() {
    if (!failure_ && !open_.empty()) {
      open_.pop_back();
    }
  }

  /// After a fatal error the library tells of text still, but of elements no more.
  void characters(std::string_view text) {
    if (!failure_ && !open_.empty()) {
      open_.back()->text += text;
    }
  }

  void refuse(Errc code, const std::string& why) {
    const int line = context_.input == nullptr ? 0 : context_.input->line;
    failure_ = fail(code, "line " + std::to_string(line) + ": " + why);
    xmlStopParser(&context_);
  }

  [[nodiscard]] const std::optional<Error>& failure() const { return failure_; }

  [[nodiscard]] Element take_root() { return std::move(root_); }

 private:
  bool count() {
    if (++values_ > limits_.values) {
      refuse(Errc::too_large,
             "more than " + std::to_string(limits_.values) + " elements and attributes");
      return false;
    }
    return true;
  }

  Element* add_element() {
    if (!count()) {
      return nullptr;
    }
    return open_.empty() ? &root_ : &open_.back()->children.emplace_back();
  }

  bool name(std::string& name, std::string_view local, std::string_view uri) {
    if (!uri.empty()) {
      const auto* const known = std::ranges::find(kNamespaces, uri, &Namespace::uri);
      if (known == kNamespaces.end()) {
        refuse(Errc::unsupported, "namespace " + quoted_name(uri) + " is not known");
        return false;
      }
      name = std::string{known->prefix} + ':';
    }
    name += local;
    return true;
  }

  xmlParserCtxt& context_;
  const JsonLimits& limits_;
  Element root_;
  std::vector<Element*> open_;  ///< innermost last; only the last one grows, so the pointers hold
  std::size_t values_ = 0;
  std::optional<Error> failure_;
};

Builder& builder_of(void* data) {
  return *static_cast<Builder*>(data);
}

/// The events that are looked at; all others are skipped.
xmlSAXHandler handler() {
  xmlSAXHandler made{};
  made.initialized = XML_SAX2_MAGIC;
  made.startElementNs = [](void* data,
                           const xmlChar* local,
                           const xmlChar* /*prefix*/,
                           const xmlChar* uri,
                           int /*declarations*/,
                           const xmlChar** /*declared*/,
                           int attributes,
                           int /*defaulted*/,
                           const xmlChar** values) {
    constexpr std::size_t kPointers = 5;
    builder_of(data).start(
        text_of(local), text_of(uri), {values, static_cast<std::size_t>(attributes) * kPointers});
  };
  made.endElementNs =
      [](void* data, const xmlChar* /*local*/, const xmlChar* /*prefix*/, const xmlChar* /*uri*/) {
        builder_of(data).end();
      };
  made.characters = [](void* data, const xmlChar* text, int size) {
    builder_of(data).characters(text_of(text, static_cast<std::size_t>(size)));
  };
  made.ignorableWhitespace = made.characters;
  made.cdataBlock = made.characters;
  // Called before the internal subset is read, and for an entity that is not one of the five.
  made.internalSubset = [](void* data,
                           const xmlChar* /*name*/,
                           const xmlChar* /*external*/,
                           const xmlChar* /*system*/) {
    builder_of(data).refuse(Errc::unsupported, "a document type declaration is not allowed");
  };
  made.reference = [](void* data, const xmlChar* /*name*/) {
    builder_of(data).refuse(Errc::unsupported, "an entity is not allowed");
  };
  return made;
}

}  // namespace

Result<Element> parse_document(ByteView octets, const JsonLimits& limits) {
  if (octets.size() > limits.octets) {
    return fail(Errc::too_large,
                "XML of " + std::to_string(octets.size()) + " octets, at most " +
                    std::to_string(limits.octets) + " are allowed");
  }
  // The library takes a zero octet for the end of the document, and very long for many attributes.
  // Depth and number of elements are counted while it reads.
  constexpr auto kAny = std::numeric_limits<std::size_t>::max();
  PLUMBLINE_TRY(libxml::check_bounds(as_text(octets),
                                     {.octets = limits.octets, .depth = kAny, .nodes = kAny}));
  const libxml::ContextPtr context = libxml::new_context();
  Builder builder{*context, limits};
  *context->sax = handler();
  context->userData = &builder;
  const auto read = libxml::read(*context, as_text(octets));
  if (builder.failure()) {
    return *builder.failure();
  }
  if (!read) {
    return read.error();
  }
  return builder.take_root();
}

}  // namespace plumbline::onem2m::xml
