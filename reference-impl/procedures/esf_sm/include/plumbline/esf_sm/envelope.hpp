/// @file
/// The envelope of an ESF-Sm session. The form is ours; what serializes primitives writes it in
/// XML.

#pragma once

#include "plumbline/core/bytes.hpp"
#include "plumbline/core/json.hpp"
#include "plumbline/core/result.hpp"

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

}  // namespace plumbline::esf_sm
