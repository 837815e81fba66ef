/// @file
/// The protected header of a piece of protected data: written, and read again.

#pragma once

#include "plumbline/core/json.hpp"
#include "plumbline/data_at_rest/open.hpp"
#include "plumbline/data_at_rest/protect.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace plumbline::data_at_rest {

struct HeaderInput {
  const ProtectInput& input;
  const WorkingKey& key;
  Use use{};
  std::string_view cty;             ///< empty: none
  const WorkingKey* tag = nullptr;  ///< key of the tag that goes with an encrypted object
};

/// CryptoParams of one key of the plan, as a child resource carries them.
[[nodiscard]] CryptoParams params_of(const HeaderInput& header);
[[nodiscard]] Json header_of(const HeaderInput& header);

struct ReadHeader {
  KeyNeed need;
  std::optional<KeyNeed> tag;  ///< an encrypted object's: the key of the tag that must go with it
  std::string cty;
  std::string resource;
  std::string pointer;
};

/// @param use what the object is taken for when it does not say
/// @return Errc::malformed or Errc::invalid_value naming the member.
[[nodiscard]] Result<ReadHeader> read_header(const Json& header, Use use);

}  // namespace plumbline::data_at_rest
