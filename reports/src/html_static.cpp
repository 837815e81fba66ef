#include "html_static.hpp"

#include "headline.hpp"
#include "peculiarities.hpp"
#include "text.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace plumbline::reports {
namespace {

using harness::CampaignResult;
using harness::Verdict;

constexpr std::size_t kTextLimit = 300;
constexpr std::size_t kCasesPerReason = 40;

std::string reason_item(const CampaignResult& result, const Reason& reason) {
  std::string cases;
  const std::size_t shown = std::min(reason.cases.size(), kCasesPerReason);
  for (std::size_t i = 0; i < shown; ++i) {
    cases += fmt::format(
        "{}<code>{}</code>", i == 0 ? "" : ", ", static_text(result.cases[reason.cases[i]].id));
  }
  if (shown < reason.cases.size()) {
    cases += fmt::format(" and {} more", reason.cases.size() - shown);
  }
  return fmt::format("<li><b>{}</b>, culprit {}: {} ({}). {}</li>\n",
                     harness::name_of(reason.verdict),
                     harness::name_of(reason.culprit),
                     static_text(reason.title),
                     static_text(reason.detail),
                     cases);
}

}  // namespace

std::string static_text(std::string_view text) {
  return escaped(visible(clipped(text, kTextLimit)));
}

std::string static_part(const CampaignResult& result, const std::vector<Reason>& reasons) {
  std::string items;
  std::size_t open = 0;
  for (const Reason& reason : reasons) {
    if (reason.verdict != Verdict::not_applicable) {
      items += reason_item(result, reason);
      ++open;
    }
  }
  for (const auto& difference : harness::binding_differences(result.cases)) {
    items += fmt::format("<li><b>bindings differ</b>, {}</li>\n", static_text(line_of(difference)));
  }
  for (const harness::DeclaredDeviation& declared : result.dialect) {
    items += fmt::format("<li><b>declared deviation</b>, {}. {}.</li>\n",
                         static_text(line_of(declared)),
                         static_text(declared.text));
  }
  const Headline headline = headline_of(result, open);
  const harness::Summary sum = result.summary();
  std::string out = fmt::format(
      "<h1 class=\"page-title\">{}</h1>\n<p class=\"intro\">{} {} pass, {} fail, {} inconclusive, "
      "{} error, {} not applicable.</p>\n",
      headline.words,
      headline.sentence,
      sum.pass,
      sum.fail,
      sum.inconclusive,
      sum.error,
      sum.not_applicable);
  return items.empty() ? out : out + "<ul class=\"plain\">\n" + items + "</ul>\n";
}

}  // namespace plumbline::reports
