#include "plumbline/cms/mime.hpp"
#include "plumbline/cms/text_forms.hpp"

#include <cstdint>
#include <cstdlib>

namespace cms = plumbline::cms;
using plumbline::as_text;

namespace {

void require(bool holds) {
  if (!holds) {
    std::abort();
  }
}

}  // namespace

/// What is read can be written, and is then read alike.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text = as_text({data, size});
  if (const auto octets = cms::decode(text)) {
    require(cms::from_pem(cms::to_pem(octets.value())).value() == octets.value());
  }
  if (const auto entity = cms::from_mime({data, size})) {
    const auto written = cms::to_mime(entity.value());
    require(!written || cms::from_mime(written.value()).value().body == entity.value().body);
  }
  if (const auto message = cms::from_multipart_signed(text)) {
    require(cms::canonical_text(message.value().entity) == message.value().entity);
  }
  return 0;
}
