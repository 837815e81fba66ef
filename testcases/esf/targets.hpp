/// @file
/// The targets of S1 envelopes that a codec sealed, played by the tester.

#pragma once

#include "plumbline/core/json.hpp"
#include "plumbline/esf/key_establishment.hpp"
#include "plumbline/esf/open.hpp"

#include <string>
#include <vector>

namespace plumbline::testcases {

/// Where a target has the certificate of the source.
enum class CertificateFrom : std::uint8_t { anywhere, envelope };

/// One end-point for each target that `in`, a request of esf/seal, names; with a signature alone
/// one without keys. Each has its key for every class of establishment that the key is fit for.
[[nodiscard]] std::vector<esf::TargetEndPoint> targets_of_seal(const Json& in,
                                                               CertificateFrom from);

/// What they make of an envelope:
/// {"form": {"st","tdc"}, "ke": [names], "ps": name, "opened": [target ids], "data":
/// [{"plaintext","aad"}], "source": [assurances]}, the lists with one element for each target,
/// which for one that does not open it says why; or {"refused": why}.
[[nodiscard]] Json seen_by_targets(const std::string& envelope,
                                   const Json& in,
                                   CertificateFrom from);

/// The same, as `in` asks for it.
[[nodiscard]] Json asked_for(const Json& in);

}  // namespace plumbline::testcases
