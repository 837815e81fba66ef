#include "support/protecting.hpp"

#include "plumbline/jose/jwk.hpp"
#include "plumbline/onem2m/timestamp.hpp"

#include <stdexcept>
#include <utility>
#include <variant>

namespace plumbline::testcases {
namespace {

constexpr std::size_t kNonceOctets = 16;

data_at_rest::WorkingKey working_key(harness::Bench& bench,
                                     const crypto::SecretBytes& key,
                                     const std::string& credential_id) {
  return {.key = jose::Jwk::from_secret(key.clone(), credential_id),
          .credential_id = credential_id,
          .scope = data_at_rest::KeyScope::data,
          .freshness = {.nonce = bench.random().bytes(kNonceOctets),
                        .time = onem2m::to_timestamp(bench.now())}};
}

}  // namespace

ProtectedSample make_sample(harness::Bench& bench,
                            const data_at_rest::ProtectionPlan& plan,
                            const std::string& credential_id,
                            const std::string& tag_credential_id) {
  ProtectedSample out{.payload = "reading " + to_hex(bench.random().bytes(8)),
                      .data = {},
                      .key = bench.secret(32, "data key"),
                      .tag_key = bench.secret(32, "tag key")};
  const auto confidentiality = working_key(bench, out.key, credential_id);
  const auto authenticity = working_key(
      bench, out.tag_key, tag_credential_id.empty() ? credential_id : tag_credential_id);
  auto data = data_at_rest::protect({.plan = plan,
                                     .confidentiality = &confidentiality,
                                     .authenticity = &authenticity,
                                     .payload = as_bytes(out.payload),
                                     .payload_type = "text/plain",
                                     .resource = {},
                                     .pointer = {}},
                                    bench.random());
  if (!data) {
    throw std::runtime_error{"cannot protect a sample: " + to_string(data.error())};
  }
  out.data = std::move(data.value());
  return out;
}

JweSample make_jwe_sample(harness::Bench& bench, const std::string& credential_id) {
  data_at_rest::ProtectionPlan plan;
  plan.protection = data_at_rest::Protection::aead;
  ProtectedSample sample = make_sample(bench, plan, credential_id);
  auto& content = std::get<data_at_rest::ProtectedContent>(sample.data);
  return {.payload = std::move(sample.payload),
          .con = std::move(content.con),
          .cnf = std::move(content.cnf),
          .key = std::move(sample.key)};
}

}  // namespace plumbline::testcases
