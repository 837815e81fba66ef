/// @file
/// The marking of protected content: m2m:contentInfo.

#pragma once

#include "plumbline/core/result.hpp"
#include "plumbline/esdata/form.hpp"
#include "plumbline/esdata/protection.hpp"
#include "plumbline/onem2m/content_info.hpp"

#include <string>
#include <string_view>

namespace plumbline::esdata {

/// "application/jose:0:1" and its like; of XML, an encrypted object and a signed one differ.
/// "application/pkcs7-mime:2" of CMS.
/// @source TS-0004 clause 6.3.4.2.38, notes 3 to 5
[[nodiscard]] onem2m::ContentInfo marking_of(Form form, SecurityClass security_class);

/// The object as it travels in that form.
[[nodiscard]] std::string wrapped(std::string object, Form form);

/// An object as it was before it was wrapped.
struct Object {
  Form form{};
  std::string text;
};

/// The object in content that is marked so: contentSecurity is undone before anything else.
/// @source TS-0004 table 6.3.3-1
/// @return Errc::malformed for content that is not in its form, Errc::unsupported for other forms
///         or an encoding over a protected object, Errc::too_large.
[[nodiscard]] Result<Object> unwrapped(std::string_view content, const onem2m::ContentInfo& info);

}  // namespace plumbline::esdata
