// Client AEs open what was protected by every means of TR-0012 clause 7.3.2.2: one purpose per
// means, one stimulus for all: the tester's AE hosts, the AE under test fetches.

#include "support/opening.hpp"

#include <string>
#include <vector>

namespace plumbline::testcases {
namespace {

using harness::Purpose;

Purpose opened(const Means& means) {
  return opening(harness::Role::ae_cli, means);
}

void add_derivations(std::vector<Purpose>& out) {
  const std::string step1 = "TR-0012 7.3.2.2 step 1";
  const std::string step3 = "TR-0012 7.3.2.2 step 3";
  out.push_back(opened(
      {.id = "DS-02-CLI-01",
       .requirement = "DS-02",
       .clause = step1,
       .title = "The client works from the data_sec_master that the TEF derived from the session "
                "credential",
       .proves =
           "The master is used as the output of the extraction, with nothing applied to it again",
       .failure_means = "The AE treats the provisioned master as input keying material.",
       .host =
           {{"key_source", "ke"}, {"level", "master"}, {"scope", "data"}, {"protection", "aead"}},
       .variants = each("hash", {"sha256", "sha384", "sha512"})}));
  out.push_back(
      opened({.id = "DS-03-CLI-01",
              .requirement = "DS-03",
              .clause = step1,
              .title = "The client derives data_auth from the master and verifies with it",
              .proves = "The tag made with data_auth = T(1) verifies",
              .failure_means = "The AE derives data_auth with another label, counter or order.",
              .host = {{"level", "master"}, {"scope", "data"}, {"protection", "integrity"}}}));
  out.push_back(
      opened({.id = "DS-04-CLI-01",
              .requirement = "DS-04",
              .clause = step1,
              .title = "The client derives data_conf from the master and decrypts with it",
              .proves = "What was encrypted with data_conf = T(2) decrypts",
              .failure_means = "The AE derives data_conf with another label, counter or chain.",
              .host = {{"level", "master"}, {"scope", "data"}, {"protection", "encrypt"}}}));
  out.push_back(
      opened({.id = "DS-05-CLI-01",
              .requirement = "DS-05",
              .clause = step1,
              .title = "With an AEAD algorithm the client needs one key only",
              .proves = "Data protected by a single data_auth_conf key opens",
              .failure_means = "The AE insists on two keys, or takes the wrong one of a master.",
              .host = {{"level", "master"}, {"scope", "data"}, {"protection", "aead"}},
              .options = {"aead-single-key"}}));
  out.push_back(
      opened({.id = "DS-08-CLI-01",
              .requirement = "DS-08",
              .clause = step3,
              .title = "The client derives the keys of a container from data_auth and data_conf",
              .proves = "Data protected with container keys opens",
              .failure_means = "The AE derives container keys with another label, name or nonce.",
              .host = {{"level", "keys"}, {"scope", "container"}, {"protection", "both"}},
              .variants = each("freshness", {"nonce", "time"})}));
  out.push_back(
      opened({.id = "DS-09-CLI-01",
              .requirement = "DS-09",
              .clause = step3,
              .title = "The client derives the keys of a content instance",
              .proves = "Data protected with instance keys opens",
              .failure_means = "The AE uses the container's formula where the confidentiality "
                               "key of an instance has the fixed text ContentInstance.",
              .host = {{"level", "keys"}, {"scope", "content-instance"}, {"protection", "both"}},
              .variants = each("freshness", {"nonce", "time"})}));
}

void add_forms(std::vector<Purpose>& out) {
  const std::string step3 = "TR-0012 7.3.2.2 step 3";
  out.push_back(opened({.id = "DS-12-CLI-01",
                        .requirement = "DS-12",
                        .clause = step3,
                        .title = "The client reads JWE and JWS in compact and JSON serialization",
                        .proves = "Data in this serialization opens",
                        .failure_means = "The AE reads one serialization of JOSE only.",
                        .host = {{"protection", "both"}},
                        .variants = each("form", {"json", "json-base64", "compact"})}));
  out.push_back(opened(
      {.id = "DS-18-CLI-01",
       .requirement = "DS-18",
       .clause = "TR-0012 7.3.2.2 step 19",
       .title = "The client works with a master, with data keys, and with ready-made resource keys",
       .proves = "Data opens at this provisioning depth",
       .failure_means = "The AE derives where it was given the final key, or the reverse.",
       .host = {{"protection", "aead"}},
       .variants = each("level", {"resource", "keys", "master"})}));
  out.push_back(opened(
      {.id = "DS-20-CLI-01",
       .requirement = "DS-20",
       .clause = "TR-0012 figure 7.3.2.2-2",
       .title = "The client reads encrypted content and tag from the children of an instance",
       .proves = "Data in child-resource form opens",
       .failure_means = "The AE does not know e2e:ec and e2e:at.",
       .host = {{"form", "children"}, {"protection", "both"}},
       .options = {"child-resource-form"}}));
  out.push_back(opened({.id = "DS-23-CLI-01",
                        .requirement = "DS-23",
                        .clause = "TR-0012 7.3.2.1",
                        .title = "The client opens a protected system resource",
                        .proves = "A protected <mgmtObj> opens",
                        .failure_means = "The AE handles content instances only.",
                        .host = {{"resource", "mgmtObj"}, {"protection", "aead"}},
                        .options = {"protected-mgmt-obj"}}));
  out.push_back(opened(
      {.id = "DS-24-CLI-01",
       .requirement = "DS-24",
       .clause = step3,
       .title = "The client opens instances whose authentication key is shared by the container",
       .proves = "An instance key for confidentiality goes with a container key for the tag",
       .failure_means = "The AE assumes that both keys have the same scope.",
       .host = {{"protection", "both"},
                {"scope", "content-instance"},
                {"authenticity_scope", "container"}},
       .options = {"shared-authentication-key"}}));
  out.push_back(opened(
      {.id = "DS-26-CLI-01",
       .requirement = "DS-26",
       .clause = "TR-0012 7.3.2.2 steps 8, 15",
       .title =
           "The client finds the Credential-Id in the CryptoParams or in a resource of its own",
       .proves = "Data whose Credential-Id travels this way opens",
       .failure_means = "The AE looks for the Credential-Id in one place only.",
       .host = {{"form", "children"}, {"protection", "both"}},
       .variants = each("carrier", {"child", "params"}),
       .options = {"child-resource-form"}}));
}

}  // namespace

void add_cli_opening(std::vector<Purpose>& out) {
  add_derivations(out);
  add_forms(out);
}

}  // namespace plumbline::testcases
