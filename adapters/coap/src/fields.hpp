/// @file
/// What the options of a message say, requests and responses alike.

#pragma once

#include "plumbline/adapters/coap/codec.hpp"
#include "plumbline/core/result.hpp"
#include "plumbline/onem2m/primitive.hpp"

#include "target.hpp"

#include <cstdint>
#include <optional>
#include <string>

namespace plumbline::adapters::coap {

/// What a message says in options.
struct Fields {
  std::string from;
  std::string request_id;
  std::string release_version;
  std::optional<std::uint32_t> resource_type;
  std::optional<std::uint32_t> status;
  std::optional<std::uint32_t> content_format;
  std::optional<std::uint32_t> accept;
  onem2m::Parameters parameters;
  onem2m::Parameters query;
  TargetReader target;  ///< Uri-Path or Location-Path
  bool to_proxy = false;
};

/// Errc::unsupported for a critical option that is as good as not known; other codes naming an
/// option whose value is wrong.
[[nodiscard]] Result<Fields> read_fields(const Message& message,
                                         bool in_request,
                                         OptionNumbers numbers);

}  // namespace plumbline::adapters::coap
