#include "plumbline/keys/nfkc.hpp"

#include "plumbline/core/owned.hpp"

#include "identifier.hpp"

#include <utf8proc.h>

#include <algorithm>
#include <cstdlib>
#include <new>

namespace plumbline::keys {
namespace {

bool is_ascii(std::string_view text) noexcept {
  return std::ranges::all_of(text, [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

Result<std::string> normalize(std::string_view text) {
  // NOLINTNEXTLINE(*-EnumCastOutOfRange): the flags of a C interface
  constexpr auto kOptions =
      static_cast<utf8proc_option_t>(UTF8PROC_STABLE | UTF8PROC_COMPOSE | UTF8PROC_COMPAT);
  utf8proc_uint8_t* raw = nullptr;
  const utf8proc_ssize_t size = utf8proc_map(
      as_bytes(text).data(), static_cast<utf8proc_ssize_t>(text.size()), &raw, kOptions);
  const Owned<utf8proc_uint8_t, std::free> normalized{raw};
  if (size == UTF8PROC_ERROR_NOMEM) {
    throw std::bad_alloc{};
  }
  if (size < 0) {
    return fail(Errc::malformed, "identifier is not UTF-8");
  }
  return std::string{as_text({normalized.get(), static_cast<std::size_t>(size)})};
}

}  // namespace

Result<Identifier> Identifier::from(std::string_view text) {
  if (text.empty()) {
    return fail(Errc::invalid_length, "identifier is empty");
  }
  Identifier identifier;
  identifier.text_ = text;
  if (!is_ascii(text)) {
    PLUMBLINE_TRY(identifier.normalized_, normalize(text));
  }
  return identifier;
}

Result<std::string> nfkc(std::string_view text) {
  PLUMBLINE_TRY(const auto identifier, Identifier::from(text));
  return std::string{as_text(identifier.octets())};
}

}  // namespace plumbline::keys
