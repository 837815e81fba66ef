#include "identity.hpp"

#include "command_words.hpp"

#include <array>
#include <string_view>

namespace plumbline::entities::ae {

Result<crypto::ExpectedIdentity> read_identity(const Json& json, const std::string& where) {
  constexpr std::array<std::string_view, 4> kKinds{"cse_id", "ae_id", "fqdn", "node_id"};
  JsonReader reader{json, where};
  crypto::ExpectedIdentity identity;
  identity.kind = read_word<crypto::IdentityKind>(reader, "kind", kKinds, std::nullopt);
  identity.value = reader.string("value");
  PLUMBLINE_TRY(reader.finish());
  return identity;
}

}  // namespace plumbline::entities::ae
