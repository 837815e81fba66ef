#include "plumbline/crypto/certificate.hpp"

#include "certificate_handle.hpp"

#include <algorithm>

namespace plumbline::crypto {
namespace {

using StorePtr = ossl::Ptr<X509_STORE, X509_STORE_free>;
using StoreCtxPtr = ossl::Ptr<X509_STORE_CTX, X509_STORE_CTX_free>;

void free_stack(STACK_OF(X509) * stack) noexcept {
  sk_X509_free(stack);
}

using StackPtr = ossl::Ptr<STACK_OF(X509), free_stack>;

/// Notes a certificate outside its validity period and lets path validation go on, so that the
/// caller learns whether that was the only reason.
int on_finding(int valid, X509_STORE_CTX* context) {
  if (valid == 1) {
    return 1;
  }
  const int error = X509_STORE_CTX_get_error(context);
  if (error != X509_V_ERR_CERT_HAS_EXPIRED && error != X509_V_ERR_CERT_NOT_YET_VALID) {
    return 0;
  }
  *static_cast<bool*>(X509_STORE_CTX_get_app_data(context)) = true;
  return 1;
}

StorePtr store_of(const std::vector<Certificate>& anchors) {
  auto store = ossl::require<StorePtr>(X509_STORE_new(), "X509_STORE_new");
  for (const Certificate& anchor : anchors) {
    ossl::check(X509_STORE_add_cert(store.get(), anchor.handle().x509.get()),
                "X509_STORE_add_cert");
  }
  return store;
}

StackPtr stack_of(const std::vector<Certificate>& chain) {
  auto stack = ossl::require<StackPtr>(sk_X509_new_null(), "sk_X509_new_null");
  for (const Certificate& certificate : chain) {
    ossl::check(sk_X509_push(stack.get(), certificate.handle().x509.get()), "sk_X509_push");
  }
  return stack;
}

void set_parameters(X509_STORE_CTX* context, TimePoint now) {
  constexpr int kDeepest = 8;
  constexpr int kSecurityLevel = 2;  // 112 bit: no SHA-1, no RSA under 2048 bit
  X509_VERIFY_PARAM* parameters = X509_STORE_CTX_get0_param(context);
  const auto seconds = std::chrono::floor<std::chrono::seconds>(now).time_since_epoch();
  X509_VERIFY_PARAM_set_time(parameters, seconds.count());
  X509_VERIFY_PARAM_set_depth(parameters, kDeepest);
  X509_VERIFY_PARAM_set_auth_level(parameters, kSecurityLevel);
  // A provisioned anchor is trusted whether or not it signed itself (RFC 5280 clause 6.1.1 d).
  ossl::check(X509_VERIFY_PARAM_set_flags(parameters, X509_V_FLAG_PARTIAL_CHAIN),
              "X509_VERIFY_PARAM_set_flags");
}

/// @return whether a certificate of the path is outside its validity period, or the refusal.
Result<bool> validate_path(const std::vector<Certificate>& chain,
                           const std::vector<Certificate>& anchors,
                           TimePoint now) {
  const auto store = store_of(anchors);
  const auto untrusted = stack_of(chain);
  const auto context = ossl::require<StoreCtxPtr>(X509_STORE_CTX_new(), "X509_STORE_CTX_new");
  ossl::check(X509_STORE_CTX_init(
                  context.get(), store.get(), chain.front().handle().x509.get(), untrusted.get()),
              "X509_STORE_CTX_init");
  set_parameters(context.get(), now);
  bool outside_validity = false;
  X509_STORE_CTX_set_app_data(context.get(), &outside_validity);
  X509_STORE_CTX_set_verify_cb(context.get(), &on_finding);
  const bool valid = X509_verify_cert(context.get()) == 1;
  ossl::forget_errors();
  if (!valid) {
    const int error = X509_STORE_CTX_get_error(context.get());
    return fail(Errc::authentication_failed,
                std::string{"certificate path: "} + X509_verify_cert_error_string(error) +
                    " at depth " + std::to_string(X509_STORE_CTX_get_error_depth(context.get())));
  }
  return outside_validity;
}

std::vector<std::string> names_of(const Certificate& certificate, IdentityKind kind) {
  switch (kind) {
    case IdentityKind::cse_id:
    case IdentityKind::fqdn:
      return certificate.dns_names();
    case IdentityKind::ae_id:
    case IdentityKind::node_id:
      return certificate.uris();
    case IdentityKind::device:
      break;
  }
  return certificate.hardware_ids();
}

bool has_wildcard(const std::vector<std::string>& names) {
  return std::ranges::any_of(
      names, [](const std::string& name) { return name.find('*') != std::string::npos; });
}

/// TS-0003 10.1: "keyUsage with at least digitalSignature".
bool may_sign(const Certificate& certificate) {
  X509* x509 = certificate.handle().x509.get();
  return (X509_get_extension_flags(x509) & EXFLAG_KUSAGE) != 0 &&
         (X509_get_key_usage(x509) & KU_DIGITAL_SIGNATURE) != 0;
}

}  // namespace

Result<void> verify_certificate(const std::vector<Certificate>& chain,
                                const std::vector<Certificate>& anchors,
                                const ExpectedIdentity& expected,
                                TimePoint now) {
  if (chain.empty()) {
    return fail(Errc::authentication_failed, "no certificate");
  }
  PLUMBLINE_TRY(const bool outside_validity, validate_path(chain, anchors, now));
  const Certificate& end_entity = chain.front();
  if (!may_sign(end_entity)) {
    return fail(Errc::authentication_failed, "certificate lacks keyUsage digitalSignature");
  }
  const auto names = names_of(end_entity, expected.kind);
  if (has_wildcard(names)) {
    return fail(Errc::authentication_failed, "certificate carries a wildcard subjectAltName");
  }
  if (std::ranges::find(names, expected.value) == names.end()) {
    return fail(Errc::authentication_failed,
                "no subjectAltName of the certificate equals \"" + expected.value + "\"");
  }
  if (outside_validity) {
    return fail(Errc::expired, "certificate outside its validity period");
  }
  return success();
}

Result<std::string> identity_of(const Certificate& certificate, IdentityKind kind) {
  auto names = names_of(certificate, kind);
  if (names.size() != 1) {
    return fail(Errc::not_found,
                "certificate has " + std::to_string(names.size()) +
                    " subjectAltName values of the type that carries this identity, not one");
  }
  if (has_wildcard(names)) {
    return fail(Errc::invalid_value, "certificate carries a wildcard subjectAltName");
  }
  return std::move(names.front());
}

}  // namespace plumbline::crypto
