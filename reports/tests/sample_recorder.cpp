#include "sample_recorder.hpp"

#include "plumbline/core/bytes.hpp"

#include <fmt/format.h>

#include <array>
#include <utility>

namespace plumbline::reports::sample {
namespace {

using harness::Message;
using harness::MessageKind;

constexpr std::array<std::string_view, 6> kMethods{"", "POST", "GET", "PUT", "DELETE", "POST"};

constexpr std::string_view kAlphabet =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

std::string request_octets(const Json& primitive) {
  const std::string body = primitive.contains("pc") ? json_text(primitive.at("pc")) : std::string{};
  return fmt::format(
      "{} {} HTTP/1.1\r\nHost: 127.0.0.1\r\nX-M2M-Origin: {}\r\nX-M2M-RI: {}\r\nX-M2M-RVI: 4\r\n"
      "Accept: application/json\r\nContent-Length: {}\r\n\r\n{}",
      kMethods.at(primitive.value("op", std::size_t{1})),
      primitive.value("to", "/"),
      primitive.value("fr", ""),
      primitive.value("rqi", ""),
      body.size(),
      body);
}

std::string response_octets(int rsc, std::string_view rqi, const Json& content) {
  const std::string body = content.is_null() ? std::string{} : json_text(content);
  return fmt::format(
      "HTTP/1.1 {}\r\nX-M2M-RSC: {}\r\nX-M2M-RI: {}\r\nX-M2M-RVI: 4\r\n"
      "Content-Type: application/json\r\nContent-Length: {}\r\n\r\n{}",
      rsc < 3000 ? "200 OK" : "403 Forbidden",
      rsc,
      rqi,
      body.size(),
      body);
}

std::string association_of(std::string_view from, std::string_view to) {
  if (from == "tester" || to == "tester") {
    return "plain";
  }
  return from == "TEF" || to == "TEF" ? "TLSv1.2 ECDHE-ECDSA-AES128-GCM-SHA256, mutual"
                                      : "TLSv1.3 AES-128-GCM-SHA256, mutual";
}

}  // namespace

Recorder::Recorder(std::string case_id, std::string purpose, harness::Role role, std::uint32_t seed)
    : random_(seed) {
  evidence_.case_id = std::move(case_id);
  evidence_.purpose = std::move(purpose);
  evidence_.role = role;
  evidence_.binding = "http";
  evidence_.seed = "7f1a0c225be941d0";
}

Message& Recorder::append(MessageKind kind, std::string_view from, std::string_view to) {
  Message& message = evidence_.messages.emplace_back();
  message.number = static_cast<int>(evidence_.messages.size());
  message.kind = kind;
  message.phase = phase_;
  message.at_us = now_us_;
  message.from = from;
  message.to = to;
  message.binding = "http";
  message.association = association_of(from, to);
  now_us_ += 900 + static_cast<std::int64_t>(random_() % 6000);
  return message;
}

int Recorder::request(std::string_view from, std::string_view to, Json primitive) {
  Message& message = append(MessageKind::request, from, to);
  if (primitive.contains("op")) {
    primitive["rqi"] = fmt::format("r-{:04x}", random_() & 0xFFFFU);
  }
  message.octets = request_octets(primitive);
  message.primitive = std::move(primitive);
  return message.number;
}

int Recorder::answer(int number, int rsc, const Json& content) {
  const Message asked = evidence_.messages.at(static_cast<std::size_t>(number) - 1);
  Message& message = append(MessageKind::response, asked.to, asked.from);
  const std::string rqi = asked.primitive.value("rqi", "");
  message.answers = number;
  message.octets = response_octets(rsc, rqi, content);
  message.primitive = {{"rsc", rsc}};
  if (!rqi.empty()) {
    message.primitive["rqi"] = rqi;
  }
  if (!content.is_null()) {
    message.primitive["pc"] = content;
  }
  return message.number;
}

void Recorder::event(std::string_view text, std::int64_t microseconds) {
  now_us_ += microseconds;
  Message& message = append(MessageKind::event, "", "");
  message.association.clear();
  message.text = text;
}

void Recorder::connect(std::string_view from, std::string_view to) {
  Message& message = append(MessageKind::event, from, to);
  message.text = "connected: " + message.association;
}

void Recorder::observe(std::string_view name, Json value, int message) {
  evidence_.observations.push_back(
      {.name = std::string{name}, .value = std::move(value), .phase = phase_, .message = message});
}

void Recorder::withhold(std::string token, std::string what) {
  evidence_.redactions.push_back({.token = std::move(token), .what = std::move(what)});
}

std::string Recorder::base64url(std::size_t characters) {
  std::string out;
  for (std::size_t i = 0; i < characters; ++i) {
    out += kAlphabet[random_() % kAlphabet.size()];
  }
  return out;
}

std::string Recorder::jwe(std::size_t octets) {
  const std::string header =
      R"({"alg":"dir","enc":"A256GCM","kid":"data_conf-Id@tef.example","cty":"text/plain","nonce":")" +
      base64url(22) + R"(","ts":"20261122T034107"})";
  return fmt::format("{}..{}.{}.{}",
                     to_base64url(as_bytes(header)),
                     base64url(16),
                     base64url(octets * 4 / 3),
                     base64url(22));
}

}  // namespace plumbline::reports::sample
