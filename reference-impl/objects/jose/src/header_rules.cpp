#include "header_rules.hpp"

#include <set>

namespace plumbline::jose {

namespace {

/// Always an error: which one.
Error refuse_crit(const Header& protected_header) {
  const Json object = protected_header.json();
  const Json& crit = object.at("crit");
  if (!crit.is_array() || crit.empty()) {
    return fail(Errc::malformed, "header: crit is no array of names or empty");
  }
  std::set<std::string> names;
  for (const Json& name : crit) {
    if (!name.is_string() || !names.insert(name.get<std::string>()).second ||
        !object.contains(name.get_ref<const std::string&>())) {
      return fail(Errc::malformed, "header: crit names no member of the header, or one twice");
    }
  }
  return fail(Errc::unsupported, "header: crit names an extension that is not understood");
}

Result<std::string_view> required_string(const Header& merged, std::string_view name) {
  const auto value = merged.string(name);
  if (!value) {
    return fail(Errc::malformed, "header: no " + std::string{name});
  }
  return *value;
}

Error not_allowed(std::string_view parameter, std::string_view name) {
  return fail(Errc::algorithm_not_allowed,
              "header: " + std::string{parameter} + " " + json_text(Json(name)));
}

}  // namespace

Result<Header> merge_headers(const Header& protected_header,
                             const Header& shared,
                             const Header& own) {
  if (shared.contains("crit") || own.contains("crit")) {
    return fail(Errc::malformed, "header: crit outside the protected header");
  }
  if (protected_header.contains("crit")) {
    return refuse_crit(protected_header);
  }
  PLUMBLINE_TRY(const Header outer, protected_header.merged_with(shared));
  PLUMBLINE_TRY(Header merged, outer.merged_with(own));
  if (merged.contains("b64") && merged.json().at("b64") != true) {
    return fail(Errc::unsupported, "header: b64 other than true");
  }
  return merged;
}

Result<JweAlgorithms> jwe_algorithms_of(const Header& merged) {
  PLUMBLINE_TRY(const std::string_view alg_name, required_string(merged, "alg"));
  PLUMBLINE_TRY(const std::string_view enc_name, required_string(merged, "enc"));
  if (merged.contains("zip")) {
    return fail(Errc::unsupported, "header: zip");
  }
  const auto alg = jwe_alg_named(alg_name);
  if (!alg) {
    return not_allowed("alg", alg_name);
  }
  const auto enc = jwe_enc_named(enc_name);
  if (!enc) {
    return not_allowed("enc", enc_name);
  }
  return JweAlgorithms{.alg = *alg, .enc = *enc};
}

Result<JwsAlg> jws_algorithm_of(const Header& merged) {
  PLUMBLINE_TRY(const std::string_view name, required_string(merged, "alg"));
  const auto alg = jws_alg_named(name);
  if (!alg) {
    return not_allowed("alg", name);
  }
  return *alg;
}

bool is_direct(JweAlg alg) noexcept {
  return alg == JweAlg::dir || alg == JweAlg::ecdh_es;
}

}  // namespace plumbline::jose
