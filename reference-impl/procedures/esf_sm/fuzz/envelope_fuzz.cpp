/// @file
/// Reads arbitrary text as an envelope: what is read is written and read again.

#include "plumbline/esf_sm/envelope.hpp"

#include <cstdlib>

namespace {

using namespace plumbline;

void require_same(const esf_sm::Envelope& envelope, const Result<esf_sm::Envelope>& again) {
  if (!again || again.value().target_data_class != envelope.target_data_class ||
      again.value().records != envelope.records) {
    std::abort();
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* octets, std::size_t size) {
  const std::string_view text = as_text({octets, size});
  if (const auto json = parse_json(text)) {
    if (const auto envelope = esf_sm::from_json(json.value())) {
      require_same(envelope.value(), esf_sm::from_json(esf_sm::to_json(envelope.value())));
    }
  }
  return 0;
}
