/// @file
/// Texts as HTTP messages, for tests.

#pragma once

#include "parser.hpp"

#include <gtest/gtest.h>

#include <string_view>
#include <utility>

namespace plumbline::adapters::http {

template <typename Message>
Message parse_message(std::string_view text) {
  Parser<Message> parser{{}};
  static_cast<void>(parser.put(as_bytes(text)));
  EXPECT_EQ(parser.state(), ParserState::complete) << parser.fault() << text;
  return std::move(parser.message());
}

inline Request parse_request(std::string_view text) {
  return parse_message<Request>(text);
}

inline Response parse_response(std::string_view text) {
  return parse_message<Response>(text);
}

}  // namespace plumbline::adapters::http
