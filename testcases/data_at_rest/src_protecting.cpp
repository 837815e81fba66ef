// Originators whose protected data another AE can open: DS-01 to DS-09, DS-12, DS-16.

#include "data_at_rest/lists.hpp"
#include "support/opening.hpp"

#include <string>
#include <vector>

namespace plumbline::testcases {
namespace {

using harness::Purpose;

Purpose opened(const Means& means) {
  return opening(harness::Role::ae_src, means);
}

void add_derivations(std::vector<Purpose>& out) {
  const std::string step1 = "TR-0012 7.3.2.2 step 1";
  out.push_back(opened(
      {.id = "DS-01-SRC-01",
       .requirement = "DS-01",
       .clause = "TR-0012 7.3.2.2 step 0",
       .title =
           "The originator derives data keys from a session credential that it shares with the TEF",
       .proves = "What it protected opens with what the TEF derived from the same credential",
       .failure_means = "The AE takes another Ke, or exports it differently.",
       .host = {{"level", "keys"}, {"scope", "data"}, {"protection", "aead"}},
       .variants = each("key_source", {"ke", "exporter"})}));
  out.push_back(opened(
      {.id = "DS-02-SRC-01",
       .requirement = "DS-02",
       .clause = step1,
       .title = "data_sec_master is HMAC-Hash(Salt, K), Salt being the key of the HMAC",
       .proves = "What it protected opens with the TEF's master",
       .failure_means = "The AE swaps Salt and K, or uses another hash.",
       .host =
           {{"key_source", "ke"}, {"level", "master"}, {"scope", "data"}, {"protection", "aead"}},
       .variants = each("hash", {"sha256", "sha384", "sha512"})}));
  out.push_back(
      opened({.id = "DS-03-SRC-01",
              .requirement = "DS-03",
              .clause = step1,
              .title = "The originator's tag is made with data_auth = T(1)",
              .proves = "The tag verifies with the TEF's data_auth",
              .failure_means = "The AE derives data_auth with another label, counter or order.",
              .host = {{"key_source", "ke"},
                       {"level", "keys"},
                       {"scope", "data"},
                       {"protection", "integrity"}}}));
  out.push_back(
      opened({.id = "DS-04-SRC-01",
              .requirement = "DS-04",
              .clause = step1,
              .title = "The originator encrypts with data_conf = T(2)",
              .proves = "The ciphertext opens with the TEF's data_conf",
              .failure_means = "The AE derives data_conf with another label, counter or chain.",
              .host = {{"key_source", "ke"},
                       {"level", "keys"},
                       {"scope", "data"},
                       {"protection", "encrypt"}}}));
  out.push_back(opened({.id = "DS-05-SRC-01",
                        .requirement = "DS-05",
                        .clause = step1,
                        .title = "With an AEAD algorithm the originator uses one key",
                        .proves = "What it protected opens with the single key data_auth_conf",
                        .failure_means = "The AE takes another key of the master than its peers.",
                        .host = {{"key_source", "ke"},
                                 {"level", "master"},
                                 {"scope", "data"},
                                 {"protection", "aead"}},
                        .options = {"aead-single-key"}}));
}

void add_resources(std::vector<Purpose>& out) {
  const std::string step3 = "TR-0012 7.3.2.2 step 3";
  out.push_back(
      opened({.id = "DS-08-SRC-01",
              .requirement = "DS-08",
              .clause = step3,
              .title = "The originator derives the keys of a container by name and nonce or time",
              .proves = "What it protected opens with container keys",
              .failure_means = "The AE derives container keys with another label, name or nonce.",
              .host = {{"scope", "container"}, {"protection", "both"}},
              .variants = each("freshness", {"nonce", "time"})}));
  out.push_back(
      opened({.id = "DS-09-SRC-01",
              .requirement = "DS-09",
              .clause = step3,
              .title = "The originator derives the keys of a content instance",
              .proves = "What it protected opens with instance keys",
              .failure_means = "The AE uses the container's formula for the confidentiality key.",
              .host = {{"scope", "content-instance"}, {"protection", "both"}},
              .variants = each("freshness", {"nonce", "time"})}));
  out.push_back(opened(
      {.id = "DS-12-SRC-01",
       .requirement = "DS-12",
       .clause = step3,
       .title = "Encrypted content is a JWE and the tag a JWS, with the algorithm names of JWA",
       .proves = "Another implementation of JOSE opens what is hosted",
       .failure_means = "The AE has a format or algorithm names of its own.",
       .host = {{"protection", "both"}},
       .variants = each("form", {"compact", "json", "json-base64"})}));
  out.push_back(opened({.id = "DS-16-SRC-01",
                        .requirement = "DS-16",
                        .clause = "TR-0012 7.3.2.2 step 8",
                        .title = "The originator signs the access control policy that it gives",
                        .proves = "The signature over the policy verifies",
                        .failure_means = "The AE signs something else than the policy it hosts.",
                        .host = {{"policy", {{"integrity", true}}}},
                        .options = {"acp-integrity"}}));
}

}  // namespace

void add_src_protecting(std::vector<Purpose>& out) {
  add_derivations(out);
  add_resources(out);
}

}  // namespace plumbline::testcases
