#include "key_info.hpp"

#include "tree.hpp"

namespace plumbline::xmlsec {

Result<std::optional<std::string>> key_name_in(const xmlNode& key_info) {
  std::optional<std::string> name;
  PLUMBLINE_TRY(Children children, Children::of(key_info));
  while (const xmlNode* const child = children.take_any()) {
    if (!is_element(*child, kDs.uri, "KeyName")) {
      continue;
    }
    if (name) {
      return fail(Errc::malformed, "XML: KeyInfo with two KeyName");
    }
    PLUMBLINE_TRY(name, text_content(*child));
  }
  return name;
}

}  // namespace plumbline::xmlsec
