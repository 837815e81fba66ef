#include "esdata/seals.hpp"

#include "plumbline/core/json.hpp"
#include "plumbline/esdata/open.hpp"

#include "support/key_pairs.hpp"
#include "support/known_answers.hpp"
#include "support/sealed_answers.hpp"

#include <vector>

namespace plumbline::testcases {
namespace {

using harness::Purpose;
using harness::VectorTest;

esdata::HeldCredential held(const Json& credential, const jose::Jwk& key) {
  return {.credential = {.id = credential.at("id").get<std::string>(),
                         .suid = credential.at("suid").get<int>(),
                         .key = key}};
}

/// What the targets of a seal have, all together.
std::vector<esdata::HeldCredential> openers_of(const Json& in) {
  std::vector<esdata::HeldCredential> all;
  for (const Json& target : in.value("targets", Json::array())) {
    const Json& key = target.at("key");
    const bool symmetric = key.at("kty") == "oct";
    all.push_back(
        held(target,
             jose::Jwk::from_json(symmetric ? key : key_pair_of(key, "esdata/open", "credentials"))
                 .value()));
  }
  for (const Json& signer : in.value("signers", Json::array())) {
    const jose::Jwk key = jose::Jwk::from_json(signer.at("key")).value();
    const auto half = key.public_key();
    all.push_back(held(signer, half ? jose::Jwk::from_public(*half) : key));
  }
  return all;
}

/// What the targets make of an envelope: {class payload type aad opened_with verified_by}, or why
/// nothing.
Json opened(const Json& out, const Json& in) {
  const auto info = onem2m::parse_content_info(text_at(out, "content_info"));
  if (!info) {
    return {{"refused", to_string(info.error())}};
  }
  const std::string content = text_at(out, "envelope");
  const auto openers = openers_of(in);
  const auto result =
      esdata::open({.content = content, .info = info.value(), .held = openers, .demanded = {}});
  if (!result) {
    return {{"refused", to_string(result.error())}};
  }
  return {{"class", name_of(result.value().security_class)},
          {"payload", to_hex(result.value().plaintext)},
          {"type", result.value().type},
          {"aad", to_hex(result.value().associated_data)},
          {"verified_by", result.value().verified_by},
          {"content_info", text_at(out, "content_info")}};
}

/// XML does not give the payload back as it was written, so the known answer says what it opens to.
bool is_right(const Json& seen, const VectorTest& test) {
  const Json wanted = opened(*test.out, test.in);
  return !wanted.contains("refused") && seen == wanted;
}

}  // namespace

Purpose seals_so_that_it_opens(const Sealing& what) {
  return sealed_answers({
      .id = what.id,
      .title = what.title,
      .clause = "TS-0003 8.5.2",
      .operation = "esdata/seal",
      .vectors = "esdata/seal",
      .asked = with_flag(what.flag),
      .request = input_without({"cek", "iv", "epk"}),
      .seen_by_targets = [](const Json& out,
                            const VectorTest& test) { return opened(out, test.in); },
      .right = is_right,
      .text = what.text,
      .failure_means = what.failure_means,
  });
}

}  // namespace plumbline::testcases
