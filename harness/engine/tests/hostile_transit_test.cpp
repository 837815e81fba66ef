#include "plumbline/harness/hostile_transit.hpp"

#include "plumbline/core/bytes.hpp"
#include "plumbline/core/json.hpp"

#include <gmock/gmock.h>

#include <set>
#include <string>
#include <vector>

namespace plumbline::harness {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

std::string part(std::string_view text) {
  return to_base64url(as_bytes(text));
}

const std::string kJws = part(R"({"alg":"ES256"})") + '.' + part("21.5") + '.' + part("signature");
const std::string kJwe = part(R"({"alg":"dir","enc":"A256GCM"})") + ".." + part("initial vector") +
                         '.' + part("ciphertext") + '.' + part("tag of sixteen oc");

Passing request(std::uint64_t exchange, const std::string& con = kJws) {
  onem2m::RequestPrimitive made;
  made.operation = onem2m::Operation::create;
  made.to = "/cse-b/data";
  made.from = "/cse-a/Cone";
  made.request_id = "r" + std::to_string(exchange);
  made.resource_type = 4;
  made.content = Json{
      {"m2m:cin", {{"cnf", "application/jose:0:1"}, {"con", con}, {"lbl", Json::array({"l"})}}}};
  made.query["rcn"] = "1";
  return {.exchange = exchange, .message = std::move(made)};
}

Passing response(std::uint64_t exchange) {
  onem2m::ResponsePrimitive made;
  made.request_id = "r" + std::to_string(exchange);
  made.content = Json{{"m2m:seci", {{"sit", 5}, {"epo", kJwe}}}};
  return {.exchange = exchange, .message = std::move(made)};
}

onem2m::RequestPrimitive& request_in(Passing& passing) {
  return std::get<onem2m::RequestPrimitive>(passing.message);
}

Json json_of(const Passing& passing) {
  return std::visit([](const auto& message) { return onem2m::to_json(message); }, passing.message);
}

std::string con_of(const Passing& passing) {
  return json_of(passing)["pc"]["m2m:cin"]["con"];
}

std::vector<std::uint64_t> exchanges(const std::vector<Passing>& passed) {
  std::vector<std::uint64_t> numbers;
  for (const Passing& passing : passed) {
    numbers.push_back(passing.exchange);
  }
  return numbers;
}

/// What one step makes of one request that has `con` in it.
Passing after(HostileStep step, const std::string& con = kJws) {
  HostileTransit transit{{std::move(step)}};
  const auto passed = transit.pass(request(0, con));
  EXPECT_THAT(passed, SizeIs(1));
  EXPECT_THAT(transit.pending(), IsEmpty());
  return passed.at(0);
}

Json header_in(const std::string& compact) {
  const auto octets = from_base64url(compact.substr(0, compact.find('.')));
  return parse_json(as_text(octets.value())).value();
}

TEST(HostileTransit, IsHonestWithoutAScript) {
  HostileTransit transit{{}};
  EXPECT_EQ(json_of(transit.pass(request(1)).at(0)), json_of(request(1)));
  EXPECT_EQ(json_of(transit.pass(response(1)).at(0)), json_of(response(1)));
  EXPECT_THAT(transit.release(), IsEmpty());
}

TEST(HostileTransit, DropsTheMessageThatTheScriptNames) {
  HostileTransit transit{{{.misdeed = Misdeed::drop, .nth = 1}}};
  EXPECT_THAT(exchanges(transit.pass(request(1))), ElementsAre(1));
  EXPECT_THAT(exchanges(transit.pass(response(1))), ElementsAre(1));
  EXPECT_THAT(transit.pass(request(2)), IsEmpty());
  EXPECT_THAT(exchanges(transit.pass(request(3))), ElementsAre(3));
  EXPECT_THAT(transit.release(), IsEmpty());
}

TEST(HostileTransit, CountsEachDirectionForItself) {
  HostileTransit transit{{{.misdeed = Misdeed::drop, .direction = Direction::response}}};
  EXPECT_THAT(transit.pass(request(1)), SizeIs(1));
  EXPECT_THAT(transit.pass(response(1)), IsEmpty());
}

TEST(HostileTransit, DelaysUntilItIsTold) {
  HostileTransit transit{{{.misdeed = Misdeed::delay}}};
  EXPECT_THAT(transit.pass(request(1)), IsEmpty());
  EXPECT_THAT(exchanges(transit.pass(request(2))), ElementsAre(2));
  EXPECT_THAT(exchanges(transit.release()), ElementsAre(1));
  EXPECT_THAT(transit.release(), IsEmpty());
}

TEST(HostileTransit, ReordersBehindTheNextOfTheDirection) {
  HostileTransit transit{{{.misdeed = Misdeed::reorder}}};
  EXPECT_THAT(transit.pass(request(1)), IsEmpty());
  EXPECT_THAT(exchanges(transit.pass(response(7))), ElementsAre(7));
  EXPECT_THAT(exchanges(transit.pass(request(2))), ElementsAre(2, 1));
  EXPECT_THAT(exchanges(transit.pass(request(3))), ElementsAre(3));
}

TEST(HostileTransit, ReplaysBehindTheNextOrAtTheEnd) {
  HostileTransit transit{{{.misdeed = Misdeed::replay}, {.misdeed = Misdeed::replay, .nth = 1}}};
  EXPECT_THAT(exchanges(transit.pass(request(1))), ElementsAre(1));
  const auto passed = transit.pass(request(2));
  EXPECT_THAT(exchanges(passed), ElementsAre(2, 1));
  EXPECT_EQ(json_of(passed.at(1)), json_of(request(1)));
  EXPECT_THAT(exchanges(transit.release()), ElementsAre(2));
}

TEST(HostileTransit, SwapsTheContentsOfTwo) {
  HostileTransit transit{{{.misdeed = Misdeed::swap}}};
  EXPECT_THAT(transit.pass(request(1, "one")), IsEmpty());
  const auto passed = transit.pass(request(2, "two"));
  ASSERT_THAT(exchanges(passed), ElementsAre(1, 2));
  EXPECT_EQ(con_of(passed.at(0)), "two");
  EXPECT_EQ(con_of(passed.at(1)), "one");
}

TEST(HostileTransit, TruncatesTheProtectedObject) {
  EXPECT_EQ(con_of(after({.misdeed = Misdeed::truncate})), kJws.substr(0, kJws.size() / 2));
}

TEST(HostileTransit, FlipsOneCharacterOfTheLastPart) {
  for (const std::string& object : {kJws, kJwe}) {
    const std::string flipped = con_of(after({.misdeed = Misdeed::flip}, object));
    ASSERT_EQ(flipped.size(), object.size());
    std::size_t differences = 0;
    for (std::size_t i = 0; i < object.size(); ++i) {
      differences += object[i] == flipped[i] ? 0 : 1;
    }
    EXPECT_EQ(differences, 1U);
    EXPECT_EQ(flipped.substr(0, object.rfind('.')), object.substr(0, object.rfind('.')));
    EXPECT_TRUE(from_base64url(flipped.substr(flipped.rfind('.') + 1)));
  }
}

TEST(HostileTransit, RetargetsRequestsOnly) {
  Passing passed = after({.misdeed = Misdeed::retarget, .value = "/cse-b/other"});
  EXPECT_EQ(request_in(passed).to, "/cse-b/other");
  const HostileStep step{
      .misdeed = Misdeed::retarget, .direction = Direction::response, .value = "/cse-b/other"};
  HostileTransit transit{{step}};
  EXPECT_EQ(json_of(transit.pass(response(1)).at(0)), json_of(response(1)));
  EXPECT_THAT(transit.pending(), ElementsAre(step));
}

TEST(HostileTransit, StripsWhatMarksProtectedContent) {
  const Json signed_only = json_of(after({.misdeed = Misdeed::strip_protection}))["pc"]["m2m:cin"];
  EXPECT_EQ(signed_only, (Json{{"con", "21.5"}, {"lbl", Json::array({"l"})}}));
  EXPECT_EQ(con_of(after({.misdeed = Misdeed::strip_protection}, kJwe)), part("ciphertext"));
}

TEST(HostileTransit, DowngradesTheAlgorithm) {
  const std::string unsecured = con_of(after({.misdeed = Misdeed::downgrade}));
  EXPECT_EQ(header_in(unsecured), (Json{{"alg", "none"}}));
  EXPECT_TRUE(unsecured.ends_with('.' + part("21.5") + '.'));
  const std::string weaker = con_of(after({.misdeed = Misdeed::downgrade}, kJwe));
  EXPECT_EQ(header_in(weaker), (Json{{"alg", "dir"}, {"enc", "A128GCM"}}));
  EXPECT_EQ(weaker.substr(weaker.find('.')), kJwe.substr(kJwe.find('.')));
}

TEST(HostileTransit, EditsWhatIsNotProtected) {
  const auto edited = [](const char* name) {
    return json_of(after({.misdeed = Misdeed::edit_parameter, .name = name, .value = "9"}));
  };
  EXPECT_EQ(edited("cnf")["pc"]["m2m:cin"]["cnf"], "9");
  EXPECT_EQ(edited("rcn")["rcn"], 9);
  EXPECT_EQ(edited("vsi")["vsi"], "9");
}

TEST(HostileTransit, SaysWhatItCouldNotDo) {
  const std::vector<HostileStep> script{{.misdeed = Misdeed::downgrade},
                                        {.misdeed = Misdeed::strip_protection},
                                        {.misdeed = Misdeed::drop, .nth = 5}};
  HostileTransit transit{script};
  EXPECT_EQ(json_of(transit.pass(request(1, "plain")).at(0)), json_of(request(1, "plain")));
  EXPECT_THAT(transit.pending(), ::testing::UnorderedElementsAreArray(script));
  HostileTransit empty{{{.misdeed = Misdeed::flip}}};
  Passing nothing = request(1);
  request_in(nothing).content.reset();
  EXPECT_THAT(empty.pass(nothing), SizeIs(1));
  EXPECT_THAT(empty.pending(), SizeIs(1));
}

TEST(HostileTransit, FindsTheObjectOfAnEsprimResponse) {
  HostileTransit transit{{{.misdeed = Misdeed::truncate, .direction = Direction::response}}};
  const Json passed = json_of(transit.pass(response(1)).at(0));
  EXPECT_EQ(passed["pc"]["m2m:seci"]["epo"], kJwe.substr(0, kJwe.size() / 2));
}

TEST(HostileTransit, EveryMisdeedHasItsOwnName) {
  std::set<std::string_view> names;
  for (int i = 0; i <= static_cast<int>(Misdeed::swap); ++i) {
    const auto misdeed = static_cast<Misdeed>(i);
    names.insert(name_of(misdeed));
    EXPECT_EQ(misdeed_named(name_of(misdeed)), misdeed);
  }
  EXPECT_EQ(names.size(), static_cast<std::size_t>(Misdeed::swap) + 1);
  EXPECT_FALSE(misdeed_named("unheard of"));
}

}  // namespace
}  // namespace plumbline::harness
