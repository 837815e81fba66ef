#include "plumbline/esf/seal.hpp"

#include <utility>

namespace plumbline::esf {

Result<Envelope> seal(const EstablishRequest& request,
                      const TargetData& data,
                      RandomSource& random) {
  return seal(request, data, {}, random);
}

Result<Envelope> seal(const EstablishRequest& request,
                      const TargetData& data,
                      const FixedInputs& fixed,
                      RandomSource& random) {
  PLUMBLINE_TRY(SourceKeys keys, establish(request, fixed, random));
  PLUMBLINE_TRY(keys.parameters.payload,
                protect_payload(
                    {.set = request.payload, .data = data, .keys = keys, .signer = request.signer},
                    fixed.iv,
                    random));
  return Envelope{.session = keys.context.session,
                  .target_data_class = request.target_data_class,
                  .body = to_json(keys.parameters)};
}

}  // namespace plumbline::esf
