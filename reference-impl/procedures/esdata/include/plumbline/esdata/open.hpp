/// @file
/// ESData at a target.

#pragma once

#include "plumbline/core/bytes.hpp"
#include "plumbline/core/result.hpp"
#include "plumbline/esdata/credential.hpp"
#include "plumbline/esdata/protection.hpp"
#include "plumbline/onem2m/content_info.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace plumbline::esdata {

/// A credential that a target has.
struct HeldCredential {
  Credential credential;    ///< symmetric; own private key (44); public key of a source (45)
  std::size_t targets = 1;  ///< how many targets hold that symmetric key; 1: pairwise
};

struct OpenRequest {
  std::string_view content;
  onem2m::ContentInfo info;
  const std::vector<HeldCredential>& held;
  std::optional<SecurityClass> demanded;  ///< another class is refused, so that nobody can go below
};

struct Opened {
  SecurityClass security_class{};
  Bytes plaintext;
  Bytes associated_data;
  std::string type;         ///< media type of the plaintext; empty: none is protected
  std::string opened_with;  ///< id of the credential that decrypted; empty: none did
  /// Ids of the credentials whose signature verified: in the order of the signatures, or of the
  /// credentials where signatures have none (CMS).
  std::vector<std::string> verified_by;
  SourceAuthentication source = SourceAuthentication::none;
};

/// Decrypts and verifies with what the target holds.
///
/// Of XML, `plaintext` is what was encrypted or signed, in exclusive canonical form where that is
/// XML, and nothing that stands around it.
///
/// A symmetric key authenticates the source of an encrypted payload only when no other target has
/// it and none other can read the object: whoever has the content encryption key can write.
///
/// @source TS-0003 clauses 8.5.2.2 to 8.5.2.4, table 8.5.2.1-1
/// @return Errc::invalid_value for a class other than the demanded, or a cty that is wrong;
///         Errc::key_not_found, Errc::key_mismatch (no such credential, or one for another
///         purpose), Errc::malformed, Errc::too_large, Errc::algorithm_not_allowed,
///         Errc::unsupported (several signatures or references in XML, among others), and
///         Errc::authentication_failed for whatever was changed.
[[nodiscard]] Result<Opened> open(const OpenRequest& request);

}  // namespace plumbline::esdata
