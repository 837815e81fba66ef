/// @file
/// The marking of protected content: m2m:contentInfo.

#pragma once

#include "plumbline/core/result.hpp"
#include "plumbline/onem2m/content_info.hpp"

#include <string>
#include <string_view>

namespace plumbline::esdata {

/// "application/jose:0:1" and its like.
/// @source TS-0004 clause 6.3.4.2.38, notes 3 and 4
/// @return Errc::unsupported for a form that is not JOSE.
[[nodiscard]] Result<onem2m::ContentInfo> marking_of(onem2m::ContentSecurity form);

/// The JOSE object as it travels in that form.
[[nodiscard]] std::string wrapped(std::string object, onem2m::ContentSecurity form);

/// The JOSE object in content that is marked so: contentSecurity is undone before anything else.
/// @source TS-0004 table 6.3.3-1
/// @return Errc::malformed for content that is not in its form, Errc::unsupported for other forms
///         or an encoding over a protected object.
[[nodiscard]] Result<std::string> unwrapped(std::string_view content,
                                            const onem2m::ContentInfo& info);

}  // namespace plumbline::esdata
