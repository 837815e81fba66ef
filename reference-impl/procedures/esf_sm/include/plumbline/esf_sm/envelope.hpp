/// @file
/// The envelope of an ESF-Sm session, in JSON and XML. The forms are ours.

#pragma once

#include "plumbline/core/bytes.hpp"
#include "plumbline/core/json.hpp"
#include "plumbline/core/result.hpp"

#include <string>
#include <string_view>

namespace plumbline::esf_sm {

struct Envelope {
  int target_data_class = 0;  ///< 1 to 3
  Bytes records;              ///< of DTLS 1.2
};

/// `{"e2e:esf":{"st":"Sm","tdc":…,"env":base64}}`.
/// @source TR-0012 clauses 6.2.2.2.1.5, 6.2.2.2.3.5
[[nodiscard]] Json to_json(const Envelope& envelope);

/// The reverse. What the records are is not looked at.
///
/// @return as esf::read_envelope; Errc::malformed for no base64, Errc::invalid_value for S1;
///         Errc::too_large over channel::kLargestRecords octets.
[[nodiscard]] Result<Envelope> from_json(const Json& content);

/// An element e2e:esf with attributes st and tdc, and base64 as its text.
/// @source TR-0012 clauses 6.2.2.2.1.5, 6.2.2.2.3.5
[[nodiscard]] std::string to_xml(const Envelope& envelope);

/// The reverse, as from_json; white space around the text is passed over. Errc::unsupported for a
/// document type.
[[nodiscard]] Result<Envelope> from_xml(std::string_view text);

}  // namespace plumbline::esf_sm
