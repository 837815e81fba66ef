#include "plumbline/esf/open.hpp"

#include "s1_header.hpp"

#include <utility>

namespace plumbline::esf {

namespace {

/// Everything that does not take a key.
Result<void> check_before_keys(const PayloadHeader& header,
                               const S1Body& body,
                               TargetDataClass expected,
                               const TargetEndPoint& target,
                               const TargetPolicy& policy) {
  if (!policy.accepts_session(header.context.session)) {
    return fail(Errc::invalid_value, "est: not an S1 envelope");
  }
  if (!policy.accepts_class(expected, header.context.target_data_class)) {
    return fail(Errc::invalid_value, "etd: another target data class");
  }
  if (!policy.accepts_algorithms(target.accepted, header.set, body.key_sets)) {
    return fail(Errc::algorithm_not_allowed, "algorithm sets that the target does not accept");
  }
  PLUMBLINE_TRY(const Bytes associated_data, associated_data_of(body.payload));
  if (!policy.is_covered(header.beside, digest_beside_payload(body, associated_data))) {
    return fail(Errc::authentication_failed, "esh: covers something else");
  }
  return success();
}

Result<Opened> open_body(const PayloadHeader& header,
                         const S1Body& body,
                         const TargetEndPoint& target,
                         const TargetPolicy& policy) {
  PLUMBLINE_TRY(const TargetKeys keys, recover(header.context, header.set, body, target, policy));
  Opened opened;
  PLUMBLINE_TRY(
      opened.data,
      verify_payload({.context = header.context, .set = header.set, .body = body, .keys = keys},
                     policy));
  opened.source_id = header.context.source_id;
  opened.source = keys.source;
  opened.payload = header.set;
  opened.target = keys.target;
  opened.key_id = keys.key_id;
  return opened;
}

Result<Opened> open_s1(const Envelope& envelope,
                       TargetDataClass expected,
                       const TargetEndPoint& target,
                       const TargetPolicy& policy) {
  if (!policy.accepts_session(envelope.session)) {
    return fail(Errc::invalid_value, "e2e:esf.st: not an S1 envelope");
  }
  if (!policy.accepts_class(expected, envelope.target_data_class)) {
    return fail(Errc::invalid_value, "e2e:esf.tdc: another target data class");
  }
  PLUMBLINE_TRY(const S1Body body, read_s1_body(envelope.body));
  PLUMBLINE_TRY(const PayloadHeader header, payload_header_of(body.payload));
  PLUMBLINE_TRY(check_before_keys(header, body, expected, target, policy));
  return open_body(header, body, target, policy);
}

}  // namespace

Result<Opened> open(const Envelope& envelope,
                    TargetDataClass expected,
                    const TargetEndPoint& target,
                    const TargetPolicy& policy) {
  Result<Opened> opened = open_s1(envelope, expected, target, policy);
  if (!opened && opened.error().code == Errc::authentication_failed) {
    return fail(Errc::authentication_failed, "the envelope does not verify");
  }
  return opened;
}

}  // namespace plumbline::esf
