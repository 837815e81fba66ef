#include "plumbline/testing/schema.hpp"

#include "plumbline/testing/paths.hpp"

#include <valijson/adapters/nlohmann_json_adapter.hpp>
#include <valijson/schema.hpp>
#include <valijson/schema_parser.hpp>
#include <valijson/validator.hpp>

namespace plumbline::testing {

bool follows_schema(const Json& document, const std::string& schema) {
  const Json text = Json::parse(read_file(project_path(schema)));
  valijson::Schema parsed;
  valijson::SchemaParser parser{valijson::SchemaParser::kDraft7};
  parser.populateSchema(valijson::adapters::NlohmannJsonAdapter{text}, parsed);
  valijson::Validator validator;
  return validator.validate(parsed, valijson::adapters::NlohmannJsonAdapter{document}, nullptr);
}

}  // namespace plumbline::testing
