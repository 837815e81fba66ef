#include "plumbline/onem2m/primitive.hpp"

#include <gmock/gmock.h>

namespace plumbline::onem2m {

namespace {

using testing::HasSubstr;

const Json kCreate = Json::parse(R"({
  "op": 1, "to": "cse/a", "fr": "Cae", "rqi": "r1", "rvi": "3", "ty": 4,
  "pc": {"m2m:cin": {"con": "x"}},
  "ot": "20240101T000000", "rqet": "5000", "ec": 2, "vsi": "v", "rcn": 1,
  "rt": {"rtv": 2, "nu": ["http://a/", "http://b/"]}
})");

const Json kRetrieve = Json::parse(R"({
  "op": 2, "to": "cse/a", "fr": "Cae", "rqi": "r2", "rvi": "3",
  "pc": {"m2m:atrl": ["con", "cnf"]},
  "drt": 1, "da": true, "tkns": ["t1", "t2"],
  "fc": {"fu": 1, "lbl": ["a", "b"], "ty": [3, 4], "lim": 10, "crb": "20240101T000000",
         "atr": [{"nm": "e2e:kind", "val": "container"}, {"nm": "e2e:name", "val": "a"}],
         "catr": [{"nm": "rn", "val": "x"}]}
})");

TEST(RequestJson, ReadsACreate) {
  const RequestPrimitive request = request_from_json(kCreate).value();
  EXPECT_EQ(request.operation, Operation::create);
  EXPECT_EQ(request.to, "cse/a");
  EXPECT_EQ(request.from, "Cae");
  EXPECT_EQ(request.request_id, "r1");
  EXPECT_EQ(request.release_version, "3");
  EXPECT_EQ(request.resource_type, 4U);
  EXPECT_EQ(request.content, kCreate.at("pc"));
  EXPECT_EQ(request.parameters,
            (Parameters{{"ot", "20240101T000000"},
                        {"rqet", "5000"},
                        {"ec", "2"},
                        {"vsi", "v"},
                        {"rtu", "http://a/&http://b/"}}));
  EXPECT_EQ(request.query, (Parameters{{"rcn", "1"}, {"rt", "2"}}));
}

TEST(RequestJson, ReadsFilterCriteriaAndAttributeList) {
  const RequestPrimitive request = request_from_json(kRetrieve).value();
  EXPECT_FALSE(request.content);
  EXPECT_EQ(request.parameters, (Parameters{{"tkns", "t1+t2"}}));
  EXPECT_EQ(request.query,
            (Parameters{{"atrl", "con+cnf"},
                        {"drt", "1"},
                        {"da", "true"},
                        {"fu", "1"},
                        {"lbl", "a+b"},
                        {"ty", "3+4"},
                        {"lim", "10"},
                        {"crb", "20240101T000000"},
                        {"e2e:kind", "container"},
                        {"e2e:name", "a"},
                        {"c.rn", "x"}}));
}

TEST(RequestJson, WritesWhatItRead) {
  for (const Json& value : {kCreate, kRetrieve}) {
    EXPECT_EQ(to_json(request_from_json(value).value()), value);
  }
}

TEST(RequestJson, AbsentParametersStayAbsent) {
  const Json value{{"op", 4}, {"to", "cse/a"}};
  const RequestPrimitive request = request_from_json(value).value();
  EXPECT_EQ(request.from, "");
  EXPECT_EQ(request.release_version, "");
  EXPECT_EQ(to_json(request), value);
}

TEST(RequestJson, EmptyElementsOfListsStay) {
  Json value = kRetrieve;
  value["tkns"] = Json::array({"", "t", ""});
  EXPECT_EQ(to_json(request_from_json(value).value()), value);
}

TEST(RequestJson, WrongTextIsWrittenAsItIs) {
  RequestPrimitive request;
  request.to = "cse";
  request.query = {{"rcn", "many"}, {"da", "maybe"}, {"ty", "3+x"}};
  const Json value = to_json(request);
  EXPECT_EQ(value.at("rcn"), "many");
  EXPECT_EQ(value.at("da"), "maybe");
  EXPECT_EQ(value.at("fc").at("ty"), Json::array({3, "x"}));
  EXPECT_EQ(request_from_json(value).error().detail, "rcn: must be an integer");
}

