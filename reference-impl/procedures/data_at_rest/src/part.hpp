/// @file
/// Protection of one value inside JSON content; the rest stays readable.

#pragma once

#include "plumbline/core/random.hpp"
#include "plumbline/data_at_rest/open.hpp"
#include "plumbline/data_at_rest/protect.hpp"

#include "layer.hpp"

#include <optional>

namespace plumbline::data_at_rest {

/// protect() of Form::part.
[[nodiscard]] Result<ProtectedData> protect_part(const ProtectInput& input, RandomSource& random);

/// The one protected value of a document.
struct Part {
  Json document;
  std::string pointer;  ///< RFC 6901: where it stands
  Layer layer;
  std::optional<Json> value;  ///< beside a signature
};

/// @return Errc::malformed when the document is no JSON, or has no or more than one such value;
///         Errc::authentication_failed when it was made for another place in the document.
[[nodiscard]] Result<Part> find_part(const ProtectedContent& content);

/// open() of a part.
[[nodiscard]] Result<Opened> open_part(Part part,
                                       std::string media_type,
                                       const OpenInput& input,
                                       const OpenSteps& steps);

}  // namespace plumbline::data_at_rest
