#include "plumbline/keys/enrolment.hpp"

#include "plumbline/crypto/hmac.hpp"

#include "identifier.hpp"

#include <algorithm>
#include <array>

namespace plumbline::keys {
namespace {

/// The SUID as octets, in one of its two forms.
class EncodedSuid {
 public:
  EncodedSuid(int suid, SuidOctets form)
      : octets_{static_cast<std::uint8_t>('0' + (suid / 10)),
                static_cast<std::uint8_t>('0' + (suid % 10))} {
    if (form == SuidOctets::one_octet) {
      octets_[0] = static_cast<std::uint8_t>(suid);
      size_ = 1;
    }
  }

  [[nodiscard]] ByteView view() const noexcept { return ByteView{octets_}.first(size_); }

 private:
  std::array<std::uint8_t, 2> octets_;
  std::size_t size_ = 2;
};

struct Formula {
  std::string_view label;
  ByteView suid;  ///< empty in the formulas of Release 1
};

Result<crypto::SecretBytes> derive(ByteView ke,
                                   const Formula& formula,
                                   std::string_view identifier) {
  if (ke.empty()) {
    return fail(Errc::invalid_length, "Ke is empty");
  }
  PLUMBLINE_TRY(const auto normalized, Identifier::from(identifier));
  return crypto::hmac(crypto::HashAlgorithm::sha256,
                      ke,
                      {as_bytes(formula.label), formula.suid, normalized.octets()});
}

}  // namespace

bool is_suid(int value) noexcept {
  static constexpr std::array kValues{10, 11, 12, 13, 14, 15, 21, 22, 23, 24, 25,
                                      32, 33, 34, 35, 40, 41, 42, 43, 44, 45};
  return std::ranges::binary_search(kValues, value);
}

Result<crypto::SecretBytes> derive_usage_constrained(const UsageConstrainedInput& input) {
  if (!is_suid(input.suid)) {
    return fail(Errc::invalid_value, "SUID " + std::to_string(input.suid) + " is not defined");
  }
  const EncodedSuid suid{input.suid, input.suid_octets};
  return derive(input.ke,
                {.label = "oneM2M Enrolment Key to Usage-Constrained Symmetric Key derivation",
                 .suid = suid.view()},
                input.target);
}

Result<crypto::SecretBytes> derive_master_credential(const EnrolmentInput& input) {
  return derive(input.ke,
                {.label = "oneM2M Enrolment Key to Master Credential derivation", .suid = {}},
                input.identifier);
}

Result<crypto::SecretBytes> derive_secure_connection(const EnrolmentInput& input) {
  return derive(
      input.ke,
      {.label = "oneM2M Enrolment Key to Provisioned Secure Connection Key derivation", .suid = {}},
      input.identifier);
}

}  // namespace plumbline::keys
