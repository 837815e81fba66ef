/// @file
/// Request targets: how To and the query fields stand in a URI.

#pragma once

#include "plumbline/core/result.hpp"
#include "plumbline/onem2m/primitive.hpp"

#include <string>
#include <string_view>

namespace plumbline::adapters::http {

/// "cse/a" → "/cse/a", "/cse-a/cse/a" → "/~/cse-a/cse/a", "//sp/cse-a/…" → "/_/sp/cse-a/…",
/// percent-encoded.
/// @source TS-0009 clause 6.2.2.1
[[nodiscard]] std::string path_of(std::string_view to);

/// The reverse; also takes absolute-form (RFC 7230 clause 5.3.2). Errc::malformed for an empty
/// target, a broken percent-encoding, a control character or octets that are no UTF-8.
[[nodiscard]] Result<std::string> to_of(std::string_view path);

/// "?rcn=5&lbl=a+b", or nothing for no parameters. '+' joins the values of a list and stays.
/// @source TS-0009 clause 6.2.2.2
[[nodiscard]] std::string query_of(const onem2m::Parameters& parameters);

/// The reverse of what follows '?'. Errc::malformed or Errc::invalid_value naming the field.
[[nodiscard]] Result<onem2m::Parameters> parse_query(std::string_view query);

}  // namespace plumbline::adapters::http
