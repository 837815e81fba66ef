#include "data_at_rest/src_records.hpp"

#include "plumbline/core/bytes.hpp"

#include "support/ae.hpp"

#include <algorithm>
#include <utility>

namespace plumbline::testcases {

using harness::Bench;
using harness::Judge;
using harness::Message;
using harness::Phase;
using harness::Purpose;
using harness::Role;

std::vector<Json> created_at(const Judge& judge, std::string_view server, std::string_view root) {
  std::vector<Json> out;
  for (const Message* message : judge.requests(harness::name_of(Role::ae_src), server)) {
    const Json& primitive = message->primitive;
    const bool create = primitive.is_object() && primitive.value("op", 0) == 1;
    if (create && primitive.contains("pc") && primitive.at("pc").contains(root)) {
      out.push_back(primitive.at("pc").at(std::string{root}));
    }
  }
  return out;
}

std::vector<std::string> hosted_objects(const Judge& judge) {
  std::vector<std::string> out;
  for (const Json& instance : created_at(judge, "HCSE", "m2m:cin")) {
    if (text_at(instance, "cnf").starts_with("application/jose")) {
      out.push_back(text_at(instance, "con"));
    }
  }
  return out;
}

bool all_different(std::vector<std::string> texts) {
  std::ranges::sort(texts);
  return std::ranges::adjacent_find(texts) == texts.end();
}

Purpose source_purpose(std::string id, std::string title, std::vector<std::string> requirements) {
  Purpose purpose;
  purpose.id = std::move(id);
  purpose.title = std::move(title);
  purpose.role = Role::ae_src;
  purpose.requirements = std::move(requirements);
  purpose.initial_conditions =
      "with { a CSE, a TEF, and a client that may read what the AE hosts }";
  purpose.when = "when { the AE is told to protect and host a payload }";
  return purpose;
}

harness::UpperTesterAnswer host_one(Bench& bench, const Json& extra) {
  const std::string payload = new_payload(bench);
  bench.observe("payload", payload);
  bench.phase(Phase::stimulus);
  return host_by(bench, &Bench::command, host_argument(bench, payload, extra));
}

void expect_commanded(Judge& judge) {
  judge.expect_status("A1", "host", {2000});
}

}  // namespace plumbline::testcases
