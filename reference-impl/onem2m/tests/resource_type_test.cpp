#include "plumbline/onem2m/resource_type.hpp"

#include <gmock/gmock.h>

#include <set>
#include <stdexcept>

namespace plumbline::onem2m {

namespace {

struct Sample {
  std::uint32_t type;
  std::string_view content;
};

constexpr Sample kPolicy{1, R"({"m2m:acp":{
    "rn":"p",
    "pv":{"acr":[{"acor":["Cae"],"acop":63}]},
    "pvs":{"acr":[{"acor":["all"],"acop":2,"acco":[]}]}}})"};
constexpr Sample kContainer{
    3, R"({"m2m:cnt":{"mni":10,"et":"20990101T000000","acpi":["a/b"],"cr":null}})"};
constexpr Sample kInstance{4, R"({"m2m:cin":{"con":"x","cnf":"application/jose:0:1"}})"};
constexpr Sample kGood[] = {
    kPolicy,
    kContainer,
    kInstance,
    {2, R"({"m2m:ae":{"api":"Napp","rr":true,"poa":["http://a/"],"srv":["3"],"lbl":["x"]}})"},
    {13, R"({"m2m:dvi":{"mgd":1007,"dlb":"a","man":"b","mod":"c","dty":"d"}})"},
    {14, R"({"m2m:nod":{"ni":"urn:dev:1","hael":["Cae"],"nty":1}})"},
    {28, R"({"e2e:ec":{"cnd":"urn:x","e2e:env":"a..b.c.d","e2e:cp":{"kid":"k"}}})"},
    {28, R"({"e2e:ds":{"cnd":"urn:x","e2e:env":"a..b"}})"},
    {20103,
     R"({"sec:skr":{"fq":"tef.example","suid":34,"et":"60000","kv":"AAAA","tgis":["Cae"]}})"},
};

const ResourceTypeInfo& info_for(std::uint32_t type, const Json& content) {
  const auto* const info = info_of(type, content.begin().key());
  if (info == nullptr) {
    throw std::logic_error{"no such type"};
  }
  return *info;
}

TEST(ResourceType, EveryTypeIsKnownAndNamesEachAttributeOnce) {
  for (const std::uint32_t type : {1U, 2U, 3U, 4U, 5U, 13U, 14U, 28U, 20103U}) {
    const auto* const info = info_of(type);
    ASSERT_NE(info, nullptr) << type;
    EXPECT_EQ(info_of(type, info->root), info);
    std::set<std::string_view> names;
    for (const AttributeRule& rule : info->attributes) {
      EXPECT_TRUE(names.insert(rule.name).second) << info->root << '.' << rule.name;
    }
  }
  EXPECT_EQ(info_of(9), nullptr);
  EXPECT_EQ(info_of(3, "m2m:cin"), nullptr);
  EXPECT_NE(info_of(28, "e2e:at"), info_of(28, "e2e:ds"));
}

TEST(CheckCreate, AcceptsGoodContent) {
  for (const auto& [type, text] : kGood) {
    const Json content = Json::parse(text);
    const auto fault = check_create(info_for(type, content), content);
    EXPECT_FALSE(fault) << fault->detail;
  }
}

TEST(CheckCreate, MissesEachMandatoryAttribute) {
  for (const auto& [type, text] : kGood) {
    const Json content = Json::parse(text);
    const auto& info = info_for(type, content);
    for (const AttributeRule& rule : info.attributes) {
      if (rule.on_create != Presence::mandatory) {
        continue;
      }
      Json without = content;
      without.begin()->erase(std::string{rule.name});
      const auto fault = check_create(info, without);
      ASSERT_TRUE(fault) << rule.name;
      EXPECT_EQ(fault->status, Status::bad_request);
      EXPECT_EQ(fault->detail,
                std::string{info.root} + '.' + std::string{rule.name} + ": is missing");
    }
  }
}

struct Spoiled {
  std::string_view pointer;
  Json value;
  std::string_view detail;
  Status status = Status::bad_request;
};

void expect_faults(const Sample& good, const std::vector<Spoiled>& cases) {
  for (const auto& [pointer, value, detail, status] : cases) {
    Json content = Json::parse(good.content);
    const auto& info = info_for(good.type, content);
    content[Json::json_pointer{std::string{pointer}}] = value;
    const auto fault = check_create(info, content);
    ASSERT_TRUE(fault) << detail;
    EXPECT_EQ(fault->detail, detail);
    EXPECT_EQ(fault->status, status) << detail;
  }
}

TEST(CheckCreate, NamesTheWrongAttribute) {
  expect_faults(
      kContainer,
      {{"/m2m:cnt/colour", 1, "m2m:cnt.\"colour\": unknown attribute"},
       {"/m2m:cnt/ri", "x", "m2m:cnt.ri: must not be in this request"},
       {"/m2m:cnt/cni", 1, "m2m:cnt.cni: must not be in this request"},
       {"/m2m:cnt/mni", -1, "m2m:cnt.mni: must be a whole number, not negative"},
       {"/m2m:cnt/mni", 1.5, "m2m:cnt.mni: must be a whole number, not negative"},
       {"/m2m:cnt/mni", "1", "m2m:cnt.mni: must be a whole number, not negative"},
       {"/m2m:cnt/mni", nullptr, "m2m:cnt.mni: must be a whole number, not negative"},
       {"/m2m:cnt/disr", 1, "m2m:cnt.disr: must be true or false"},
       {"/m2m:cnt/acpi", "x", "m2m:cnt.acpi: must be a list of strings"},
       {"/m2m:cnt/lbl", Json::array({1}), "m2m:cnt.lbl: must be a list of strings"},
       {"/m2m:cnt/or", 1, "m2m:cnt.or: must be a string"},
       {"/m2m:cnt/rn", "a/b", "m2m:cnt.rn: must be a name of unreserved characters"},
       {"/m2m:cnt/rn", "-", "m2m:cnt.rn: must be a name of unreserved characters"},
       {"/m2m:cnt/rn", "..", "m2m:cnt.rn: must be a name of unreserved characters"},
       {"/m2m:cnt/et", "tomorrow", "m2m:cnt.et: must be a timestamp or a number of milliseconds"}});
  expect_faults(kInstance,
                {{"/m2m:cin/cnf",
                  "application/jose:9",
                  "m2m:cin.cnf: contentInfo: encodingType must be 0, 1 or 2"}});
}

TEST(CheckCreate, NamesTheWrongAccessControlRule) {
  expect_faults(kPolicy,
                {{"/m2m:acp/pv", Json::array(), "m2m:acp.pv: must be an object"},
                 {"/m2m:acp/pv/x", 1, "m2m:acp.pv: unknown member \"x\""},
                 {"/m2m:acp/pv/acr", 1, "m2m:acp.pv.acr: must be an array"},
                 {"/m2m:acp/pv/acr/0", 1, "m2m:acp.pv.acr[0]: must be an object"},
                 {"/m2m:acp/pv/acr/0/acop", 64, "m2m:acp.pv.acr[0].acop: must be from 0 to 63"},
                 {"/m2m:acp/pv/acr/0/acor",
                  Json::array(),
                  "m2m:acp.pv.acr[0].acor: must be a list of at least one identifier"},
                 {"/m2m:acp/pv/acr/0/acor", "x", "m2m:acp.pv.acr[0].acor: must be an array"},
                 {"/m2m:acp/pv/acr/0/y", 1, "m2m:acp.pv.acr[0]: unknown member \"y\""},
                 {"/m2m:acp/pvs/acr",
                  Json::array(),
                  "m2m:acp.pvs: must hold at least one rule",
                  Status::contents_unacceptable},
                 {"/m2m:acp/pvs",
                  Json::object(),
                  "m2m:acp.pvs: must hold at least one rule",
                  Status::contents_unacceptable}});
}

TEST(CheckCreate, RefusesTheWrongRoot) {
  const ResourceTypeInfo& container = *info_of(3);
  const auto detail = [&](std::string_view text) {
    const auto fault = check_create(container, Json::parse(text));
    return fault ? fault->detail : "accepted";
  };
  EXPECT_EQ(detail(R"({"m2m:cin":{}})"), "pc: has \"m2m:cin\" in place of m2m:cnt");
  EXPECT_EQ(detail(R"({})"), "pc: must be an object with the one member m2m:cnt");
  EXPECT_EQ(detail(R"({"m2m:cnt":{},"x":1})"), "pc: must be an object with the one member m2m:cnt");
  EXPECT_EQ(detail("[]"), "pc: must be an object with the one member m2m:cnt");
  EXPECT_EQ(detail("null"), "pc: must be an object with the one member m2m:cnt");
  EXPECT_EQ(detail(R"({"m2m:cnt":[]})"), "m2m:cnt: must be an object");
}

TEST(CheckUpdate, AllowsWhatMayChange) {
  const auto detail = [](std::uint32_t type, std::string_view text) {
    const Json content = Json::parse(text);
    const auto fault = check_update(info_for(type, content), content);
    return fault ? fault->detail : "accepted";
  };
  EXPECT_EQ(detail(3, R"({"m2m:cnt":{"mni":5,"lbl":null}})"), "accepted");
  EXPECT_EQ(detail(3, R"({"m2m:cnt":{}})"), "accepted");
  EXPECT_EQ(detail(3, R"({"m2m:cnt":{"rn":"b"}})"), "m2m:cnt.rn: must not be in this request");
  EXPECT_EQ(detail(3, R"({"m2m:cnt":{"rn":null}})"), "m2m:cnt.rn: must not be in this request");
  EXPECT_EQ(detail(3, R"({"m2m:cnt":{"x":null}})"), "m2m:cnt.\"x\": unknown attribute");
  EXPECT_EQ(detail(1, R"({"m2m:acp":{"pv":null}})"), "m2m:acp.pv: cannot be removed");
  EXPECT_EQ(detail(1, R"({"m2m:acp":{"pvs":{}}})"), "m2m:acp.pvs: must hold at least one rule");
  EXPECT_EQ(detail(4, R"({"m2m:cin":{"con":"y"}})"), "m2m:cin.con: must not be in this request");
  EXPECT_EQ(detail(20103, R"({"sec:skr":{"suid":35}})"),
            "sec:skr.suid: must not be in this request");
  EXPECT_EQ(detail(20103, R"({"sec:skr":{"tgis":["Cb"]}})"), "accepted");
}

}  // namespace

}  // namespace plumbline::onem2m
