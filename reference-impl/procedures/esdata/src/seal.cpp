#include "plumbline/esdata/seal.hpp"

#include "content.hpp"
#include "format.hpp"

#include <utility>

namespace plumbline::esdata {

namespace {

template <typename Alg>
Result<void> check_open(Alg alg) {
  if (!jose::AlgorithmPolicy::esdata().allows(alg)) {
    return fail(Errc::algorithm_not_allowed, std::string{name_of(alg)} + " is none of ESData");
  }
  return success();
}

/// Table 8.5.2.1-1: who takes part in which class.
Result<void> check_class(const SealRequest& request) {
  const bool encrypts = request.security_class != SecurityClass::signature_only;
  const bool signs = request.security_class != SecurityClass::encryption_only;
  if (request.targets.empty() == encrypts || request.signers.empty() == signs) {
    return fail(Errc::invalid_value,
                std::string{name_of(request.security_class)} + " with " +
                    std::to_string(request.targets.size()) + " targets and " +
                    std::to_string(request.signers.size()) + " signers");
  }
  if (!encrypts && !request.associated_data.empty()) {
    return fail(Errc::invalid_value, "associated data: a signature carries none");
  }
  for (const Signer& signer : request.signers) {
    if (encrypts && !is_of_certificate(signer.credential.suid)) {
      return fail(Errc::key_mismatch, "nested: the inner layer is a digital signature");
    }
  }
  return success();
}

/// The closed list of tables 8.5.3.2-1 to 8.5.3.3-2.
Result<void> check_algorithms(const SealRequest& request) {
  for (const Signer& signer : request.signers) {
    PLUMBLINE_TRY(check_open(signer.alg));
  }
  for (const Target& target : request.targets) {
    PLUMBLINE_TRY(check_open(target.alg));
  }
  return request.targets.empty() ? Result<void>{success()} : check_open(request.enc);
}

}  // namespace

Result<Envelope> seal(const SealRequest& request, RandomSource& random) {
  return seal(request, {}, random);
}

Result<Envelope> seal(const SealRequest& request,
                      const jose::KnownAnswerInputs& fixed,
                      RandomSource& random) {
  PLUMBLINE_TRY(check_class(request));
  PLUMBLINE_TRY(check_algorithms(request));
  PLUMBLINE_TRY(std::string object, format_of(request.form).seal(request, fixed, random));
  return Envelope{.content = wrapped(std::move(object), request.form),
                  .info = marking_of(request.form, request.security_class)};
}

}  // namespace plumbline::esdata
