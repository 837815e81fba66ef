/// @file
/// Text in the library's type and in ours.

#pragma once

#include <libxml/xmlmemory.h>
#include <libxml/xmlstring.h>

#include <cstddef>
#include <memory>
#include <new>
#include <string_view>

namespace plumbline::libxml {

/// What the library returned; std::bad_alloc for nullptr, where that is the only cause of it.
template <typename T>
T* require(T* made) {
  if (made == nullptr) {
    throw std::bad_alloc{};
  }
  return made;
}

struct FreeText {
  void operator()(xmlChar* text) const noexcept { xmlFree(text); }
};

using LibraryText = std::unique_ptr<xmlChar, FreeText>;

/// A copy of `text` as libxml2 wants it.
[[nodiscard]] LibraryText library_text(std::string_view text);

/// Empty for nullptr.
[[nodiscard]] std::string_view text_of(const xmlChar* text) noexcept;
/// `size` octets of it.
[[nodiscard]] std::string_view text_of(const xmlChar* text, std::size_t size) noexcept;

}  // namespace plumbline::libxml
