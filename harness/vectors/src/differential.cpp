#include "plumbline/harness/differential.hpp"

#include "plumbline/harness/generator.hpp"

#include <algorithm>
#include <optional>
#include <set>
#include <string_view>
#include <utility>

namespace plumbline::harness {

namespace {

/// The codec gave no answer.
constexpr const char* kBroke = "broke";

/// "out", "unsupported", "broke", or "refused", with its code where codes count.
std::string kind_of(const Json& answer, bool same_codes) {
  for (const char* const kind : {"out", "unsupported", kBroke}) {
    if (answer.contains(kind)) {
      return kind;
    }
  }
  return same_codes && answer.contains("error") ? "refused: " + text_at(answer.at("error"), "code")
                                                : "refused";
}

class Comparison {
 public:
  Comparison(std::string operation, const std::vector<NamedCodec>& codecs, bool same_codes)
      : operation_(std::move(operation)),
        codecs_(codecs),
        same_codes_(same_codes) {}

  /// The answers of all codecs, without their numbers.
  std::vector<Json> ask(const Json& input) {
    std::vector<Json> answers;
    for (const NamedCodec& codec : codecs_) {
      answers.push_back(ask(codec, input));
    }
    return answers;
  }

  /// Nothing when they agree; else what each of them did, which names the difference.
  std::optional<std::string> part(const Json& input, const std::vector<Json>& answers) {
    std::string kinds;
    for (const Json& answer : answers) {
      kinds += kind_of(answer, same_codes_) + "; ";
    }
    const std::string first = kind_of(answers.front(), same_codes_);
    const bool alike = std::ranges::all_of(
        answers, [&](const Json& answer) { return kind_of(answer, same_codes_) == first; });
    if (!alike) {
      return kinds;
    }
    const bool same =
        std::ranges::all_of(answers, [&](const Json& answer) { return answer == answers.front(); });
    if (first != "out" || same || is_new_each_time(input, answers.front())) {
      return std::nullopt;
    }
    return "another output";
  }

  static bool is_unsupported(const std::vector<Json>& answers) {
    return any_has(answers, "unsupported");
  }

  static bool is_broken(const std::vector<Json>& answers) { return any_has(answers, kBroke); }

  /// As small as it gets while the codecs part in the same way.
  Difference shrunk(Json input, const std::string& way) {
    for (bool goes_on = true; goes_on;) {
      goes_on = false;
      for (Json& smaller : smaller_than(input)) {
        const auto answers = ask(smaller);
        if (!is_unsupported(answers) && !is_broken(answers) && part(smaller, answers) == way) {
          input = std::move(smaller);
          goes_on = true;
          break;
        }
      }
    }
    auto answers = ask(input);
    return {.operation = operation_, .input = std::move(input), .answers = std::move(answers)};
  }

 private:
  static bool any_has(const std::vector<Json>& answers, const char* member) {
    return std::ranges::any_of(answers,
                               [&](const Json& answer) { return answer.contains(member); });
  }

  Json ask(const NamedCodec& codec, const Json& input) {
    auto answer = codec.codec({{"seq", ++seq_}, {"op", operation_}, {"in", input}});
    if (!answer) {
      return {{kBroke, to_string(answer.error())}};
    }
    answer.value().erase("seq");
    return std::move(answer).value();
  }

  bool is_new_each_time(const Json& input, const Json& answer) {
    return ask(codecs_.front(), input) != answer;
  }

  std::string operation_;
  const std::vector<NamedCodec>& codecs_;
  bool same_codes_;
  std::int64_t seq_ = 0;
};

void compare(const VectorFile& file,
             const std::vector<NamedCodec>& codecs,
             RandomSource& random,
             const DifferentialOptions& options,
             DifferentialReport& report) {
  InputGenerator generator{file, random};
  Comparison comparison{file.operation, codecs, options.same_codes};
  std::set<std::string> known;
  for (std::size_t i = 0; i < options.inputs_per_operation; ++i) {
    Json input = generator.next();
    const auto answers = comparison.ask(input);
    ++report.inputs;
    if (Comparison::is_unsupported(answers)) {
      ++report.unsupported;
      continue;
    }
    const auto way = comparison.part(input, answers);
    if (Comparison::is_broken(answers)) {
      // Each further one costs a start of the codec, and there may be no end to them.
      report.differences.push_back(
          {.operation = file.operation, .input = std::move(input), .answers = answers});
      return;
    }
    if (way && known.insert(*way).second) {
      report.differences.push_back(comparison.shrunk(std::move(input), *way));
    }
  }
}

}  // namespace

DifferentialReport differ(const std::vector<VectorFile>& files,
                          const std::vector<NamedCodec>& codecs,
                          RandomSource& random,
                          const DifferentialOptions& options) {
  DifferentialReport report;
  for (const VectorFile& file : files) {
    if (!options.selected || options.selected(file.operation)) {
      compare(file, codecs, random, options, report);
    }
  }
  return report;
}

Json to_json(const DifferentialReport& report, const std::vector<NamedCodec>& codecs) {
  Json differences = Json::array();
  for (const Difference& difference : report.differences) {
    Json answers = Json::object();
    for (std::size_t i = 0; i < codecs.size(); ++i) {
      answers[codecs[i].name] = difference.answers[i];
    }
    differences.push_back({{"operation", difference.operation},
                           {"in", difference.input},
                           {"answers", std::move(answers)}});
  }
  return {{"inputs", report.inputs},
          {"unsupported", report.unsupported},
          {"differences", std::move(differences)}};
}

}  // namespace plumbline::harness
