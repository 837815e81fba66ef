/// @file
/// A root and requests for end entities below it.

#pragma once

#include "plumbline/crypto/certificate_issue.hpp"

#include "crypto_under_test.hpp"

#include <chrono>
#include <string>

namespace plumbline::crypto {

struct TestPki {
  static constexpr TimePoint kNow = std::chrono::sys_days{std::chrono::year{2026} / 3 / 1};
  static constexpr std::chrono::days kYear{365};

  static CertificateRequest authority(std::string name) {
    return {.common_name = std::move(name),
            .dns_names = {},
            .uris = {},
            .not_before = kNow - kYear,
            .not_after = kNow + kYear,
            .authority = true,
            .permitted_domains = {}};
  }

  /// An end entity named tef.example, valid a day around kNow.
  static CertificateRequest request() {
    return {.common_name = "end entity",
            .dns_names = {"tef.example"},
            .uris = {},
            .not_before = kNow - std::chrono::days{1},
            .not_after = kNow + std::chrono::days{1},
            .authority = false,
            .permitted_domains = {}};
  }

  [[nodiscard]] IssuedCertificate issue(const CertificateRequest& request) const {
    return issue_certificate(request, &root);
  }

  IssuedCertificate root = issue_certificate(authority("root"));
};

}  // namespace plumbline::crypto
