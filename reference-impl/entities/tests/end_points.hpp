/// @file
/// Certificates for end-points of ESCertKE, valid at any time that a test here lives in.

#pragma once

#include "plumbline/channel/testing/pki.hpp"
#include "plumbline/escertke/policy.hpp"

#include <string>

namespace plumbline::entities::testing {

struct EndPoints {
  [[nodiscard]] channel::CertificateCredential credential(
      const crypto::ExpectedIdentity& identity) const {
    return pki.issue(lasting(channel::testing::end_entity(identity)));
  }

  [[nodiscard]] escertke::EndPointConfiguration issue(
      const crypto::ExpectedIdentity& identity) const {
    return {.credential = credential(identity), .anchors = {pki.root.certificate}};
  }

  static crypto::CertificateRequest lasting(crypto::CertificateRequest request) {
    request.not_before = TimePoint{} + channel::testing::kYear * 40;
    request.not_after = TimePoint{} + channel::testing::kYear * 80;
    return request;
  }

  channel::testing::Pki pki{
      .root = crypto::issue_certificate(lasting(channel::testing::authority("root")))};
};

}  // namespace plumbline::entities::testing
