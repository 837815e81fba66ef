#pragma once

#include <string>
#include <string_view>

/// The files of reports/html as they were when the program was built.
namespace plumbline::reports::embedded {

[[nodiscard]] std::string_view frame();  ///< with @name@ for what a report fills in
[[nodiscard]] std::string style_sheet();
[[nodiscard]] std::string_view style_sheet_digest();  ///< SHA-256, lower-case hex
[[nodiscard]] std::string script();
[[nodiscard]] std::string_view script_digest();  ///< SHA-256, lower-case hex

}  // namespace plumbline::reports::embedded
