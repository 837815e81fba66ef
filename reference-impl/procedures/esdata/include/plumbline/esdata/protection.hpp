/// @file
/// The classes of ESData and what each of them tells a target about the source.

#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace plumbline::esdata {

/// "encryption-only", "signature-only", "nested" (a digital signature first, then encryption of
/// payload and signature together).
/// @source TS-0003 table 8.5.2.1-1, TR-0012 table 8.2.2-1
enum class SecurityClass : std::uint8_t { encryption_only, signature_only, nested };

/// How far a target can be sure of the source: "unauthenticated", "authenticated" (by a symmetric
/// key), "non-repudiable" (a digital signature).
/// @source TS-0003 table 8.5.2.1-1, TR-0012 table 8.2.2-1
enum class SourceAuthentication : std::uint8_t { none, symmetric, non_repudiable };

[[nodiscard]] std::string_view name_of(SecurityClass security_class) noexcept;
[[nodiscard]] std::string_view name_of(SourceAuthentication authentication) noexcept;
[[nodiscard]] std::optional<SecurityClass> security_class_named(std::string_view name) noexcept;

}  // namespace plumbline::esdata
