/// @file
/// Keeps secrets out of evidence: replaces each one, in every text form, before it is recorded.

#pragma once

#include "plumbline/core/bytes.hpp"
#include "plumbline/core/json.hpp"
#include "plumbline/crypto/secret_bytes.hpp"
#include "plumbline/harness/evidence.hpp"

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace plumbline::harness {

/// HMAC key of one run, drawn at its start and never written: equal secrets get equal tokens within
/// a run, and a token says nothing of its secret after it.
[[nodiscard]] std::shared_ptr<const crypto::SecretBytes> new_run_key();

class Redactor {
 public:
  explicit Redactor(std::shared_ptr<const crypto::SecretBytes> run_key);

  /// From now on `secret` (at least 8 octets; shorter ones are ignored) is replaced wherever it
  /// stands: raw, hex, base64 and base64url at every alignment, and inside decoded base64.
  /// @param what for people: "kv", "psk"
  void add(ByteView secret, std::string_view what);

  /// Adds every secret that shows by its place: values of members named kv, psk, key, k, d …
  void add_by_structure(const Json& value);

  /// `octets` with every secret replaced by a token of the same length.
  [[nodiscard]] std::string redact(std::string octets) const;
  /// As above, in every string of `value`.
  [[nodiscard]] Json redact(Json value) const;

  /// What was added, without the secrets.
  [[nodiscard]] std::vector<Redaction> redactions() const;

 private:
  struct Secret {
    std::string token;  ///< 64 characters; cut or repeated to the length needed
    std::string what;
    std::vector<std::string> forms;
  };

  void redact_in_place(std::string& text) const;
  void redact_encoded_runs(std::string& text) const;
  [[nodiscard]] const Secret* found_in(std::string_view text) const;

  std::shared_ptr<const crypto::SecretBytes> run_key_;
  std::vector<Secret> secrets_;
};

}  // namespace plumbline::harness
