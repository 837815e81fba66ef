#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace plumbline::reports {

/// Control, bidirectional and invisible characters as "\u202e", invalid UTF-8 as U+FFFD: what a
/// tested system sent can neither move a cursor nor turn a line around. Tab and line feed stay.
[[nodiscard]] std::string visible(std::string_view text);

/// At most `limit` octets of the text, cut between characters, then "… (n octets)".
[[nodiscard]] std::string clipped(std::string_view text, std::size_t limit);

/// Number of code points.
[[nodiscard]] std::size_t columns_of(std::string_view text) noexcept;

/// The first `columns` code points.
[[nodiscard]] std::string_view cut(std::string_view text, std::size_t columns) noexcept;

/// Escapes & < > " for the text and attributes of HTML and XML.
[[nodiscard]] std::string escaped(std::string_view text);

/// "1 case", "20 cases".
[[nodiscard]] std::string plural(std::size_t count, std::string_view word);

}  // namespace plumbline::reports
