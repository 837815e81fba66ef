#include "plumbline/harness/replay.hpp"

#include <algorithm>
#include <utility>

namespace plumbline::harness {

namespace {

struct Judged {
  VectorOutcome outcome = VectorOutcome::pass;
  std::string detail;
};

Judged failed(std::string detail) {
  return {.outcome = VectorOutcome::fail, .detail = std::move(detail)};
}

std::string value_at(const Json& value, const Json::json_pointer& place) {
  return value.contains(place) ? json_text(value.at(place)) : "nothing";
}

/// The first member in which `got` is not `expected`.
Judged compare(const Json& expected, const Json& got) {
  const Json differences = Json::diff(expected, got);
  if (differences.empty()) {
    return {};
  }
  const Json::json_pointer place{differences.front().at("path").get<std::string>()};
  return failed("out" + place.to_string() + ": expected " + value_at(expected, place) + ", got " +
                value_at(got, place));
}

Judged judge_refusal(const VectorTest& test, const Json& error, bool same_codes) {
  const std::string code = error.value("code", "");
  if (test.valid) {
    return failed("refused with " + code + ": " + error.value("detail", ""));
  }
  if (same_codes && test.errc && *test.errc != code) {
    return failed("error/code: expected " + *test.errc + ", got " + code);
  }
  return {};
}

Judged judge(const VectorTest& test, const Result<Json>& answer, bool same_codes) {
  if (!answer) {
    return failed("the codec broke: " + to_string(answer.error()));
  }
  const Json& frame = answer.value();
  if (frame.contains("unsupported")) {
    return {.outcome = VectorOutcome::unsupported,
            .detail = frame.at("unsupported").get<std::string>()};
  }
  if (frame.contains("error")) {
    return judge_refusal(test, frame.at("error"), same_codes);
  }
  if (!test.valid) {
    return failed("accepted what is to be refused");
  }
  return compare(*test.out, frame.at("out"));
}

}  // namespace

std::string_view name_of(VectorOutcome outcome) noexcept {
  switch (outcome) {
    case VectorOutcome::pass:
      return "pass";
    case VectorOutcome::fail:
      return "fail";
    case VectorOutcome::unsupported:
      return "unsupported";
  }
  return "";
}

std::size_t ReplayReport::count(VectorOutcome outcome) const {
  return static_cast<std::size_t>(std::ranges::count(results, outcome, &VectorResult::outcome));
}

ReplayReport replay(const std::vector<VectorFile>& files,
                    const Codec& codec,
                    const ReplayOptions& options) {
  ReplayReport report;
  std::int64_t seq = 0;
  for (const VectorFile& file : files) {
    for (const VectorGroup& group : file.groups) {
      for (const VectorTest& test : group.tests) {
        std::string name = file.name + "#" + std::to_string(test.id);
        if (options.selected && !options.selected(name)) {
          continue;
        }
        const auto answer = codec({{"seq", ++seq}, {"op", file.operation}, {"in", test.in}});
        Judged judged = judge(test, answer, options.same_codes);
        report.results.push_back({.name = std::move(name),
                                  .comment = test.comment,
                                  .outcome = judged.outcome,
                                  .detail = std::move(judged.detail)});
      }
    }
  }
  return report;
}

Json to_json(const ReplayReport& report) {
  Json results = Json::array();
  for (const VectorResult& result : report.results) {
    Json& row = results.emplace_back(Json{
        {"name", result.name}, {"comment", result.comment}, {"outcome", name_of(result.outcome)}});
    if (!result.detail.empty()) {
      row["detail"] = result.detail;
    }
  }
  return {{"pass", report.count(VectorOutcome::pass)},
          {"fail", report.count(VectorOutcome::fail)},
          {"unsupported", report.count(VectorOutcome::unsupported)},
          {"results", std::move(results)}};
}

}  // namespace plumbline::harness
