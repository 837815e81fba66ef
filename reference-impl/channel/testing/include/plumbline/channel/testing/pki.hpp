/// @file
/// A root, and ends whose certificates it has issued.

#pragma once

#include "plumbline/channel/tls_context.hpp"
#include "plumbline/core/clock.hpp"
#include "plumbline/crypto/certificate.hpp"
#include "plumbline/crypto/certificate_issue.hpp"

#include <chrono>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace plumbline::channel::testing {

inline constexpr TimePoint kNow = std::chrono::sys_days{std::chrono::year{2026} / 3 / 1};
inline constexpr std::chrono::days kYear{365};
inline constexpr std::chrono::days kDay{1};

inline crypto::CertificateRequest authority(std::string name) {
  crypto::CertificateRequest request;
  request.common_name = std::move(name);
  request.not_before = kNow - kYear;
  request.not_after = kNow + kYear;
  request.authority = true;
  return request;
}

/// An end entity of one flavour, valid for ten days around kNow.
inline crypto::CertificateRequest end_entity(const crypto::ExpectedIdentity& identity) {
  crypto::CertificateRequest request;
  request.common_name = "end point";
  request.not_before = kNow - 10 * kDay;
  request.not_after = kNow + 10 * kDay;
  switch (identity.kind) {
    case crypto::IdentityKind::cse_id:
    case crypto::IdentityKind::fqdn:
      request.dns_names = {identity.value};
      break;
    case crypto::IdentityKind::ae_id:
    case crypto::IdentityKind::node_id:
      request.uris = {identity.value};
      break;
    case crypto::IdentityKind::device:
      request.hardware_ids = {identity.value};
      break;
  }
  return request;
}

struct Pki {
  [[nodiscard]] CertificateCredential issue(const crypto::CertificateRequest& request) const {
    auto issued = crypto::issue_certificate(request, &root);
    return {.chain = {std::move(issued.certificate)}, .key = std::move(issued.key)};
  }

  [[nodiscard]] CertificateCredential issue(const crypto::ExpectedIdentity& identity) const {
    return issue(end_entity(identity));
  }

  /// The check of a peer against the root.
  [[nodiscard]] PeerOptions expecting(crypto::ExpectedIdentity identity,
                                      TimePoint now = kNow) const {
    return {.check =
                [anchors = std::vector{root.certificate}, identity = std::move(identity), now](
                    const std::vector<crypto::Certificate>& chain) {
                  return crypto::verify_certificate(chain, anchors, identity, now);
                },
            .server_name = {}};
  }

  crypto::IssuedCertificate root = crypto::issue_certificate(authority("root"));
};

inline std::shared_ptr<const Context> context_of(Role role, CertificateCredential credential) {
  return make_tls_context({.role = role, .credential = std::move(credential)}).value();
}

}  // namespace plumbline::channel::testing
