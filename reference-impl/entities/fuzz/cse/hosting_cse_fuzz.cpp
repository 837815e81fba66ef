// Requests to a hosting CSE, one JSON primitive a line: none may harm it, and what it holds stays
// within its bounds.

#include "plumbline/core/clock.hpp"
#include "plumbline/core/json.hpp"
#include "plumbline/entities/cse/hosting_cse.hpp"

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <span>
#include <string_view>
#include <utility>
#include <variant>

namespace {

using namespace plumbline;

class CountingRandom final : public RandomSource {
 public:
  void fill(std::span<std::uint8_t> out) override {
    for (auto& octet : out) {
      octet = static_cast<std::uint8_t>(count_ >>
                                        (8U * (static_cast<std::size_t>(&octet - out.data()) % 8)));
    }
    ++count_;
  }

 private:
  std::uint64_t count_ = 1;
};

entities::CseConfiguration configuration() {
  entities::CseConfiguration made;
  made.identity = {.sp_id = "//sp.example", .cse_id = "/cse-a", .cse_name = "cse"};
  made.admin = "CAdmin";
  made.security_required = false;
  made.limits = {.resources = 12,
                 .representation_octets = 2'000,
                 .store_octets = 6'000,
                 .depth = 4,
                 .name_octets = 16};
  return made;
}

/// What is sent on reaches nobody.
onem2m::ResponsePrimitive answer(entities::HostingCse& cse,
                                 const onem2m::RequestPrimitive& request) {
  auto handling = cse.accept(request, {});
  const auto* const forward = std::get_if<entities::Forward>(&handling);
  return forward == nullptr ? std::get<onem2m::ResponsePrimitive>(std::move(handling))
                            : cse.complete(*forward, fail(Errc::unreachable));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  ManualClock clock{TimePoint{milliseconds{1'700'000'000'000}}};
  CountingRandom random;
  entities::HostingCse cse{configuration(), {.clock = clock, .random = random}};
  std::string_view rest = as_text({data, size});
  while (!rest.empty()) {
    const auto end = std::min(rest.find('\n'), rest.size());
    if (const auto json = parse_json(rest.substr(0, end))) {
      if (const auto request = onem2m::request_from_json(json.value())) {
        const auto response = answer(cse, request.value());
        const bool bounded = cse.resources().size() <= 12 && cse.resources().octets() <= 7'000;
        if (!bounded || response.request_id != request.value().request_id) {
          std::abort();
        }
      }
    }
    clock.advance(milliseconds{500});
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  return 0;
}
