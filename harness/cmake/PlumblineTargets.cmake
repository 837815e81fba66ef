# plumbline_add_library(<room> HEADERS … SOURCES … DEPENDS … PRIVATE_DEPENDS …)
#   static library plumbline_<room>, alias plumbline::<room>; its public headers lie under include/ of the room's folder.
# plumbline_add_test(<room> SOURCES … DEPENDS …)   GoogleTest program plumbline_<room>_test
# plumbline_add_fuzz(<name> SOURCES … DEPENDS …)   libFuzzer program fuzz_<name>, only with PLUMBLINE_FUZZ

add_library(plumbline_flags INTERFACE)
target_compile_options(plumbline_flags INTERFACE -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wold-style-cast
  -Wnon-virtual-dtor
  # g++ 12 at -O2 takes `"text" + string` for an overlapping copy (GCC bug 105651), and the inactive
  # alternative of a variant for an uninitialized object; the other presets keep both warnings.
  "$<$<AND:$<CXX_COMPILER_ID:GNU>,$<CONFIG:Release>>:-Wno-restrict;-Wno-maybe-uninitialized>"
  # Designated initializers name what differs from the defaults; the rest is left out on purpose.
  -Wno-missing-field-initializers $<$<BOOL:${PLUMBLINE_WERROR}>:-Werror>)
if(PLUMBLINE_SANITIZE)
  add_compile_options(-fsanitize=${PLUMBLINE_SANITIZE} -fno-sanitize-recover=all -fno-omit-frame-pointer)
  add_link_options(-fsanitize=${PLUMBLINE_SANITIZE})
endif()
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
  add_compile_options($<$<COMPILE_LANGUAGE:CXX>:-fpch-preprocess>)  # lets ccache see through precompiled headers
endif()
find_program(PLUMBLINE_MOLD mold)
if(PLUMBLINE_MOLD AND NOT PLUMBLINE_FUZZ)
  add_link_options(-fuse-ld=mold)
endif()

function(plumbline_add_library room)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "" "HEADERS;SOURCES;DEPENDS;PRIVATE_DEPENDS")
  add_library(plumbline_${room} STATIC)
  add_library(plumbline::${room} ALIAS plumbline_${room})
  target_sources(plumbline_${room}
    PUBLIC FILE_SET HEADERS BASE_DIRS include FILES ${arg_HEADERS}
    PRIVATE ${arg_SOURCES})
  target_compile_features(plumbline_${room} PUBLIC cxx_std_20)
  target_link_libraries(plumbline_${room} PUBLIC ${arg_DEPENDS} PRIVATE $<BUILD_INTERFACE:plumbline_flags> ${arg_PRIVATE_DEPENDS})
  set_target_properties(plumbline_${room} PROPERTIES CXX_EXTENSIONS OFF EXPORT_NAME ${room})
  set_property(GLOBAL APPEND PROPERTY PLUMBLINE_ROOMS plumbline_${room})
endfunction()

function(plumbline_add_test room)
  if(NOT PLUMBLINE_TESTS)
    return()
  endif()
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "" "SOURCES;DEPENDS")
  add_executable(plumbline_${room}_test ${arg_SOURCES})
  target_link_libraries(plumbline_${room}_test PRIVATE plumbline_flags plumbline_testing ${arg_DEPENDS} GTest::gmock GTest::gtest_main)
  target_compile_features(plumbline_${room}_test PRIVATE cxx_std_20)
  if(PLUMBLINE_PCH)
    target_precompile_headers(plumbline_${room}_test PRIVATE <gmock/gmock.h> <gtest/gtest.h>)
  endif()
  set_target_properties(plumbline_${room}_test PROPERTIES CXX_EXTENSIONS OFF)
  # PRE_TEST: the list of tests is read when ctest runs, not at each link.
  gtest_discover_tests(plumbline_${room}_test DISCOVERY_MODE PRE_TEST PROPERTIES LABELS unit TIMEOUT 120)
endfunction()

function(plumbline_add_fuzz name)
  if(NOT PLUMBLINE_FUZZ)
    return()
  endif()
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "" "SOURCES;DEPENDS")
  add_executable(fuzz_${name} ${arg_SOURCES})
  target_link_libraries(fuzz_${name} PRIVATE plumbline_flags ${arg_DEPENDS})
  target_link_options(fuzz_${name} PRIVATE -fsanitize=fuzzer)
endfunction()
