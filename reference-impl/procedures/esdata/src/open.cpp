#include "plumbline/esdata/open.hpp"

#include "content.hpp"
#include "format.hpp"
#include "held_keys.hpp"

namespace plumbline::esdata {

namespace {

Result<void> check_class(const Opened& opened, std::optional<SecurityClass> demanded) {
  // Table 8.5.2.1-1: inside is a digital signature, and no MIC.
  if (opened.security_class == SecurityClass::nested &&
      opened.source != SourceAuthentication::non_repudiable) {
    return fail(Errc::key_mismatch, "nested: the inner layer is no digital signature");
  }
  if (demanded && *demanded != opened.security_class) {
    return fail(Errc::invalid_value,
                std::string{name_of(opened.security_class)} + " where " +
                    std::string{name_of(*demanded)} + " is demanded");
  }
  return success();
}

}  // namespace

Result<Opened> open(const OpenRequest& request) {
  PLUMBLINE_TRY(const Object object, unwrapped(request.content, request.info));
  PLUMBLINE_TRY(const HeldKeys keys, HeldKeys::of(request.held));
  PLUMBLINE_TRY(Opened opened, format_of(object.form).open(object, keys));
  PLUMBLINE_TRY(check_class(opened, request.demanded));
  return opened;
}

}  // namespace plumbline::esdata
