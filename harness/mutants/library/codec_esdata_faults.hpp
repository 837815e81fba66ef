/// @file
/// What codecs that seal or open ESData otherwise are written from.

#pragma once

#include "library/codec_faults.hpp"

#include <algorithm>
#include <functional>
#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace plumbline::harness {

inline constexpr std::string_view kSeal = "esdata/seal";
inline constexpr std::string_view kOpen = "esdata/open";

/// Whether a case is of the kind that the fault is about; `in` is what was asked.
using Kind = std::function<bool(const Json& in)>;

/// Whether the target has a credential with one of these.
[[nodiscard]] inline bool has_suid(const Json& in, std::initializer_list<int> suids) {
  return std::ranges::any_of(in.at("credentials"), [&](const Json& one) {
    return std::ranges::find(suids, one.at("suid").get<int>()) != suids.end();
  });
}

[[nodiscard]] inline bool with_symmetric_key(const Json& in) {
  return has_suid(in, {14, 24, 34});
}

[[nodiscard]] inline bool with_certificate(const Json& in) {
  return has_suid(in, {44});
}

[[nodiscard]] inline bool with_mic(const Json& in) {
  return has_suid(in, {15, 25, 35});
}

[[nodiscard]] inline bool with_signature(const Json& in) {
  return has_suid(in, {45});
}

[[nodiscard]] inline bool marked(const Json& in, std::string_view ending) {
  return text_at(in, "content_info").ends_with(ending);
}

/// Changes an answer of that kind that is no refusal.
[[nodiscard]] inline SlotFault opens_otherwise(
    Kind kind, std::function<void(Json& out, const Json& in)> change) {
  return answered_otherwise(
      kOpen, [kind = std::move(kind), change = std::move(change)](Json& answer, const Json& in) {
        if (answer.contains("out") && kind(in)) {
          change(answer.at("out"), in);
        }
      });
}

[[nodiscard]] inline SlotFault shows(Kind kind, std::string member, Json value) {
  return opens_otherwise(std::move(kind),
                         [member = std::move(member), value = std::move(value)](
                             Json& out, const Json& /*in*/) { out.at(member) = value; });
}

[[nodiscard]] inline SlotFault refuses(Kind kind) {
  return answered_otherwise(kOpen, [kind = std::move(kind)](Json& answer, const Json& in) {
    if (kind(in)) {
      answer.erase("out");
      answer["error"] = {{"code", "unsupported"}, {"detail", "not for this codec"}};
    }
  });
}

[[nodiscard]] inline SlotFault accepts(std::string code, Kind kind) {
  return answered_otherwise(
      kOpen, [code = std::move(code), kind = std::move(kind)](Json& answer, const Json& in) {
        if (answer.contains("error") && answer.at("error").at("code") == code && kind(in)) {
          answer.erase("error");
          answer["out"] = {{"class", "encryption-only"},
                           {"payload", ""},
                           {"aad", ""},
                           {"type", ""},
                           {"opened_with", ""},
                           {"verified_by", Json::array()},
                           {"source", "unauthenticated"}};
        }
      });
}

/// Of several names of those who verified, one.
inline void keep_first_name(Json& out, const Json& /*in*/) {
  if (out.at("verified_by").size() > 1) {
    out.at("verified_by").erase(1);
  }
}

inline void trust_source(Json& out, const Json& /*in*/) {
  if (out.at("source") == "unauthenticated") {
    out.at("source") = "authenticated";
  }
}

[[nodiscard]] inline bool every(const Json& /*in*/) {
  return true;
}

}  // namespace plumbline::harness
