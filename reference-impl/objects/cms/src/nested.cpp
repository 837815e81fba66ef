#include "plumbline/cms/nested.hpp"

#include "plumbline/cms/text_forms.hpp"

#include <utility>

namespace plumbline::cms {

Result<Bytes> seal_nested(const SignRequest& inner, SealRequest outer) {
  if (inner.detached) {
    return fail(Errc::invalid_value, "CMS: a detached payload would not be encrypted");
  }
  PLUMBLINE_TRY(const Bytes signed_data, sign(inner));
  PLUMBLINE_TRY(const std::string message, to_smime(signed_data));
  outer.plaintext = as_bytes(message);
  return seal(outer);
}

Result<OpenedNested> open_nested(ByteView ber,
                                 const NestedKeys& keys,
                                 const OpenOptions& open_options,
                                 const VerifyOptions& verify_options) {
  PLUMBLINE_TRY(Opened outer, open(ber, keys.decryption, open_options));
  PLUMBLINE_TRY(const Bytes inside, from_smime(as_text(outer.plaintext)));
  PLUMBLINE_TRY(VerifiedData inner, verify(inside, keys.trusted, verify_options));
  return OpenedNested{.outer = std::move(outer), .inner = std::move(inner)};
}

}  // namespace plumbline::cms
