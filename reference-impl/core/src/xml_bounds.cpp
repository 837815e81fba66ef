#include "plumbline/core/xml_bounds.hpp"

#include "plumbline/core/utf8.hpp"

#include <algorithm>
#include <string>

namespace plumbline {

namespace {

Error too_many(std::size_t limit, std::string_view of_what) {
  return fail(Errc::too_large,
              "XML: more than " + std::to_string(limit) + " " + std::string{of_what});
}

class Scanner {
 public:
  Scanner(std::string_view text, const XmlLimits& limits) : rest_(text), limits_(limits) {}

  Result<void> scan() {
    for (auto open = rest_.find('<'); open != std::string_view::npos; open = rest_.find('<')) {
      rest_.remove_prefix(open);
      PLUMBLINE_TRY(markup());
    }
    return success();
  }

 private:
  Result<void> markup() {
    if (rest_.starts_with("<!--")) {
      return skip("<!--", "-->");
    }
    if (rest_.starts_with("<![CDATA[")) {
      return skip("<![CDATA[", "]]>");
    }
    if (rest_.starts_with("<?")) {
      return skip("<?", "?>");
    }
    if (rest_.starts_with("<!")) {
      return fail(Errc::unsupported, "XML: a document type declaration is not allowed");
    }
    if (rest_.starts_with("</")) {
      depth_ -= depth_ > 0 ? 1 : 0;
      return skip("</", ">");
    }
    return start_tag();
  }

  /// Comments and processing instructions are nodes as well.
  Result<void> skip(std::string_view begin, std::string_view end) {
    const auto found = rest_.find(end, begin.size());
    if (found == std::string_view::npos) {
      return fail(Errc::malformed, "XML: no " + std::string{end} + " for a " + std::string{begin});
    }
    rest_.remove_prefix(found + end.size());
    return begin == "</" ? success() : count();
  }

  /// Every attribute has one '=' outside of quotes.
  Result<void> start_tag() {
    PLUMBLINE_TRY(count());
    std::size_t attributes = 0;
    for (auto found = rest_.find_first_of("\"'=>"); found != std::string_view::npos;
         found = rest_.find_first_of("\"'=>")) {
      const char mark = rest_[found];
      if (mark == '>') {
        const bool is_empty = found > 0 && rest_[found - 1] == '/';
        rest_.remove_prefix(found + 1);
        return is_empty ? check_depth(depth_ + 1) : check_depth(++depth_);
      }
      rest_.remove_prefix(found + 1);
      if (mark == '=') {
        PLUMBLINE_TRY(count());
        if (++attributes > limits_.attributes) {
          return too_many(limits_.attributes, "attributes in one element");
        }
        continue;
      }
      const auto end = rest_.find(mark);
      rest_.remove_prefix(end == std::string_view::npos ? rest_.size() : end + 1);
    }
    return fail(Errc::malformed, "XML: a tag does not end");
  }

  Result<void> count() {
    return ++nodes_ > limits_.nodes ? Result<void>{too_many(limits_.nodes, "nodes")}
                                    : Result<void>{success()};
  }

  [[nodiscard]] Result<void> check_depth(std::size_t depth) const {
    return depth > limits_.depth ? Result<void>{too_many(limits_.depth, "nested elements")}
                                 : Result<void>{success()};
  }

  std::string_view rest_;
  const XmlLimits& limits_;
  std::size_t depth_ = 0;
  std::size_t nodes_ = 0;
};

}  // namespace

Result<void> check_xml_bounds(std::string_view text, const XmlLimits& limits) {
  if (text.size() > limits.octets) {
    return fail(Errc::too_large,
                "XML of " + std::to_string(text.size()) + " octets, at most " +
                    std::to_string(limits.octets) + " are allowed");
  }
  if (std::ranges::find(text, '\0') != text.end() || !is_utf8(text)) {
    return fail(Errc::malformed, "XML: not UTF-8, or a zero octet");
  }
  return Scanner{text, limits}.scan();
}

}  // namespace plumbline