TEST(RequestJson, NamesTheWrongMember) {
  struct Case {
    std::string_view pointer;
    Json value;
    std::string_view detail;
  };

  const Case cases[] = {
      {"/op", 6, "op: must be from 1 to 5"},
      {"/op", "2", "op: must be an integer"},
      {"/to", 1, "to: must be a string"},
      {"/fr", nullptr, "fr: must be a string"},
      {"/ty", -1, "ty: must be from 0 to 4294967295"},
      {"/ec", "2", "ec: must be an integer"},
      {"/da", 1, "da: must be true or false"},
      {"/tkns", "t", "tkns: must be an array"},
      {"/tkns", Json::array({1}), "tkns: must be a list of strings"},
      {"/rt", 1, "rt: must be an object"},
      {"/rt", Json{{"rtv", "x"}}, "rt.rtv: must be an integer"},
      {"/rt", Json{{"nu", Json::array({1})}}, "rt.nu: must be a list of strings"},
      {"/fc/ty", Json::array({"x"}), "fc.ty: must be a list of numbers"},
      {"/fc/lim", -1, "fc.lim: must be from 0 to 4294967295"},
      {"/fc/colour", 1, "fc: unknown member \"colour\""},
      {"/fc/atr", Json::array({Json{{"nm", "x"}}}), "fc.atr.val: is missing"},
      {"/fc/atr",
       Json::array({Json{{"nm", "rcn"}, {"val", "1"}}}),
       "fc.atr.nm: is the name of a parameter"},
      {"/pc", Json{{"m2m:atrl", 1}}, "pc.m2m:atrl: must be an array"},
      {"/colour", 1, "unknown member \"colour\""},
  };
  for (const auto& [pointer, value, detail] : cases) {
    Json request = kRetrieve;
    request[Json::json_pointer{std::string{pointer}}] = value;
    const auto parsed = request_from_json(request);
    ASSERT_FALSE(parsed) << detail;
    EXPECT_EQ(parsed.error().detail, detail);
  }
  EXPECT_EQ(request_from_json(Json{{"op", 2}}).error().detail, "to: is missing");
  EXPECT_EQ(request_from_json(Json{{"to", "a"}}).error().detail, "op: is missing");
  EXPECT_EQ(request_from_json(Json::array()).error().detail, "must be an object");
}

TEST(ResponseJson, ReadsAndWrites) {
  const Json value = Json::parse(R"({
    "rsc": 2001, "rqi": "r1", "rvi": "3", "fr": "/cse-a", "pc": {"m2m:cnt": {}},
    "e2e:uri": "/cse-a/cnt1", "cnst": 1, "cnot": 20, "ati": ["a:b"]})");
  const ResponsePrimitive response = response_from_json(value).value();
  EXPECT_EQ(response.status, Status::created);
  EXPECT_EQ(response.created_uri, "/cse-a/cnt1");
  EXPECT_EQ(response.parameters, (Parameters{{"cts", "1"}, {"cto", "20"}, {"ati", "a:b"}}));
  EXPECT_EQ(to_json(response), value);
}

TEST(ResponseJson, KeepsUnlistedStatusAndRefusesNonsense) {
  EXPECT_EQ(number_of(response_from_json(Json{{"rsc", 4999}}).value().status), 4999U);
  EXPECT_EQ(response_from_json(Json{{"rsc", 0}}).error().detail, "rsc: must be from 1 to 9999");
  EXPECT_EQ(response_from_json(Json::object()).error().detail, "rsc: is missing");
  EXPECT_THAT(response_from_json(Json{{"rsc", 2000}, {"op", 1}}).error().detail,
              HasSubstr("\"op\""));
}

}  // namespace

}  // namespace plumbline::onem2m
