#include "plumbline/core/bytes.hpp"
#include "plumbline/onem2m/identifier.hpp"
#include "plumbline/onem2m/primitive.hpp"
#include "plumbline/onem2m/resource_type.hpp"

#include <cstdint>
#include <cstdlib>

namespace {

using namespace plumbline;

void check_content(const onem2m::RequestPrimitive& request) {
  if (!request.resource_type || !request.content || !request.content->is_object() ||
      request.content->empty()) {
    return;
  }
  const auto& root = request.content->begin().key();
  if (const auto* const info = onem2m::info_of(*request.resource_type, root)) {
    static_cast<void>(onem2m::check_create(*info, *request.content));
    static_cast<void>(onem2m::check_update(*info, *request.content));
  }
}

}  // namespace

/// A request that parses survives its own serialization and every check that a receiver makes.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto value = parse_json(as_text({data, size}), {.octets = 65536});
  if (!value) {
    return 0;
  }
  const auto request = onem2m::request_from_json(value.value());
  if (!request) {
    return request.error().detail.empty() ? (std::abort(), 1) : 0;
  }
  const Json once = onem2m::to_json(request.value());
  const auto again = onem2m::request_from_json(once);
  if (!again || onem2m::to_json(again.value()) != once) {
    std::abort();
  }
  static_cast<void>(onem2m::fault_of(request.value()));
  static_cast<void>(onem2m::resolve_target(
      request.value().to, {.sp_id = "//sp.example", .cse_id = "/cse-a", .cse_name = "cse"}));
  check_content(request.value());
  return 0;
}
