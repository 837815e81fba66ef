// What no XML parser may be asked to read.

#include "plumbline/core/xml_bounds.hpp"

#include <gmock/gmock.h>

#include <string>

namespace plumbline {
namespace {

constexpr XmlLimits kLimits{.octets = 200, .depth = 3, .nodes = 6, .attributes = 2};

std::string refusal(std::string_view text) {
  const auto checked = check_xml_bounds(text, kLimits);
  return checked ? "" : to_string(checked.error());
}

TEST(XmlBounds, WhatIsWithinThemPasses) {
  EXPECT_EQ(refusal("<a x='1' y='2'><b><c/></b><d/></a>"), "");
  EXPECT_EQ(refusal("<a x='a=b=c>d' y=\"'=\"/>"), "");
  EXPECT_EQ(refusal("<a><![CDATA[<x y=''>]]><!-- <b><b><b><b> --><?p <c ?></a>"), "");
  EXPECT_EQ(refusal("<a/>\xC3\xA9"), "");
}

TEST(XmlBounds, EachIsHeld) {
  EXPECT_EQ(refusal(std::string(201, ' ')),
            "too_large: XML of 201 octets, at most 200 are allowed");
  EXPECT_EQ(refusal("<a><b><c><d></d></c></b></a>"), "too_large: XML: more than 3 nested elements");
  EXPECT_EQ(refusal("<a><b><c><d/></c></b></a>"), "too_large: XML: more than 3 nested elements");
  EXPECT_EQ(refusal("<a x='' y='' z=''/>"),
            "too_large: XML: more than 2 attributes in one element");
  EXPECT_EQ(refusal("<a><b/><b/><b/><b/><b/><b/></a>"), "too_large: XML: more than 6 nodes");
  EXPECT_EQ(refusal("<a><!----><!----><!----><!----><!----><!----></a>"),
            "too_large: XML: more than 6 nodes");
}

TEST(XmlBounds, ADocumentTypeIsRefused) {
  for (const std::string_view text : {"<!DOCTYPE a><a/>",
                                      "<?xml version='1.0'?><!DOCTYPE a []><a/>",
                                      "<a/><!ENTITY x 'y'>",
                                      "<a><![INCLUDE[<b/>]]></a>"}) {
    EXPECT_EQ(refusal(text), "unsupported: XML: a document type declaration is not allowed")
        << text;
  }
}

TEST(XmlBounds, TextIsUtf8AndMarkupEnds) {
  EXPECT_EQ(refusal(std::string_view{"<a>\0</a>", 8}),
            "malformed: XML: not UTF-8, or a zero octet");
  EXPECT_EQ(refusal("<a>\xE9</a>"), "malformed: XML: not UTF-8, or a zero octet");
  EXPECT_EQ(refusal("<a x='>"), "malformed: XML: a tag does not end");
  EXPECT_EQ(refusal("<a"), "malformed: XML: a tag does not end");
  EXPECT_EQ(refusal("<!-- ->"), "malformed: XML: no --> for a <!--");
  EXPECT_EQ(refusal("</a"), "malformed: XML: no > for a </");
}

}  // namespace
}  // namespace plumbline
