#include "plumbline/onem2m/serialization.hpp"

#include "plumbline/onem2m/xml_parameter.hpp"

#include <gmock/gmock.h>

#include <cmath>
#include <tuple>

namespace plumbline::onem2m {

namespace {

using testing::HasSubstr;

std::string text_of(const Result<Bytes>& octets) {
  return octets ? std::string{as_text(octets.value())} : to_string(octets.error());
}

/// What XML says, behind its declaration.
std::string body_of(const Result<Bytes>& octets) {
  const std::string text = text_of(octets);
  constexpr std::string_view kDeclaration = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";
  EXPECT_TRUE(text.starts_with(kDeclaration)) << text;
  return text.substr(std::min(text.size(), kDeclaration.size()));
}

Result<Json> from_xml(std::string_view xml, const JsonLimits& limits = {}) {
  return parse_content(as_bytes(xml), Serialization::xml, limits);
}

std::string m2m(std::string_view body) {
  std::string text{body};
  return text.insert(text.find_first_of(" />", 1),
                     R"( xmlns:m2m="http://www.onem2m.org/xml/protocols")");
}

TEST(Serialization, HasTheNamesOfTheStandard) {
  for (const auto serialization : {Serialization::json, Serialization::xml, Serialization::cbor}) {
    EXPECT_EQ(serialization_named(name_of(serialization)), serialization);
  }
  EXPECT_EQ(name_of(Serialization::cbor), "cbor");
  EXPECT_FALSE(serialization_named("JSON"));
}

TEST(Serialization, WritesAResourceInXml) {
  const Json content = Json::parse(R"({"m2m:cnt":{"rn":"a&b","ty":3,"lbl":["x","y"],"mni":5,
    "cr":null,"m2m:cin":[{"con":"<1>\r\n"},{"con":""}]}})");
  EXPECT_EQ(body_of(serialize_content(content, Serialization::xml)),
            R"(<m2m:cnt xmlns:m2m="http://www.onem2m.org/xml/protocols")"
            R"( xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" rn="a&amp;b"><ty>3</ty>)"
            R"(<lbl>x y</lbl><cr xsi:nil="true"/><mni>5</mni>)"
            "<m2m:cin><con>&lt;1&gt;&#13;\n</con></m2m:cin><m2m:cin><con/></m2m:cin></m2m:cnt>\n");
}

TEST(Serialization, WritesAPrimitiveInTheOrderOfItsTable) {
  RequestPrimitive request;
  request.operation = Operation::create;
  request.to = "cse/a";
  request.from = "Cae";
  request.request_id = "r1";
  request.resource_type = 4;
  request.content = Json{{"m2m:cin", {{"con", "x"}}}};
  request.parameters = {{"rqet", "5000"}, {"rtu", "http://a/&http://b/"}};
  request.query = {{"rt", "2"}, {"rcn", "1"}};
  EXPECT_EQ(body_of(serialize(request, Serialization::xml)),
            m2m("<m2m:rqp><op>1</op><to>cse/a</to><fr>Cae</fr><rqi>r1</rqi><ty>4</ty>"
                "<pc><m2m:cin><con>x</con></m2m:cin></pc><rqet>5000</rqet>"
                "<rt><rtv>2</rtv><nu>http://a/ http://b/</nu></rt><rcn>1</rcn><rvi>3</rvi>"
                "</m2m:rqp>") +
                "\n");
  EXPECT_EQ(text_of(serialize(request, Serialization::json)), json_text(to_json(request)));
}

TEST(Serialization, FindsAParameterInXmlThatIsNoPrimitive) {
  const auto broken = m2m("<m2m:rqp><op>x</op><rqi>r1</rqi><!-- which --><xyz/></m2m:rqp>");
  EXPECT_FALSE(parse_request(as_bytes(broken), Serialization::xml));
  EXPECT_EQ(xml_parameter(as_bytes(broken), "rqi"), "r1");
  EXPECT_EQ(xml_parameter(as_bytes(broken), "rvi"), "");
  EXPECT_EQ(xml_parameter(as_bytes("<rqi>r1"), "rqi"), "");
}

