# plumbline_embed(<target> <symbol> <file>): makes the text of a data file part of the program, as
# `extern const std::string_view plumbline::embedded::<symbol>;`.
function(plumbline_embed target symbol file)
  set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${file})
  file(READ ${file} text)
  if(text MATCHES "\\)plumbline\"")
    message(FATAL_ERROR "${file} would end its own literal")
  endif()
  set(source ${CMAKE_CURRENT_BINARY_DIR}/embedded_${symbol}.cpp)
  set(code "#include <string_view>\nnamespace plumbline::embedded {\nextern const std::string_view ${symbol};\nconst std::string_view ${symbol}{R\"plumbline(${text})plumbline\"};\n}\n")
  file(GENERATE OUTPUT ${source} CONTENT "${code}")
  target_sources(${target} PRIVATE ${source})
endfunction()
