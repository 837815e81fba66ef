/// @file
/// xenc:AgreementMethod: ECDH-ES with ConcatKDF, XML Encryption 1.1 clauses 5.4.1 and 5.6.

#pragma once

#include "plumbline/core/bytes.hpp"
#include "plumbline/core/result.hpp"
#include "plumbline/crypto/asymmetric_key.hpp"
#include "plumbline/xmlsec/algorithms.hpp"

#include <libxml/tree.h>

#include <optional>
#include <string>

namespace plumbline::xmlsec {

struct Agreement {
  crypto::PublicKey originator;
  Bytes other_info;  ///< AlgorithmID, PartyUInfo, PartyVInfo, SuppPubInfo, SuppPrivInfo, one after
                     ///< the other
  std::optional<std::string> recipient_name;
};

/// @return Errc::malformed, also for a point off its curve; Errc::unsupported for bit strings that
///         are no whole octets; Errc::algorithm_not_allowed for other agreements, derivations,
///         digests and curves.
[[nodiscard]] Result<Agreement> read_agreement(const xmlNode& element);

struct NewAgreement {
  const crypto::PublicKey& originator;
  KeyManagement algorithm;
  const std::string& recipient_name;
};

/// Writes an AgreementMethod below `key_info` whose derivation is bound to the key wrap algorithm
/// (AlgorithmID) and the recipient's key name (PartyVInfo).
///
/// @return the OtherInfo that it stands for; Errc::key_mismatch for a key that is not EC.
[[nodiscard]] Result<Bytes> add_agreement(xmlNode& key_info, const NewAgreement& agreement);

}  // namespace plumbline::xmlsec
