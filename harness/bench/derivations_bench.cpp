// Each derivation of the keys room beside the same HMACs on a re-keyed raw context. The goal is a
// rate of at least 0.9 of the raw one; the raw side gets its message in one piece where it can.

#include "plumbline/keys/data_security.hpp"
#include "plumbline/keys/e2e_message.hpp"
#include "plumbline/keys/enrolment.hpp"
#include "plumbline/keys/esf.hpp"
#include "plumbline/keys/esprim_session.hpp"
#include "plumbline/keys/exporter.hpp"
#include "plumbline/keys/group.hpp"

#include "raw_hmac.hpp"

#include <benchmark/benchmark.h>

#include <numeric>

namespace plumbline::bench {
namespace {

Bytes octets_from(std::uint8_t first, std::size_t size) {
  Bytes octets(size);
  std::iota(octets.begin(), octets.end(), first);
  return octets;
}

const Bytes kKey = octets_from(0, 32);
const Bytes kSalt(32, 0x55);
const Bytes kNonce(16, 0xA5);
constexpr std::string_view kCse = "//sp.example/cse-b";

/// One HMAC over a message in one piece.
void raw_single(benchmark::State& state, const Bytes& message) {
  RawHmac hmac;
  for (auto _ : state) {
    benchmark::DoNotOptimize(hmac(kKey, {message}));
  }
}

Bytes text(std::initializer_list<std::string_view> parts) {
  Bytes out;
  for (const auto part : parts) {
    out.insert(out.end(), part.begin(), part.end());
  }
  return out;
}

void group_key(benchmark::State& state) {
  for (auto _ : state) {
    benchmark::DoNotOptimize(
        keys::derive_group_key({.kpsa = kKey, .enrollee_id = kCse, .rand = kNonce}));
  }
}

void group_key_raw(benchmark::State& state) {
  raw_single(
      state,
      concat({as_bytes("oneM2M Group Secure Connection Key derivation"), as_bytes(kCse), kNonce}));
}

void data_security(benchmark::State& state) {
  const keys::DataSecurityInput input{
      .hash = crypto::HashAlgorithm::sha256, .salt = kSalt, .key = kKey};
  for (auto _ : state) {
    benchmark::DoNotOptimize(keys::derive_data_security(input));
  }
}

void data_security_raw(benchmark::State& state) {
  RawHmac hmac;
  const Bytes first = text({"Data Authenticity and Integrity", "\x01"});
  const Bytes second = text({"Data Confidentiality Key", "\x02"});
  for (auto _ : state) {
    const auto master = hmac(kSalt, {kKey});
    const auto authenticity = hmac(master, {first});
    const auto confidentiality = hmac(master, {authenticity, second});
    benchmark::DoNotOptimize(confidentiality);
  }
}

void resource_keys(benchmark::State& state) {
  const keys::ResourceKeyInput input{.hash = crypto::HashAlgorithm::sha256,
                                     .key = kKey,
                                     .kind = keys::ResourceKind::container,
                                     .container_name = "Container-x",
                                     .freshness = kNonce};
  for (auto _ : state) {
    benchmark::DoNotOptimize(keys::derive_resource_authenticity_key(input));
    benchmark::DoNotOptimize(keys::derive_resource_confidentiality_key(input));
  }
}

void resource_keys_raw(benchmark::State& state) {
  RawHmac hmac;
  const Bytes auth =
      concat({as_bytes("Data Authenticity and Integrity"), as_bytes("Container-x"), kNonce});
  const Bytes conf = concat({as_bytes("Data Confidentiality"), as_bytes("Container-x"), kNonce});
  for (auto _ : state) {
    benchmark::DoNotOptimize(hmac(kKey, {auth}));
    benchmark::DoNotOptimize(hmac(kKey, {conf}));
  }
}

void e2e_message(benchmark::State& state) {
  const keys::E2eMessageInput input{
      .hash = crypto::HashAlgorithm::sha256, .salt = kSalt, .key = kKey};
  for (auto _ : state) {
    benchmark::DoNotOptimize(keys::derive_e2e_message(input));
  }
}

void e2e_message_raw(benchmark::State& state) {
  RawHmac hmac;
  const Bytes first = text({"E2E Message Authentication Key", "\x01"});
  const Bytes second = text({"E2E Message Confidentiality Key", "\x02"});
  const Bytes third = text({"E2E Attribute Authenticity Key", "\x03"});
  const Bytes fourth = text({"E2E Attribute Confidentiality Key", "\x04"});
  for (auto _ : state) {
    const auto master = hmac(kSalt, {kKey});
    const auto msg_auth = hmac(master, {first});
    const auto msg_conf = hmac(master, {msg_auth, second});
    const auto att_auth = hmac(master, {msg_conf, third});
    const auto att_conf = hmac(master, {att_auth, fourth});
    benchmark::DoNotOptimize(att_conf);
  }
}

void usage_constrained(benchmark::State& state) {
  for (auto _ : state) {
    benchmark::DoNotOptimize(
        keys::derive_usage_constrained({.ke = kKey, .suid = 21, .target = "maf.example.com"}));
  }
}

void usage_constrained_raw(benchmark::State& state) {
  raw_single(state,
             text({"oneM2M Enrolment Key to Usage-Constrained Symmetric Key derivation",
                   "21",
                   "maf.example.com"}));
}

void master_credential(benchmark::State& state) {
  for (auto _ : state) {
    benchmark::DoNotOptimize(
        keys::derive_master_credential({.ke = kKey, .identifier = "maf.example.com"}));
  }
}

void master_credential_raw(benchmark::State& state) {
  raw_single(state,
             text({"oneM2M Enrolment Key to Master Credential derivation", "maf.example.com"}));
}

void secure_connection(benchmark::State& state) {
  for (auto _ : state) {
    benchmark::DoNotOptimize(keys::derive_secure_connection({.ke = kKey, .identifier = kCse}));
  }
}

void secure_connection_raw(benchmark::State& state) {
  raw_single(state,
             text({"oneM2M Enrolment Key to Provisioned Secure Connection Key derivation", kCse}));
}

void exporter(benchmark::State& state) {
  const Bytes master_secret = octets_from(0x40, 48);
  const keys::ExporterInput input{.label = keys::kBootstrapLabel,
                                  .master_secret = master_secret,
                                  .client_random = kKey,
                                  .server_random = kSalt};
  for (auto _ : state) {
    benchmark::DoNotOptimize(keys::export_keying_material(input, keys::kExportedSize));
  }
}

void exporter_raw(benchmark::State& state) {
  RawHmac hmac;
  const Bytes master_secret = octets_from(0x40, 48);
  const Bytes seed = concat({as_bytes(keys::kBootstrapLabel), kKey, kSalt});
  for (auto _ : state) {
    const auto a1 = hmac(master_secret, {seed});
    const auto first = hmac(master_secret, {a1, seed});
    const auto a2 = hmac(master_secret, {a1});
    const auto second = hmac(master_secret, {a2, seed});
    benchmark::DoNotOptimize(first);
    benchmark::DoNotOptimize(second);
  }
}

void esprim_session(benchmark::State& state) {
  const Bytes object(140, 'x');
  for (auto _ : state) {
    benchmark::DoNotOptimize(keys::derive_esprim_session(
        {.pairwise_key = kKey, .receiver = object, .originator = object}));
  }
}

void esprim_session_raw(benchmark::State& state) {
  const Bytes object(140, 'x');
  raw_single(
      state,
      concat(
          {object, object, as_bytes("oneM2M HMAC-SHA256 sessionESPrimKey derivation algorithm")}));
}

void esf(benchmark::State& state) {
  for (auto _ : state) {
    benchmark::DoNotOptimize(keys::derive_esf_key({.key = kKey,
                                                   .session_type = keys::EsfSessionType::s1,
                                                   .target_data_class = 3,
                                                   .source_id = kCse,
                                                   .salt = kNonce}));
  }
}

void esf_raw(benchmark::State& state) {
  raw_single(
      state,
      concat({as_bytes("oneM2M ESF Key derivationS1:3:"), as_bytes(kCse), as_bytes(":"), kNonce}));
}

BENCHMARK(group_key);
BENCHMARK(group_key_raw);
BENCHMARK(data_security);
BENCHMARK(data_security_raw);
BENCHMARK(resource_keys);
BENCHMARK(resource_keys_raw);
BENCHMARK(e2e_message);
BENCHMARK(e2e_message_raw);
BENCHMARK(usage_constrained);
BENCHMARK(usage_constrained_raw);
BENCHMARK(master_credential);
BENCHMARK(master_credential_raw);
BENCHMARK(secure_connection);
BENCHMARK(secure_connection_raw);
BENCHMARK(exporter);
BENCHMARK(exporter_raw);
BENCHMARK(esprim_session);
BENCHMARK(esprim_session_raw);
BENCHMARK(esf);
BENCHMARK(esf_raw);

}  // namespace
}  // namespace plumbline::bench
