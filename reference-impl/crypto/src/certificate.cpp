#include "plumbline/crypto/certificate.hpp"

#include "certificate_handle.hpp"
#include "hardware_name.hpp"
#include "key_handle.hpp"

#include <openssl/err.h>
#include <openssl/pem.h>

#include <climits>
#include <ctime>

namespace plumbline::crypto {
namespace {

using NamesPtr = ossl::Ptr<GENERAL_NAMES, GENERAL_NAMES_free>;

constexpr std::size_t kLongestChain = 16;

/// The next certificate of a PEM text; null at its end or at a malformed one.
ossl::X509Ptr next_certificate(const ossl::BioPtr& text) {
  return ossl::X509Ptr{PEM_read_bio_X509(text.get(), nullptr, &ossl::no_password, nullptr)};
}

NamesPtr alternative_names(const X509* x509) {
  return NamesPtr{
      static_cast<GENERAL_NAMES*>(X509_get_ext_d2i(x509, NID_subject_alt_name, nullptr, nullptr))};
}

/// subjectAltName values of one type (GEN_DNS, GEN_URI), octet for octet.
std::vector<std::string> alternative_names(const X509* x509, int type) {
  const NamesPtr names = alternative_names(x509);
  std::vector<std::string> values;
  for (int i = 0; i < sk_GENERAL_NAME_num(names.get()); ++i) {
    const GENERAL_NAME* name = sk_GENERAL_NAME_value(names.get(), i);
    if (name->type == type) {
      // NOLINTNEXTLINE(*-pro-type-union-access): `type` above says which member holds
      const ASN1_STRING* text = name->d.ia5;
      const auto size = static_cast<std::size_t>(ASN1_STRING_length(text));
      values.emplace_back(as_text({ASN1_STRING_get0_data(text), size}));
    }
  }
  ossl::forget_errors();
  return values;
}

bool has_readable_times(const X509* x509) {
  return ASN1_TIME_check(X509_get0_notBefore(x509)) == 1 &&
         ASN1_TIME_check(X509_get0_notAfter(x509)) == 1;
}

}  // namespace

TimePoint time_point(const ASN1_TIME* time) {
  std::tm utc{};
  ossl::check(ASN1_TIME_to_tm(time, &utc), "ASN1_TIME_to_tm");
  const std::chrono::year_month_day day{std::chrono::year{utc.tm_year + 1900},
                                        std::chrono::month{static_cast<unsigned>(utc.tm_mon + 1)},
                                        std::chrono::day{static_cast<unsigned>(utc.tm_mday)}};
  return std::chrono::sys_days{day} + std::chrono::hours{utc.tm_hour} +
         std::chrono::minutes{utc.tm_min} + std::chrono::seconds{utc.tm_sec};
}

Result<Certificate> adopt_certificate(ossl::X509Ptr x509) {
  ossl::PkeyPtr pkey{X509_get_pubkey(x509.get())};
  if (!pkey || !has_readable_times(x509.get())) {
    ossl::forget_errors();
    return fail(Errc::malformed, "certificate without a readable key or validity period");
  }
  PLUMBLINE_TRY(auto key, adopt_key(std::move(pkey)));
  return Certificate{
      std::make_shared<const ossl::CertificateHandle>(std::move(x509), PublicKey{std::move(key)})};
}

Result<Certificate> Certificate::from_pem(std::string_view pem) {
  const auto text = ossl::memory_reader(as_bytes(pem));
  auto x509 = next_certificate(text);
  ossl::forget_errors();
  if (!x509) {
    return fail(Errc::malformed, "no certificate in the PEM text");
  }
  return adopt_certificate(std::move(x509));
}

Result<Certificate> Certificate::from_der(ByteView der) {
  if (der.size() > INT_MAX) {
    return fail(Errc::malformed, "certificate over 2 GiB");
  }
  const std::uint8_t* position = der.data();
  ossl::X509Ptr x509{d2i_X509(nullptr, &position, static_cast<long>(der.size()))};
  if (!x509 || position != der.data() + der.size()) {
    ossl::forget_errors();
    return fail(Errc::malformed, "not one DER certificate");
  }
  return adopt_certificate(std::move(x509));
}

Result<std::vector<Certificate>> Certificate::chain_from_pem(std::string_view pem) {
  const auto text = ossl::memory_reader(as_bytes(pem));
  std::vector<Certificate> chain;
  for (auto x509 = next_certificate(text); x509; x509 = next_certificate(text)) {
    if (chain.size() == kLongestChain) {
      return fail(Errc::too_large, "more than 16 certificates in the PEM text");
    }
    PLUMBLINE_TRY(auto certificate, adopt_certificate(std::move(x509)));
    chain.push_back(std::move(certificate));
  }
  const bool at_end = ERR_GET_REASON(ERR_peek_last_error()) == PEM_R_NO_START_LINE;
  ossl::forget_errors();
  if (chain.empty() || !at_end) {
    return fail(Errc::malformed, "no certificate, or a malformed one, in the PEM text");
  }
  return chain;
}

std::string Certificate::to_pem() const {
  const auto out = ossl::memory_writer();
  ossl::check(PEM_write_bio_X509(out.get(), handle_->x509.get()), "PEM_write_bio_X509");
  return std::string{as_text(ossl::written(out))};
}

Bytes Certificate::to_der() const {
  const auto out = ossl::memory_writer();
  ossl::check(i2d_X509_bio(out.get(), handle_->x509.get()), "i2d_X509_bio");
  const ByteView der = ossl::written(out);
  return {der.begin(), der.end()};
}

PublicKey Certificate::public_key() const {
  return handle_->key;
}

std::vector<std::string> Certificate::dns_names() const {
  return alternative_names(handle_->x509.get(), GEN_DNS);
}

std::vector<std::string> Certificate::uris() const {
  return alternative_names(handle_->x509.get(), GEN_URI);
}

std::vector<std::string> Certificate::hardware_ids() const {
  const NamesPtr names = alternative_names(handle_->x509.get());
  std::vector<std::string> ids;
  for (int i = 0; i < sk_GENERAL_NAME_num(names.get()); ++i) {
    if (auto id = ossl::hardware_id_of(*sk_GENERAL_NAME_value(names.get(), i))) {
      ids.push_back(*std::move(id));
    }
  }
  return ids;
}

TimePoint Certificate::not_before() const {
  return time_point(X509_get0_notBefore(handle_->x509.get()));
}

TimePoint Certificate::not_after() const {
  return time_point(X509_get0_notAfter(handle_->x509.get()));
}

}  // namespace plumbline::crypto
