// ESData in each format and of each class, beside the library that the format stands on. One
// iteration is one payload sealed, or one envelope opened.

#include "plumbline/crypto/certificate_issue.hpp"
#include "plumbline/crypto/random.hpp"
#include "plumbline/esdata/open.hpp"
#include "plumbline/esdata/seal.hpp"

#include "jose_keys.hpp"
#include "raw_cms.hpp"
#include "raw_jwe.hpp"
#include "raw_jws.hpp"
#include "raw_xmlsec.hpp"

#include <benchmark/benchmark.h>

#include <string>
#include <vector>

namespace plumbline::bench {
namespace {

using esdata::Form;
using esdata::SecurityClass;

/// How a payload is protected: under a key itself or a key that wraps another, AES-256-GCM; with
/// HMAC-SHA-256; with ECDSA on P-256; the last within the second.
enum class Way : std::uint8_t { direct, wrapped, mic, signature, nested };

const crypto::IssuedCertificate& source() {
  static const crypto::IssuedCertificate issued = crypto::issue_certificate(
      {.common_name = "source",
       .not_before = std::chrono::sys_days{std::chrono::year{2026} / 1 / 1},
       .not_after = std::chrono::sys_days{std::chrono::year{2036} / 1 / 1}});
  return issued;
}

const jose::Jwk& secret() {
  return key_of(Object::jwe_dir_a256gcm);
}

esdata::Credential symmetric(int suid) {
  return {.id = "e", .suid = suid, .key = secret()};
}

esdata::Credential certified(const jose::Jwk& key) {
  return {.id = "s", .suid = 45, .key = key, .certificate = source().certificate};
}

constexpr SecurityClass class_of(Way way) {
  switch (way) {
    case Way::mic:
    case Way::signature:
      return SecurityClass::signature_only;
    case Way::nested:
      return SecurityClass::nested;
    default:
      return SecurityClass::encryption_only;
  }
}

template <Form kForm, Way kWay>
class Ours {
 public:
  Ours() {
    if (kWay == Way::mic) {
      request_.signers = {{.credential = symmetric(15), .alg = jose::JwsAlg::hs256}};
      held_ = {{.credential = symmetric(15)}};
      return;
    }
    if (kWay == Way::signature || kWay == Way::nested) {
      const crypto::PrivateKey& key = source().key;
      request_.signers = {
          {.credential = certified(jose::Jwk::from_private(key)), .alg = jose::JwsAlg::es256}};
      held_.push_back({.credential = certified(jose::Jwk::from_public(key.public_key()))});
    }
    if (kWay != Way::signature) {
      request_.targets = {{.credential = symmetric(14),
                           .alg = kWay == Way::direct ? jose::JweAlg::dir : jose::JweAlg::a256kw}};
      held_.push_back({.credential = symmetric(14)});
    }
  }

  std::string seal(ByteView payload) {
    request_.plaintext = payload;
    esdata::Envelope envelope = esdata::seal(request_, random_).value();
    info_ = std::move(envelope.info);
    return std::move(envelope.content);
  }

  std::size_t open(std::string_view text) {
    return esdata::open({.content = text, .info = info_, .held = held_, .demanded = {}})
        .value()
        .plaintext.size();
  }

 private:
  crypto::SystemRandom random_;
  esdata::SealRequest request_{.security_class = class_of(kWay), .form = kForm};
  std::vector<esdata::HeldCredential> held_;
  onem2m::ContentInfo info_;
};

/// A yardstick of JOSE takes the kid of each header; here it stays.
template <typename Side>
class Jose {
 public:
  std::string_view seal(ByteView payload) { return side_.seal("e", payload); }

  std::size_t open(std::string_view text) { return side_.open(text); }

 private:
  Side side_;
};

struct CmsEnvelope : RawCmsEnvelope {
  CmsEnvelope() : RawCmsEnvelope(secret().secret()->expose()) {}
};

struct CmsSignature : RawCmsSignature {
  CmsSignature() : RawCmsSignature(source().key, source().certificate) {}
};

struct XmlEnvelope : RawXmlEnvelope {
  XmlEnvelope() : RawXmlEnvelope(secret().secret()->expose()) {}
};

struct XmlMic : RawXmlSignature {
  XmlMic() : RawXmlSignature(raw_xml_mac_key(secret().secret()->expose()), kXmlHmacSha256) {}
};

struct XmlSignature : RawXmlSignature {
  XmlSignature() : RawXmlSignature(raw_xml_key_pair(source().key), kXmlEcdsaSha256) {}
};

template <typename Side>
void esdata_seal(benchmark::State& state) {
  Side side;
  const Bytes payload(static_cast<std::size_t>(state.range(0)), std::uint8_t{'x'});
  for (auto _ : state) {
    benchmark::DoNotOptimize(side.seal(payload));
  }
}

template <typename Side>
void esdata_open(benchmark::State& state) {
  Side side;
  const Bytes payload(static_cast<std::size_t>(state.range(0)), std::uint8_t{'x'});
  const std::string text{side.seal(payload)};
  for (auto _ : state) {
    require(side.open(text) == payload.size(), "open");
  }
}

void sizes(benchmark::internal::Benchmark* benchmark) {
  benchmark->ArgName("octets")->Arg(1024)->Arg(65536);
}

template <typename Side>
void add(const std::string& name) {
  sizes(benchmark::RegisterBenchmark(("esdata_seal/" + name).c_str(), &esdata_seal<Side>));
  sizes(benchmark::RegisterBenchmark(("esdata_open/" + name).c_str(), &esdata_open<Side>));
}

const bool kAdded = [] {
  add<Ours<Form::jose_compact, Way::direct>>("jose/direct");
  add<Jose<RawJwe>>("jose/direct/raw");
  add<Ours<Form::jose_compact, Way::wrapped>>("jose/wrapped");
  add<Ours<Form::jose_compact, Way::mic>>("jose/mic");
  add<Jose<RawJws<Object::jws_hs256>>>("jose/mic/raw");
  add<Ours<Form::jose_compact, Way::signature>>("jose/signature");
  add<Jose<RawJws<Object::jws_es256>>>("jose/signature/raw");
  add<Ours<Form::jose_compact, Way::nested>>("jose/nested");
  add<Ours<Form::xml, Way::direct>>("xml/direct");
  add<Ours<Form::xml, Way::wrapped>>("xml/wrapped");
  add<XmlEnvelope>("xml/wrapped/raw");
  add<Ours<Form::xml, Way::mic>>("xml/mic");
  add<XmlMic>("xml/mic/raw");
  add<Ours<Form::xml, Way::signature>>("xml/signature");
  add<XmlSignature>("xml/signature/raw");
  add<Ours<Form::xml, Way::nested>>("xml/nested");
  add<Ours<Form::cms, Way::wrapped>>("cms/wrapped");
  add<CmsEnvelope>("cms/wrapped/raw");
  add<Ours<Form::cms, Way::signature>>("cms/signature");
  add<CmsSignature>("cms/signature/raw");
  add<Ours<Form::cms, Way::nested>>("cms/nested");
  return true;
}();

}  // namespace
}  // namespace plumbline::bench
