#include "plumbline/adapters/exec/codec_lines.hpp"
#include "plumbline/adapters/exec/reference_codec.hpp"
#include "plumbline/core/bytes.hpp"
#include "plumbline/crypto/random.hpp"

#include <cstdint>
#include <cstdlib>
#include <sstream>
#include <string>

using namespace plumbline;
using namespace plumbline::adapters::exec;

/// Whatever comes in, each answer is a JSON line; a codec's answer and hello are read without
/// crash.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static crypto::SystemRandom random;
  const std::string text{as_text({data, size})};
  std::istringstream in{text};
  std::ostringstream out;
  if (!serve_codec_lines(reference_codec(random), {}, in, out)) {
    std::abort();
  }
  std::istringstream answers{out.str()};
  for (std::string line; std::getline(answers, line);) {
    if (!parse_json(line)) {
      std::abort();
    }
  }
  static_cast<void>(parse_answer(text, 1));
  static_cast<void>(parse_hello(text));
  return 0;
}
