#include "plumbline/libxml/text.hpp"

#include <limits>

namespace plumbline::libxml {

// NOLINTBEGIN(*-reinterpret-cast): libxml2 has its own name for unsigned char
LibraryText library_text(std::string_view text) {
  if (text.size() > std::numeric_limits<int>::max()) {
    throw std::bad_alloc{};
  }
  return LibraryText{require(
      xmlStrndup(reinterpret_cast<const xmlChar*>(text.data()), static_cast<int>(text.size())))};
}

std::string_view text_of(const xmlChar* text) noexcept {
  return text == nullptr ? std::string_view{} : reinterpret_cast<const char*>(text);
}

std::string_view text_of(const xmlChar* text, std::size_t size) noexcept {
  return {reinterpret_cast<const char*>(text), size};
}

// NOLINTEND(*-reinterpret-cast)

}  // namespace plumbline::libxml
