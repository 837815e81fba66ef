#include "esdata/resealed.hpp"

#include "plumbline/core/json.hpp"
#include "plumbline/esdata/open.hpp"

#include "support/known_answers.hpp"
#include "support/sealed_answers.hpp"

#include <algorithm>
#include <cstdint>

namespace plumbline::testcases {
namespace {

using harness::Purpose;
using harness::VectorTest;

esdata::HeldCredential held(const Json& credential) {
  esdata::HeldCredential made{
      .credential = {.id = credential.at("id").get<std::string>(),
                     .suid = credential.at("suid").get<int>(),
                     .key = jose::Jwk::from_json(credential.at("key")).value()},
      .targets = static_cast<std::size_t>(credential.value("targets", std::int64_t{1}))};
  if (credential.contains("certificate")) {
    const Bytes der = from_hex(text_at(credential, "certificate")).value();
    made.credential.certificate = crypto::Certificate::from_der(der).value();
  }
  return made;
}

/// What the target of the known envelope makes of another one: the members of an answer of
/// esdata/open, or why there are none. How the codec marked it is no matter of opening it.
Json seen_by_target(const Json& out, const VectorTest& test) {
  const auto info = onem2m::parse_content_info(text_at(test.in, "content_info")).value();
  const std::string content = text_at(out, "envelope");
  std::vector<esdata::HeldCredential> credentials;
  for (const Json& credential : test.in.at("credentials")) {
    credentials.push_back(held(credential));
  }
  const auto opened =
      esdata::open({.content = content, .info = info, .held = credentials, .demanded = {}});
  Json seen{{"content_info", text_at(out, "content_info")}};
  if (!opened) {
    seen["refused"] = to_string(opened.error());
    return seen;
  }
  seen["class"] = name_of(opened.value().security_class);
  seen["payload"] = to_hex(opened.value().plaintext);
  seen["type"] = opened.value().type;
  seen["opened_with"] = opened.value().opened_with;
  seen["verified_by"] = opened.value().verified_by;
  seen["source"] = name_of(opened.value().source);
  return seen;
}

bool is_as_known(const Json& seen, const VectorTest& test, const std::vector<std::string>& names) {
  Json known = *test.out;
  known["content_info"] = test.in.at("content_info");
  return std::ranges::all_of(names, [&](const std::string& name) {
    return seen.contains(name) && seen.at(name) == known.at(name);
  });
}

}  // namespace

Purpose seals_anew(const Resealing& what) {
  return sealed_answers({
      .id = what.id,
      .title = what.title,
      .clause = what.clause,
      .operation = "esdata/seal",
      .vectors = "esdata/open",
      .asked = with_flag(what.flag),
      .request = [](const VectorTest& test) { return test.intermediates->at("seal"); },
      .seen_by_targets = seen_by_target,
      .right = [members = what.members](
                   const Json& seen,
                   const VectorTest& test) { return is_as_known(seen, test, members); },
      .text = what.text,
      .failure_means = what.failure_means,
  });
}

}  // namespace plumbline::testcases
