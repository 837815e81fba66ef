#include "plumbline/harness/result.hpp"

#include "plumbline/core/json_reader.hpp"
#include "plumbline/harness/binding_differences.hpp"

#include <limits>
#include <optional>
#include <utility>

namespace plumbline::harness {
namespace {

Json to_json(const AssertionResult& assertion) {
  return {{"id", assertion.id},
          {"kind", assertion.kind == AssertionKind::primary ? "primary" : "precondition"},
          {"requirement", assertion.requirement},
          {"clause", assertion.clause},
          {"text", assertion.text},
          {"blame", name_of(assertion.blame)},
          {"holds", assertion.holds},
          {"expected", assertion.expected},
          {"observed", assertion.observed},
          {"message", assertion.message}};
}

Json to_json(const Story& story) {
  return {{"requirement", story.requirement},
          {"sent", story.sent},
          {"expected", story.expected},
          {"got", story.got},
          {"where", story.where},
          {"again", story.again}};
}

Json to_json(const CaseResult& result) {
  Json assertions = Json::array();
  for (const AssertionResult& assertion : result.assertions) {
    assertions.push_back(to_json(assertion));
  }
  Json out{{"id", result.id},
           {"purpose", result.purpose},
           {"title", result.title},
           {"role", name_of(result.role)},
           {"binding", result.binding},
           {"variant", result.variant},
           {"requirements", result.requirements},
           {"verdict", name_of(result.verdict)},
           {"culprit", name_of(result.culprit)},
           {"reason", result.reason},
           {"culprit_reasons", result.culprit_reasons},
           {"assertions", std::move(assertions)},
           {"duration_us", result.duration_us},
           {"left_behind", result.left_behind},
           {"evidence", result.evidence_file}};
  if (!result.deviations.empty()) {
    out["deviations"] = result.deviations;
  }
  if (!result.story.requirement.empty()) {
    out["story"] = to_json(result.story);
  }
  return out;
}

template <typename Enum>
Enum read_enum(JsonReader& reader,
               std::string_view member,
               std::optional<Enum> (*named)(std::string_view) noexcept) {
  const std::string name = reader.string(member);
  const std::optional<Enum> value = named(name);
  if (!value && !reader.failed()) {
    reader.refuse(member, "has no such value: " + name);
  }
  return value.value_or(Enum{});
}

std::vector<std::string> read_texts(JsonReader& reader, std::string_view member) {
  std::vector<std::string> out;
  for (const Json& entry : reader.array(member)) {
    if (!entry.is_string()) {
      reader.refuse(member, "holds something that is no string");
      break;
    }
    out.push_back(entry.get<std::string>());
  }
  return out;
}

Result<AssertionResult> read_assertion(const Json& value, const std::string& where) {
  JsonReader reader{value, where};
  AssertionResult out;
  out.id = reader.string("id");
  out.kind =
      reader.string("kind") == "primary" ? AssertionKind::primary : AssertionKind::precondition;
  out.requirement = reader.string("requirement");
  out.clause = reader.string("clause");
  out.text = reader.string("text");
  out.blame = read_enum(reader, "blame", culprit_named);
  out.holds = reader.optional_boolean("holds").value_or(false);
  out.expected = reader.string("expected");
  out.observed = reader.string("observed");
  out.message =
      static_cast<int>(reader.integer("message", 0, std::numeric_limits<std::int32_t>::max()));
  PLUMBLINE_TRY(reader.finish());
  return out;
}

Result<Story> read_story(const Json& value, const std::string& where) {
  JsonReader reader{value, where};
  Story out{.requirement = reader.string("requirement"),
            .sent = reader.string("sent"),
            .expected = reader.string("expected"),
            .got = reader.string("got"),
            .where = reader.string("where"),
            .again = reader.string("again")};
  PLUMBLINE_TRY(reader.finish());
  return out;
}

Result<CaseResult> read_case(const Json& value, const std::string& where) {
  JsonReader reader{value, where};
  CaseResult out;
  out.id = reader.string("id");
  out.purpose = reader.string("purpose");
  out.title = reader.string("title");
  out.role = read_enum(reader, "role", role_named);
  out.binding = reader.string("binding");
  out.variant = reader.string("variant");
  out.requirements = read_texts(reader, "requirements");
  out.verdict = read_enum(reader, "verdict", verdict_named);
  out.culprit = read_enum(reader, "culprit", culprit_named);
  out.reason = reader.string("reason");
  out.culprit_reasons = read_texts(reader, "culprit_reasons");
  out.duration_us = reader.integer("duration_us", 0, std::numeric_limits<std::int64_t>::max());
  out.left_behind = read_texts(reader, "left_behind");
  out.evidence_file = reader.string("evidence");
  if (const Json* deviations = reader.optional_array("deviations"); deviations != nullptr) {
    out.deviations = read_texts(reader, "deviations");
  }
  for (const Json& entry : reader.array("assertions")) {
    PLUMBLINE_TRY(auto assertion, read_assertion(entry, where + ".assertions"));
    out.assertions.push_back(std::move(assertion));
  }
  if (const Json* story = reader.optional_object("story"); story != nullptr) {
    PLUMBLINE_TRY(out.story, read_story(*story, where + ".story"));
  }
  PLUMBLINE_TRY(reader.finish());
  return out;
}

Json to_json(const DeclaredDeviation& declared) {
  return {{"role", declared.role},
          {"deviation", declared.name},
          {"text", declared.text},
          {"cases", declared.cases}};
}

Result<DeclaredDeviation> read_declared(const Json& value, const std::string& where) {
  JsonReader reader{value, where};
  DeclaredDeviation out{.role = reader.string("role"),
                        .name = reader.string("deviation"),
                        .text = reader.string("text"),
                        .cases = static_cast<std::size_t>(reader.integer("cases", 0, 10'000'000))};
  PLUMBLINE_TRY(reader.finish());
  return out;
}

Json to_json(const Summary& summary) {
  return {{"pass", summary.pass},
          {"fail", summary.fail},
          {"inconclusive", summary.inconclusive},
          {"error", summary.error},
          {"not_applicable", summary.not_applicable}};
}

Json to_json(const SutInfo& sut) {
  return {
      {"name", sut.name}, {"version", sut.version}, {"vendor", sut.vendor}, {"roles", sut.roles}};
}

}  // namespace

Summary CampaignResult::summary() const {
  Summary out;
  for (const CaseResult& result : cases) {
    switch (result.verdict) {
      case Verdict::pass:
        ++out.pass;
        break;
      case Verdict::fail:
        ++out.fail;
        break;
      case Verdict::inconclusive:
        ++out.inconclusive;
        break;
      case Verdict::not_applicable:
        ++out.not_applicable;
        break;
      case Verdict::none:
      case Verdict::error:
        ++out.error;
        break;
    }
  }
  return out;
}

int CampaignResult::exit_code() const {
  const Summary sum = summary();
  const bool complete = !partial && cases.size() == planned;
  return complete && sum.fail + sum.inconclusive + sum.error == 0 ? 0 : 1;
}

Json to_json(const CampaignResult& result) {
  Json cases = Json::array();
  for (const CaseResult& entry : result.cases) {
    cases.push_back(to_json(entry));
  }
  Json dialect = Json::array();
  for (const DeclaredDeviation& declared : result.dialect) {
    dialect.push_back(to_json(declared));
  }
  return {{"results", 1},
          {"tool", {{"name", "plumbline"}, {"version", result.tool_version}}},
          {"sut", to_json(result.sut)},
          {"seed", result.seed},
          {"started", result.started},
          {"seconds", result.seconds},
          {"command", result.command},
          {"partial", result.partial},
          {"planned", result.planned},
          {"notes", result.notes},
          {"dialect", std::move(dialect)},
          {"binding_differences", to_json(binding_differences(result.cases))},
          {"summary", to_json(result.summary())},
          {"cases", std::move(cases)}};
}

Result<CampaignResult> campaign_from_json(const Json& value) {
  JsonReader reader{value, "results"};
  CampaignResult out;
  static_cast<void>(reader.integer("results", 1, 1));
  JsonReader tool{reader.object("tool"), "results.tool"};
  static_cast<void>(tool.string("name"));
  out.tool_version = tool.string("version");
  JsonReader sut{reader.object("sut"), "results.sut"};
  out.sut = {.name = sut.string("name"),
             .version = sut.string("version"),
             .vendor = sut.string("vendor"),
             .roles = read_texts(sut, "roles")};
  out.seed = reader.string("seed");
  out.started = reader.string("started");
  out.command = reader.string("command");
  out.partial = reader.optional_boolean("partial").value_or(false);
  out.planned = static_cast<std::size_t>(reader.integer("planned", 0, 10'000'000));
  out.notes = read_texts(reader, "notes");
  if (const Json* seconds = reader.optional_any("seconds");
      seconds != nullptr && seconds->is_number()) {
    out.seconds = seconds->get<double>();
  }
  // These are derived from the cases; what the file says of them is not trusted.
  static_cast<void>(reader.object("summary"));
  static_cast<void>(reader.optional_array("binding_differences"));
  if (const Json* dialect = reader.optional_array("dialect"); dialect != nullptr) {
    for (const Json& entry : *dialect) {
      PLUMBLINE_TRY(auto declared, read_declared(entry, "results.dialect"));
      out.dialect.push_back(std::move(declared));
    }
  }
  for (const Json& entry : reader.array("cases")) {
    PLUMBLINE_TRY(auto item,
                  read_case(entry, "results.cases[" + std::to_string(out.cases.size()) + "]"));
    out.cases.push_back(std::move(item));
  }
  PLUMBLINE_TRY(tool.finish());
  PLUMBLINE_TRY(sut.finish());
  PLUMBLINE_TRY(reader.finish());
  return out;
}

}  // namespace plumbline::harness
