#include "html_blocks.hpp"

#include "plumbline/core/bytes.hpp"

#include "deflate.hpp"
#include "text.hpp"

#include <fmt/format.h>

#include <array>
#include <memory>
#include <set>
#include <string_view>
#include <utility>

namespace plumbline::reports {
namespace {

using harness::CampaignResult;
using harness::CaseResult;
using harness::Evidence;
using harness::Verdict;

// What the index holds already.
constexpr std::array<std::string_view, 10> kInIndex{"id",
                                                    "purpose",
                                                    "title",
                                                    "role",
                                                    "binding",
                                                    "variant",
                                                    "requirements",
                                                    "verdict",
                                                    "culprit",
                                                    "duration_us"};

std::shared_ptr<const Evidence> evidence_of(const CaseResult& result, const EvidenceLoader& load) {
  if (result.evidence != nullptr) {
    return result.evidence;
  }
  return load && !result.evidence_file.empty() ? load(result) : nullptr;
}

// Enough to draw the arrow, not to read the message.
void summarise(Json& message) {
  const Json primitive = message.value("primitive", Json{});
  message["size"] = message.value("octets", std::string{}).size();
  message["summary"] = true;
  message.erase("octets");
  message.erase("primitive");
  for (const std::string_view member : {"op", "to", "rsc", "cmd"}) {
    if (primitive.is_object() && primitive.contains(member)) {
      message["primitive"][std::string{member}] = primitive.at(std::string{member});
    }
  }
}

void add_evidence(Json& details, const Evidence& evidence, bool complete) {
  const Json record = harness::to_json(evidence);
  for (const std::string_view member :
       {"messages", "observations", "redactions", "left_behind", "truncated"}) {
    details[std::string{member}] = record.at(std::string{member});
  }
  if (!complete) {
    for (Json& message : details["messages"]) {
      summarise(message);
    }
    details.erase("observations");
  }
}

// The same members as in results.json, without those that the index holds.
Json details_of(const CaseResult& result) {
  CampaignResult alone;
  alone.cases.push_back(result);
  Json details = harness::to_json(alone).at("cases").at(0);
  for (const std::string_view member : kInIndex) {
    details.erase(std::string{member});
  }
  return details;
}

// Decides case by case whether the page holds its messages in whole.
class Choice {
 public:
  explicit Choice(HtmlEvidence depth) : depth_(depth) {}

  bool complete(const CaseResult& result) {
    if (depth_ == HtmlEvidence::all || result.verdict != Verdict::pass) {
      return true;
    }
    return bindings_.insert(result.binding).second;  // the first pass of the purpose on its binding
  }

 private:
  HtmlEvidence depth_;
  std::set<std::string> bindings_;
};

void note_left_behind(EvidenceBlocks& blocks, const CaseResult& result) {
  for (const std::string& left : result.left_behind) {
    blocks.left_behind.push_back(result.id + ": " + left);
  }
}

struct Job {
  const CampaignResult& result;
  HtmlEvidence depth;
  const EvidenceLoader& load;
};

// Details of the cases of one purpose, in their order.
Json block_of(const Job& job, const PurposeGroup& purpose, EvidenceBlocks& blocks) {
  Choice choice{job.depth};
  Json block = Json::array();
  for (const std::size_t at : purpose.cases) {
    const CaseResult& entry = job.result.cases[at];
    Json details = details_of(entry);
    note_left_behind(blocks, entry);
    const auto evidence = job.depth == HtmlEvidence::none ? nullptr : evidence_of(entry, job.load);
    if (evidence) {
      const bool complete = choice.complete(entry);
      add_evidence(details, *evidence, complete);
      blocks.complete += complete ? 1U : 0U;
    }
    block.push_back(std::move(details));
  }
  return block;
}

}  // namespace

EvidenceBlocks evidence_blocks(const CampaignResult& result,
                               const std::vector<PurposeGroup>& purposes,
                               HtmlEvidence depth,
                               const EvidenceLoader& load) {
  const Job job{.result = result, .depth = depth, .load = load};
  EvidenceBlocks blocks;
  for (std::size_t i = 0; i < purposes.size(); ++i) {
    const std::string text = json_text(block_of(job, purposes[i], blocks));
    blocks.html += fmt::format("<script type=\"text/plain\" id=\"block-{}\">{}</script>\n",
                               i,
                               to_base64(deflated(as_bytes(text))));
  }
  return blocks;
}

}  // namespace plumbline::reports
