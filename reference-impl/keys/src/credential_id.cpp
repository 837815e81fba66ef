#include "plumbline/keys/credential_id.hpp"

#include "plumbline/core/bytes.hpp"

#include <algorithm>

namespace plumbline::keys {
namespace {

bool can_be_split_again(std::string_view part) {
  return !part.empty() && std::ranges::none_of(part, [](char c) {
    return c == '@' || c == '\x7f' || (c >= '\0' && c <= ' ');
  });
}

}  // namespace

Result<std::string> credential_id(const CredentialIdInput& input) {
  if (!can_be_split_again(input.key_name)) {
    return fail(Errc::invalid_value, "key name is empty or holds \"@\", space or control");
  }
  if (!can_be_split_again(input.tef)) {
    return fail(Errc::invalid_value, "TEF name is empty or holds \"@\", space or control");
  }
  std::string id = std::string{input.key_name} + "-Id";
  if (input.hash) {
    id = to_upper_hex(crypto::digest(*input.hash, as_bytes(id)));
  }
  return id.append("@").append(input.tef);
}

}  // namespace plumbline::keys