TEST(Serialization, ReadsXmlAsOthersWriteIt) {
  const auto content = from_xml(R"(<?xml version='1.0'?><!-- a comment -->
    <p:cb xmlns:p="http://www.onem2m.org/xml/protocols" rn="cse"
          xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation="a b">
      <ty> 5 </ty><?skip it?><srt>1
        2	3</srt><rr>1</rr><poa/><ch nm="ae" typ="2">cse/ae</ch>
      <esi><esf>13 23</esf><escert>YQ==</escert></esi>
    </p:cb>)");
  ASSERT_TRUE(content) << to_string(content.error());
  EXPECT_EQ(content.value(),
            Json::parse(R"({"m2m:cb":{"rn":"cse","ty":5,"srt":[1,2,3],"rr":true,"poa":[],
              "ch":[{"nm":"ae","typ":2,"val":"cse/ae"}],"esi":{"esf":[13,23],"escert":["YQ=="]}}})"));
  EXPECT_EQ(from_xml(m2m("<m2m:cin><con>a<![CDATA[<b>]]>&#x41;&amp;</con></m2m:cin>")).value(),
            Json::parse(R"({"m2m:cin":{"con":"a<b>A&"}})"));
}

TEST(Serialization, KeepsAmpersandsInAttributes) {
  for (const auto* const value : {"&amp;", "&#38;", "&#x26;"}) {
    EXPECT_EQ(from_xml(m2m("<m2m:cin rn='" + std::string{value} + "'/>")).value(),
              Json::parse(R"({"m2m:cin":{"rn":"&"}})"));
  }
  EXPECT_EQ(from_xml(m2m("<m2m:cin rn='&amp;#38;&lt;&amp;amp;'/>")).value(),
            Json::parse(R"({"m2m:cin":{"rn":"&#38;<&amp;"}})"));
}

TEST(Serialization, KeepsTheContentsThatAreNoResource) {
  for (
      const auto* const text :
      {R"({"m2m:uril":["cse/a","cse/b"]})",
       R"({"m2m:uril":[]})",
       R"({"m2m:uri":"cse/a"})",
       R"({"m2m:dbg":"to: no such resource"})",
       R"({"m2m:atrl":["con","cnf"]})",
       R"({"m2m:rce":{"uri":"/cse/a","m2m:cnt":{"ty":3,"rn":"a"}}})",
       R"({"m2m:rrl":{"rrf":[{"nm":"a","typ":3,"val":"cse/a"},{"nm":"b","typ":28,"spid":"urn:x","val":"cse/b"}]}})",
       R"({"m2m:seci":{"sit":3}})",
       R"({"m2m:seci":{"sit":4,"ero":{"esri":"u-0","esrv":"r0","esrx":"20300101T000000","esks":[1],"espa":[10,12]}}})",
       R"({"m2m:seci":{"sit":5,"epo":"a..b.c.d"}})",
       R"({"m2m:seci":{"sit":6,"eckm":"YQ=="}})",
       R"({"e2e:esf":{"st":"Sm","tdc":1,"env":"Fv79"}})",
       R"({"e2e:ma":{"env":"a..b.c.d"}})",
       R"({"m2m:sgn":{"sur":"cse/a/sub","vrq":true,"nev":{"net":3,"rep":{"m2m:cin":{"con":"x"}}}}})",
       R"({"e2e:ec":{"cnd":"urn:x","e2e:env":"a..b.c.d","e2e:cp":{"kid":"k","kl":128}}})",
       R"({"m2m:acp":{"pv":{"acr":[{"acor":["Cone","all"],"acop":63}]},"pvs":{}}})",
       R"({"sec:skr":{"fq":"Cone","suid":34,"tgis":["Ctwo"]}})"}) {
    const Json content = Json::parse(text);
    for (const auto serialization :
         {Serialization::json, Serialization::xml, Serialization::cbor}) {
      const auto octets = serialize_content(content, serialization);
      ASSERT_TRUE(octets) << text << to_string(octets.error());
      const auto again = parse_content(octets.value(), serialization);
      ASSERT_TRUE(again) << text << to_string(again.error());
      EXPECT_EQ(again.value(), content) << text_of(octets);
    }
  }
}

TEST(Serialization, NamesWhatXmlCannotCarry) {
  const std::pair<std::string_view, std::string_view> cases[] = {
      {R"("text")", "pc: XML cannot carry anything but one root element"},
      {R"({"m2m:cin":{},"m2m:cnt":{}})", "pc: XML cannot carry anything but one root element"},
      {R"({"x:y":{}})", R"(pc: XML cannot carry "x:y", which has no type)"},
      {R"({"m2m:cin":[]})", "m2m:cin: XML cannot carry a value that is no structure"},
      {R"({"m2m:cin":{"con":5}})", "m2m:cin.con: XML cannot carry a value that is no text"},
      {R"({"m2m:cin":{"con":"\u0001"}})", "m2m:cin.con: XML cannot carry a character"},
      {R"({"m2m:cin":{"con":"\uffff"}})", "m2m:cin.con: XML cannot carry a character"},
      {R"({"m2m:cin":{"foo":5}})", R"(m2m:cin."foo": XML cannot carry a member without a type)"},
      {R"({"m2m:cin":{"conr":{}}})", R"(m2m:cin."conr": XML cannot carry a member without)"},
      {R"({"m2m:cin":{"st":"5"}})", "m2m:cin.st: XML cannot carry a value that is no integer"},
      {R"({"m2m:cin":{"st":5.5}})", "m2m:cin.st: XML cannot carry a value that is no integer"},
      {R"({"m2m:cin":{"lbl":"a"}})", "m2m:cin.lbl: XML cannot carry a value that is no list"},
      {R"({"m2m:cin":{"lbl":["a b"]}})", "m2m:cin.lbl: XML cannot carry an entry that is empty"},
      {R"({"m2m:cin":{"lbl":[""]}})", "m2m:cin.lbl: XML cannot carry an entry that is empty"},
      {R"({"m2m:cin":{"rn":null}})", "m2m:cin.rn: XML cannot carry a value that is no text"},
      {R"({"m2m:ae":{"rr":"true"}})", "m2m:ae.rr: XML cannot carry a value that is neither true"},
      {R"({"m2m:acp":{"pv":{"acr":[]}}})", "m2m:acp.pv.acr: XML cannot carry a list without"},
      {R"({"m2m:cnt":{"m2m:seci":[{"sit":3}]}})", R"(m2m:cnt."m2m:seci": XML cannot carry)"},
      {R"({"m2m:rrl":{"rrf":[{"nm":"a"}]}})", "m2m:rrl.rrf: XML cannot carry a reference without"},
      {R"({"m2m:seci":{"sit":1,"dreq":{}}})", R"(m2m:seci."dreq": XML cannot carry)"},
  };
  for (const auto& [json, why] : cases) {
    const auto octets = serialize_content(Json::parse(json), Serialization::xml);
    ASSERT_FALSE(octets) << json;
    EXPECT_EQ(octets.error().code, Errc::unsupported) << json;
    EXPECT_THAT(octets.error().detail, HasSubstr(why));
  }
}

TEST(Serialization, NamesWhatJsonAndCborCannotCarry) {
  const std::pair<Json, std::string_view> cases[] = {
      {Json{{"m2m:cin", {{"con", "\xff"}}}}, "m2m:cin.con: text that is not UTF-8"},
      {Json{{"\xff", 1}}, ": a member name that is not UTF-8"},
      {Json{{"a", {1, std::nan("")}}}, "a.1: a number that is not finite"},
      {Json{{"a", Json::binary({1})}}, "a: octets"},
  };
  for (const auto serialization : {Serialization::json, Serialization::cbor}) {
    for (const auto& [content, why] : cases) {
      const auto octets = serialize_content(content, serialization);
      ASSERT_FALSE(octets) << why;
      EXPECT_EQ(octets.error().code, Errc::unsupported);
      EXPECT_THAT(octets.error().detail, HasSubstr(why));
    }
  }
}

TEST(Serialization, RefusesXmlThatSaysSomethingElse) {
  using enum Errc;
  const std::tuple<std::string, Errc, std::string_view> cases[] = {
      {"", malformed, "not well-formed"},
      {"<a>", malformed, "line 1: not well-formed"},
      {"<a></b>", malformed, "mismatch"},
      {"<a/>\n<b/>", malformed, "line 2: not well-formed"},
      {"<a>&foo;</a>", malformed, "not well-formed"},
      {"<?xml versio.='1n0'?><a>text</a>", malformed, "line 1: not well-formed"},
      {"<a>\xff</a>", malformed, "not UTF-8"},
      {std::string("<a/>\0x", 6), malformed, "a zero octet"},
      {"<a/>", unsupported, R"("a": XML has no type for this root)"},
      {"<cin xmlns='urn:x'/>", unsupported, R"(line 1: namespace "urn:x" is not known)"},
      {"<m2m:cin/>", malformed, "not well-formed"},
      {m2m("<m2m:foo/>"), unsupported, R"("m2m:foo": XML has no type for this root)"},
      {m2m("<m2m:cin><x/></m2m:cin>"), unsupported, R"(m2m:cin."x": XML has no type for this el)"},
      {m2m("<m2m:cin x='1'/>"), unsupported, R"(m2m:cin."x": XML has no type for this attribute)"},
      {m2m("<m2m:cin><rn>a</rn></m2m:cin>"), unsupported, R"(m2m:cin."rn": XML has no type for)"},
      {m2m("<m2m:cin con='1'/>"), unsupported, R"(m2m:cin."con": XML has no type for this att)"},
      {m2m("<m2m:cin><con a='1'/></m2m:cin>"), unsupported, R"(m2m:cin.con."a": XML has no type)"},
      {m2m("<m2m:cin>x</m2m:cin>"), malformed, "m2m:cin: text where only elements may be"},
      {m2m("<m2m:cin><con>1</con><con>2</con></m2m:cin>"),
       malformed,
       "m2m:cin.con: is there twice"},
      {m2m("<m2m:cin><con><b/></con></m2m:cin>"), invalid_value, "m2m:cin.con: must hold text"},
      {m2m("<m2m:cin><st>5 6</st></m2m:cin>"), invalid_value, "m2m:cin.st: must be an integer"},
      {m2m("<m2m:cin><st/></m2m:cin>"), invalid_value, "m2m:cin.st: must be an integer"},
      {m2m("<m2m:cin><st>99999999999999999999</st></m2m:cin>"), invalid_value, "m2m:cin.st: must"},
      {m2m("<m2m:ae><rr>yes</rr></m2m:ae>"), invalid_value, "m2m:ae.rr: must be true or false"},
      {m2m("<m2m:cb><srt>1 a</srt></m2m:cb>"), invalid_value, "m2m:cb.srt: must be a list of int"},
      {m2m("<m2m:cin><cr xmlns:i='http://www.w3.org/2001/XMLSchema-instance' i:nil='1'>x</cr>"
           "</m2m:cin>"),
       malformed,
       "m2m:cin.cr: xsi:nil, and yet"},
  };
  for (const auto& [xml, code, why] : cases) {
    const auto content = from_xml(xml);
    ASSERT_FALSE(content) << xml;
    EXPECT_EQ(content.error().code, code) << xml;
    EXPECT_THAT(content.error().detail, HasSubstr(why)) << xml;
  }
}

TEST(Serialization, RefusesADocumentTypeBeforeItsEntities) {
  for (const auto* const xml :
       {"<!DOCTYPE a [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><a>&x;</a>",
        "<!DOCTYPE a SYSTEM 'http://127.0.0.1:1/a.dtd'><a/>",
        "<!DOCTYPE a [<!ENTITY a '0'><!ENTITY b '&a;&a;&a;&a;'><!ENTITY c '&b;&b;&b;&b;'>]>"
        "<a b='&c;'/>"}) {
    const auto content = from_xml(xml);
    ASSERT_FALSE(content);
    EXPECT_EQ(content.error().code, Errc::unsupported);
    EXPECT_EQ(content.error().detail, "XML: a document type declaration is not allowed");
  }
}

TEST(Serialization, BoundsXmlBeforeAndWhileItIsParsed) {
  const std::string cin = m2m("<m2m:cin><con>123</con></m2m:cin>");
  EXPECT_TRUE(from_xml(cin, {.octets = cin.size(), .depth = 2, .values = 2}));
  EXPECT_EQ(from_xml(cin, {.octets = cin.size() - 1}).error().code, Errc::too_large);
  EXPECT_EQ(from_xml(cin, {.depth = 1}).error().code, Errc::too_large);
  EXPECT_EQ(from_xml(cin, {.values = 1}).error().code, Errc::too_large);
  EXPECT_EQ(from_xml(m2m("<m2m:cin rn='a'><con/></m2m:cin>"), {.values = 2}).error().code,
            Errc::too_large);
  std::string deep;
  for (int i = 0; i < 100'000; ++i) {
    deep += "<a>";
  }
  EXPECT_EQ(from_xml(deep).error().code, Errc::too_large);
}

TEST(Serialization, RefusesPrimitivesThatAreNone) {
  const std::string cin = m2m("<m2m:cin/>");
  EXPECT_EQ(parse_request(as_bytes(cin), Serialization::xml).error().detail,
            R"(has the root "m2m:cin" in place of m2m:rqp)");
  const std::string two =
      m2m("<m2m:rqp><op>2</op><to>a</to><pc><m2m:cin/><m2m:cnt/></pc></m2m:rqp>");
  EXPECT_EQ(parse_request(as_bytes(two), Serialization::xml).error().detail,
            "m2m:rqp.pc: must hold exactly one element");
  const std::string no_target = m2m("<m2m:rqp><op>2</op></m2m:rqp>");
  EXPECT_FALSE(parse_request(as_bytes(no_target), Serialization::xml));
  EXPECT_FALSE(parse_response(as_bytes("{}"), Serialization::json));
  EXPECT_FALSE(parse_response(from_hex("a0").value(), Serialization::cbor));
}

}  // namespace

}  // namespace plumbline::onem2m
