# Script: cmake -D FRAME=… -D STYLES=a;b -D SCRIPTS=a;b -D OUTPUT=… -P EmbedPage.cmake
# Writes the files of the report page as raw string literals, one per file, and the SHA-256 of what the page will hold
# between its <style> and <script> tags: the page's policy lets run exactly that.

set(delimiter "plumbline")

# Appends to the variable `code` a function that gives the files as one text, and one that gives its digest.
function(embed name files)
  set(whole "")
  set(parts "")
  foreach(file IN LISTS files)
    file(READ "${file}" text)
    if(text MATCHES "\\)${delimiter}\"|</s[ct]")
      message(FATAL_ERROR "${file} would end its own literal or element")
    endif()
    string(APPEND whole "${text}")
    string(APPEND parts "    std::string_view{R\"${delimiter}(${text})${delimiter}\"},\n")
  endforeach()
  list(LENGTH files count)
  string(SHA256 digest "${whole}")
  string(APPEND code "std::string ${name}() {
  constexpr std::array<std::string_view, ${count}> kParts{
${parts}  };
  return joined(kParts);
}

std::string_view ${name}_digest() {
  return \"${digest}\";
}

")
  set(code "${code}" PARENT_SCOPE)
endfunction()

set(code "")
embed(style_sheet "${STYLES}")
embed(script "${SCRIPTS}")
file(READ "${FRAME}" frame)
file(WRITE "${OUTPUT}" "// Made by reports/cmake/EmbedPage.cmake from the files of reports/html.
#include \"embedded.hpp\"

#include <array>
#include <span>

namespace plumbline::reports::embedded {
namespace {

std::string joined(std::span<const std::string_view> parts) {
  std::string out;
  for (const std::string_view part : parts) {
    out += part;
  }
  return out;
}

}  // namespace

${code}std::string_view frame() {
  return R\"${delimiter}(${frame})${delimiter}\";
}

}  // namespace plumbline::reports::embedded
")
