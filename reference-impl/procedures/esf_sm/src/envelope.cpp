#include "plumbline/esf_sm/envelope.hpp"

#include "plumbline/channel/dtls_record.hpp"
#include "plumbline/esf/envelope.hpp"

#include <utility>

namespace plumbline::esf_sm {
namespace {

constexpr std::size_t kLongestText = (channel::kLargestRecords + 2) / 3 * 4;

}  // namespace

Json to_json(const Envelope& envelope) {
  return esf::to_json(
      {.session = esf::SessionType::sm,
       .target_data_class = static_cast<esf::TargetDataClass>(envelope.target_data_class),
       .body = to_base64(envelope.records)});
}

Result<Envelope> from_json(const Json& content) {
  PLUMBLINE_TRY(const esf::Envelope read, esf::read_envelope(content));
  if (read.session != esf::SessionType::sm) {
    return fail(Errc::invalid_value, "e2e:esf.st: must be Sm");
  }
  const std::string_view text = read.body.get_ref<const std::string&>();
  if (text.size() > kLongestText) {
    return fail(Errc::too_large, "e2e:esf.env: more than 2097152 octets");
  }
  auto records = from_base64(text);
  if (!records || records.value().empty()) {
    return fail(Errc::malformed, "e2e:esf.env: no base64");
  }
  return Envelope{.target_data_class = static_cast<int>(read.target_data_class),
                  .records = std::move(records).value()};
}

}  // namespace plumbline::esf_sm
