// Codecs that derive other keys, or read JOSE objects that they should refuse.

#include "plumbline/core/bytes.hpp"
#include "plumbline/crypto/hmac.hpp"

#include "library/codec_faults.hpp"
#include "library/lists.hpp"

#include <algorithm>
#include <string>
#include <utility>

namespace plumbline::harness {
namespace {

constexpr std::string_view kDataSecurity = "derive/data-security";
constexpr std::string_view kDataResource = "derive/data-resource";

void swap_salt_and_key(Json& in) {
  if (in.contains("salt") && !in.at("salt").get_ref<const std::string&>().empty()) {
    in.at("salt").swap(in.at("key"));
  }
}

/// HMAC-Hash(master, text), what is left of an expansion whose input was made wrongly.
std::string expanded(const Json& answer, const Json& in, std::string_view text) {
  const auto hash = crypto::hash_named(in.at("hash").get_ref<const std::string&>());
  const auto master = from_hex(answer.at("out").at("master").get_ref<const std::string&>());
  return to_hex(crypto::hmac(*hash, master.value(), {as_bytes(text)}).expose());
}

ChangeAnswer expands(std::string member, std::string text) {
  return [member = std::move(member), text = std::move(text)](Json& answer, const Json& in) {
    if (answer.contains("out")) {
      answer.at("out").at(member) = expanded(answer, in, text);
    }
  };
}

void swap_keys(Json& answer, const Json& /*in*/) {
  if (answer.contains("out")) {
    answer.at("out").at("auth").swap(answer.at("out").at("conf"));
  }
}

ChangeInput name_is_always(std::string name) {
  return [name = std::move(name)](Json& in) { in.at("name") = name; };
}

ChangeInput kind_is_always(std::string kind) {
  return [kind = std::move(kind)](Json& in) { in.at("kind") = kind; };
}

/// Loses the last octet of what was protected.
ChangeAnswer cuts(std::string member) {
  return [member = std::move(member)](Json& answer, const Json& /*in*/) {
    if (answer.contains("out")) {
      auto& octets = answer.at("out").at(member).get_ref<std::string&>();
      octets.resize(octets.size() - std::min<std::size_t>(octets.size(), 2));
    }
  };
}

ChangeAnswer accepts_what_is(std::string code) {
  return [code = std::move(code)](Json& answer, const Json& /*in*/) {
    if (answer.contains("error") && answer.at("error").at("code") == code) {
      answer.erase("error");
      answer["out"] = {{"payload", ""}, {"header", Json::object()}, {"kid", ""}};
    }
  };
}

void add_derivation_mutants(std::vector<Mutant>& out) {
  out.push_back(codec_that("codec-swaps-salt-and-key",
                           "derives the master as HMAC-Hash(K, Salt)",
                           "DS-02-CODEC-01/A2",
                           asked_otherwise(kDataSecurity, swap_salt_and_key)));
  out.push_back(codec_that(
      "codec-forgets-counter",
      "expands T(1) without the octet 01",
      "DS-03-CODEC-01/A2",
      answered_otherwise(kDataSecurity, expands("auth", "Data Authenticity and Integrity"))));
  out.push_back(codec_that(
      "codec-does-not-chain",
      "expands T(2) without T(1) in front",
      "DS-04-CODEC-01/A2",
      answered_otherwise(kDataSecurity, expands("conf", "Data Confidentiality Key\x02"))));
  out.push_back(codec_that("codec-swaps-auth-and-conf",
                           "gives out data_auth where data_conf is asked for",
                           "DS-05-CODEC-01/A2",
                           answered_otherwise(kDataSecurity, swap_keys)));
}

void add_resource_mutants(std::vector<Mutant>& out) {
  out.push_back(codec_that("codec-ignores-container-name",
                           "derives the keys of all containers from one name",
                           "DS-08-CODEC-01/A2",
                           asked_otherwise(kDataResource, name_is_always("Container"))));
  out.push_back(codec_that("codec-takes-containers-for-instances",
                           "derives the encryption key of a container like that of an instance",
                           "DS-08-CODEC-01/A3",
                           asked_otherwise(kDataResource, kind_is_always("content-instance"))));
  out.push_back(codec_that("codec-labels-both-keys-alike",
                           "names ContentInstance in the label of the authenticity key as well",
                           "DS-09-CODEC-01/A2",
                           asked_otherwise(kDataResource, name_is_always("ContentInstance"))));
  out.push_back(codec_that("codec-takes-instances-for-containers",
                           "derives the encryption key of an instance like that of its container",
                           "DS-09-CODEC-01/A3",
                           asked_otherwise(kDataResource, kind_is_always("container"))));
}

void swap_rand_objects(Json& in) {
  in.at("receiver").swap(in.at("originator"));
}

void add_esprim_mutants(std::vector<Mutant>& out) {
  out.push_back(codec_that("codec-swaps-the-random-objects",
                           "derives sessionESPrimKey with the originator's random object first",
                           "ESP-04-CODEC-01/A2",
                           asked_otherwise("derive/esprim-session", swap_rand_objects)));
  out.push_back(
      codec_that("codec-opens-something-else",
                 "gives another request out than the one inside",
                 "ESP-04-CODEC-02/A2",
                 answered_otherwise("esprim/open", shows_another("request", Json::object()))));
  out.push_back(codec_that(
      "codec-takes-the-receiver-for-the-originator",
      "names the receiver as originator",
      "ESP-04-CODEC-02/A3",
      answered_otherwise("esprim/open", shows_another("originator", "//sp.example/cse-in"))));
}

void add_jose_mutants(std::vector<Mutant>& out) {
  out.push_back(codec_that("codec-cuts-plaintext",
                           "loses the last octet of what it decrypts",
                           "DS-12-CODEC-01/A2",
                           answered_otherwise("jose/jwe-open", cuts("plaintext"))));
  out.push_back(codec_that("codec-cuts-payload",
                           "loses the last octet of what it verified",
                           "DS-12-CODEC-02/A2",
                           answered_otherwise("jose/jws-verify", cuts("payload"))));
  out.push_back(
      codec_that("codec-accepts-none",
                 "takes a JWS with an algorithm outside the list, none among them, for verified",
                 "DS-12-CODEC-03/A2",
                 answered_otherwise("jose/jws-verify", accepts_what_is("algorithm_not_allowed"))));
  out.push_back(codec_that("codec-is-lenient",
                           "takes a JWS in padded or otherwise loose base64url for verified",
                           "DS-12-CODEC-04/A2",
                           answered_otherwise("jose/jws-verify", accepts_what_is("malformed"))));
}

}  // namespace

void add_codec_mutants(std::vector<Mutant>& out) {
  add_derivation_mutants(out);
  add_resource_mutants(out);
  add_esprim_mutants(out);
  add_jose_mutants(out);
}

}  // namespace plumbline::harness
