#include "plumbline/reports/html.hpp"

#include "plumbline/core/bytes.hpp"

#include "embedded.hpp"
#include "headline.hpp"
#include "html_blocks.hpp"
#include "html_index.hpp"
#include "html_static.hpp"
#include "reason.hpp"
#include "text.hpp"

#include <fmt/format.h>

#include <array>
#include <map>
#include <utility>
#include <vector>

namespace plumbline::reports {
namespace {

using harness::CampaignResult;

// In the order of the enumerators.
constexpr std::array<std::string_view, 3> kNames{"none", "default", "all"};

using Values = std::map<std::string, std::string, std::less<>>;

// Replaces every @name@ of the frame that has a value, in one pass: what is put in is not read
// again.
std::string filled(std::string_view frame, const Values& values) {
  std::string out;
  while (true) {
    const std::size_t open = frame.find('@');
    out += frame.substr(0, open);
    if (open == std::string_view::npos) {
      return out;
    }
    const std::size_t close = frame.find('@', open + 1);
    const auto at = close == std::string_view::npos
                        ? values.end()
                        : values.find(frame.substr(open + 1, close - open - 1));
    if (at == values.end()) {
      out += '@';
      frame.remove_prefix(open + 1);
    } else {
      out += at->second;
      frame.remove_prefix(close + 1);
    }
  }
}

std::string base64_of(std::string_view hex_digest) {
  return to_base64(from_hex(hex_digest).value());
}

// Inside a script element only "<" could end it; JSON knows it by its number too.
std::string script_json(const Json& value) {
  std::string out;
  for (const char c : json_text(value)) {
    if (c == '<') {
      out += "\\u003c";
    } else {
      out += c;
    }
  }
  return out;
}

std::string evidence_sentence(const CampaignResult& result,
                              HtmlEvidence depth,
                              const EvidenceBlocks& blocks,
                              std::string_view note) {
  std::string out;
  switch (depth) {
    case HtmlEvidence::none:
      out =
          "This page holds verdicts, assertions and stories; the messages stand in the evidence "
          "files beside it.";
      break;
    case HtmlEvidence::partial:
      out = fmt::format(
          "The octets of {} of {} are in this page: of every case that did not pass and of the "
          "first passing case per purpose and binding. The others are drawn without their "
          "contents; "
          "each names its file.",
          blocks.complete,
          plural(result.cases.size(), "case"));
      break;
    case HtmlEvidence::all:
      out = fmt::format("The octets of {} of {} are in this page.",
                        blocks.complete,
                        plural(result.cases.size(), "case"));
      break;
  }
  return note.empty() ? out : fmt::format("{} {}", out, note);
}

struct Parts {
  const CampaignResult& result;
  const HtmlOptions& options;
  std::vector<PurposeGroup> purposes;
  std::vector<Reason> reasons;
};

std::string page(const Parts& parts, HtmlEvidence depth, std::string_view note) {
  const EvidenceBlocks blocks =
      evidence_blocks(parts.result, parts.purposes, depth, parts.options.load);
  Json index = html_index(parts.result, parts.purposes, parts.reasons, parts.options.catalogue);
  index["evidence"] = evidence_sentence(parts.result, depth, blocks, note);
  index["left_behind"] = blocks.left_behind;
  const std::string who = static_text(parts.result.sut.name + " " + parts.result.sut.version);
  const std::string words = index.at("headline").get<std::string>();
  return filled(embedded::frame(),
                {{"title", fmt::format("{} · {} · Plumbline", words, who)},
                 {"sut", who},
                 {"style", embedded::style_sheet()},
                 {"style_digest", base64_of(embedded::style_sheet_digest())},
                 {"script", embedded::script()},
                 {"script_digest", base64_of(embedded::script_digest())},
                 {"static", static_part(parts.result, parts.reasons)},
                 {"index", script_json(index)},
                 {"blocks", blocks.html}});
}

}  // namespace

std::string_view name_of(HtmlEvidence evidence) noexcept {
  return kNames.at(static_cast<std::size_t>(evidence));
}

std::optional<HtmlEvidence> html_evidence_named(std::string_view name) noexcept {
  for (const HtmlEvidence evidence :
       {HtmlEvidence::none, HtmlEvidence::partial, HtmlEvidence::all}) {
    if (name_of(evidence) == name) {
      return evidence;
    }
  }
  return std::nullopt;
}

HtmlReport html_report(const CampaignResult& result, const HtmlOptions& options) {
  const Parts parts{.result = result,
                    .options = options,
                    .purposes = purposes_of(result),
                    .reasons = reasons_of(result)};
  HtmlReport report{.text = page(parts, options.evidence, {}), .note = {}};
  auto depth = options.evidence;
  while (report.text.size() > options.octets && depth != HtmlEvidence::none) {
    depth = depth == HtmlEvidence::all ? HtmlEvidence::partial : HtmlEvidence::none;
    report.note = fmt::format(
        "With more of the evidence the page would have passed {:.1f} MB; it holds as much as "
        "--html-evidence {} gives.",
        static_cast<double>(options.octets) / 1e6,
        name_of(depth));
    report.text = page(parts, depth, report.note);
  }
  return report;
}

}  // namespace plumbline::reports
