#include "plumbline/reports/json.hpp"

#include "plumbline/core/json.hpp"

namespace plumbline::reports {
namespace {

// What a tested system sent may be invalid UTF-8; the file never is.
std::string file_text(const Json& value) {
  return value.dump(1, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace

std::string results_json(const harness::CampaignResult& result) {
  return file_text(harness::to_json(result));
}

std::string evidence_json(const harness::Evidence& evidence) {
  return file_text(harness::to_json(evidence));
}

}  // namespace plumbline::reports
