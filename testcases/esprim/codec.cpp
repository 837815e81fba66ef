// What a codec derives and opens of protected primitives: ESP-04.

#include "plumbline/harness/vector_file.hpp"

#include "esprim/lists.hpp"
#include "support/known_answers.hpp"

namespace plumbline::testcases {
namespace {

using harness::Purpose;
using harness::VectorTest;

Purpose derives_the_session_key() {
  return known_answers(
      {.id = "ESP-04-CODEC-01",
       .title = "The codec derives sessionESPrimKey from the pairwise key and both random objects",
       .requirement = "ESP-04",
       .clause = "TS-0003 10.3.8.2",
       .operation = "derive/esprim-session",
       .asked = [](const VectorTest& /*test*/) { return true; },
       .members = {{"key", "The receiver's random object comes first, then the originator's"}},
       .failure_means =
           "The random objects enter in another order or form, or the label differs."});
}

Purpose opens_objects() {
  return known_answers(
      {.id = "ESP-04-CODEC-02",
       .title = "The codec opens ESPrim Objects with the session key that they name",
       .requirement = "ESP-04",
       .clause = "TS-0003 8.4.2 steps C.5, C.6",
       .operation = "esprim/open",
       .asked = [](const VectorTest& test) { return test.out && test.out->contains("request"); },
       .members = {{"request", "The request inside is what the originator protected"},
                   {"originator", "The originator is who shares the pairwise key"}},
       .failure_means = "The session, the key, or the inner request is taken otherwise."});
}

}  // namespace

void add_esprim_codec(std::vector<Purpose>& out) {
  out.push_back(derives_the_session_key());
  out.push_back(opens_objects());
}

}  // namespace plumbline::testcases
