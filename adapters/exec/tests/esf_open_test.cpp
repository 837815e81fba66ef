#include "plumbline/adapters/exec/esf_open.hpp"

#include "plumbline/adapters/exec/reference_codec.hpp"
#include "plumbline/core/bytes.hpp"
#include "plumbline/crypto/random.hpp"

#include <gtest/gtest.h>

namespace plumbline::adapters::exec {
namespace {

struct TakesAnyClass final : esf::TargetPolicy {
  bool accepts_class(esf::TargetDataClass /*expected*/,
                     esf::TargetDataClass /*told*/) const override {
    return true;
  }
};

/// To open an envelope of class 3 where that class is expected.
Json opening(int expected) {
  const Json key{{"kty", "oct"}, {"k", to_base64url(Bytes(32, 7))}};
  const Json target{{"id", "t"}, {"ke_alg_set", "PSK"}, {"key_id", "k"}, {"key", key}};
  const Json held{{"ke_alg_set", "PSK"}, {"key_id", "k"}, {"key", key}};
  Json in{{"session_type", "S1"}, {"target_data_class", 3}, {"serialization", "json"}};
  Json sealing = in;
  sealing.update({{"source_id", "s"},
                  {"ps_alg_set", "A256GCM"},
                  {"plaintext", "00ff"},
                  {"targets", Json::array({target})}});
  crypto::SystemRandom random;
  const Json sealed =
      reference_codec(random)({{"seq", 1}, {"op", "esf/seal"}, {"in", sealing}}).value();
  in.update({{"target_data_class", expected},
             {"envelope", sealed.at("out").at("envelope")},
             {"target_ids", {"t"}},
             {"keys", Json::array({held})}});
  return in;
}

TEST(OpenEsf, DecidesAsThePolicySays) {
  EXPECT_EQ(open_esf(opening(3)).value().at("plaintext"), "00ff");
  EXPECT_EQ(open_esf(opening(2)).error().code, Errc::invalid_value);
  EXPECT_EQ(open_esf(opening(2), TakesAnyClass{}).value().at("plaintext"), "00ff");
}

TEST(OpenEsf, NamesTheMemberThatIsWrong) {
  Json in = opening(3);
  in["envelope"] = 1;
  EXPECT_EQ(open_esf(in).error().code, Errc::malformed);
  EXPECT_NE(open_esf(in).error().detail.find("in.envelope"), std::string::npos);
}

}  // namespace
}  // namespace plumbline::adapters::exec
