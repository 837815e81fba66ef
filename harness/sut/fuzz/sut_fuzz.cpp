// Any text as a SUT file: an error or a description, never a crash.

#include "plumbline/harness/sut_description.hpp"

#include <cstddef>
#include <cstdint>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto text = plumbline::as_text({data, size});
  static_cast<void>(plumbline::harness::parse_sut(text, "/nonexistent", plumbline::TimePoint{}));
  return 0;
}
