#include "types.hpp"

#include "../attribute_tables.hpp"
#include "../parameter_rules.hpp"

#include <algorithm>
#include <array>
#include <iterator>
#include <map>
#include <string>
#include <vector>

namespace plumbline::onem2m::xml {

namespace {

constexpr Type kText{.form = Form::text};
constexpr Type kInteger{.form = Form::integer};
constexpr Type kBoolean{.form = Form::boolean};
constexpr Type kTextList{.form = Form::text_list};
constexpr Type kIntegerList{.form = Form::integer_list};
constexpr Type kContent{.form = Form::structure, .globals = Globals::one};

// TS-0004 clause 6.3.5.27: rules without contexts and object details.
constexpr Member kRuleMembers[] = {{"acor", &kTextList}, {"acop", &kInteger}};
constexpr Type kRule{.form = Form::structure, .members = kRuleMembers};
constexpr Member kRulesMembers[] = {{"acr", &kRule, Place::elements}};
constexpr Type kRules{.form = Form::structure, .members = kRulesMembers};

// TS-0004 clauses 6.3.5.51, 6.3.5.52.
constexpr Member kReceiverRandMembers[] = {{"esri", &kText},
                                           {"esrv", &kText},
                                           {"esrx", &kText},
                                           {"esks", &kIntegerList},
                                           {"espa", &kIntegerList}};
constexpr Type kReceiverRand{.form = Form::structure, .members = kReceiverRandMembers};
constexpr Member kE2eSecInfoMembers[] = {
    {"esf", &kIntegerList}, {"escert", &kTextList}, {"esro", &kReceiverRand}};
constexpr Type kE2eSecInfo{.form = Form::structure, .members = kE2eSecInfoMembers};

// TR-0012 figure 7.3.2.2-2; the members are our choice.
constexpr Member kCryptoParamsMembers[] = {{"alg", &kText},
                                           {"enc", &kText},
                                           {"kl", &kInteger},
                                           {"kid", &kText},
                                           {"salt", &kText},
                                           {"nonce", &kText},
                                           {"ct", &kText},
                                           {"hash", &kText},
                                           {"src", &kText},
                                           {"lvl", &kText},
                                           {"use", &kText}};
constexpr Type kCryptoParams{.form = Form::structure, .members = kCryptoParamsMembers};

// TS-0004 clause 6.3.5.48 without dynamic authorization.
constexpr Member kSecurityInfoMembers[] = {
    {"sit", &kInteger}, {"ero", &kReceiverRand}, {"epo", &kText}, {"eckm", &kText}};
constexpr Type kSecurityInfo{.form = Form::structure, .members = kSecurityInfoMembers};

// Decisions 0023 to 0025. Bodies of ESF-S1 are objects of JOSE, which XML cannot carry.
constexpr Member kEsfEnvelopeMembers[] = {{"st", &kText}, {"tdc", &kInteger}, {"env", &kText}};
constexpr Type kEsfEnvelope{.form = Form::structure, .members = kEsfEnvelopeMembers};
constexpr Member kMessageMembers[] = {{"env", &kText}};
constexpr Type kMessage{.form = Form::structure, .members = kMessageMembers};

// TS-0004 clause 6.3.5.29: name and type of a child are attributes in XML.
constexpr Member kReferenceMembers[] = {{"nm", &kText, Place::attribute},
                                        {"typ", &kInteger, Place::attribute},
                                        {"spid", &kText, Place::attribute},
                                        {"val", &kText, Place::value}};
constexpr Type kReference{.form = Form::structure, .members = kReferenceMembers};
constexpr Member kReferenceListMembers[] = {{"rrf", &kReference, Place::elements}};
constexpr Type kReferenceList{.form = Form::structure, .members = kReferenceListMembers};

constexpr Member kResourceWithUriMembers[] = {{"uri", &kText}};
constexpr Type kResourceWithUri{
    .form = Form::structure, .members = kResourceWithUriMembers, .globals = Globals::one};

// TS-0004 clause 6.3.5.13.
constexpr Member kOperationMonitorMembers[] = {{"op", &kInteger}, {"or", &kText}};
constexpr Type kOperationMonitor{.form = Form::structure, .members = kOperationMonitorMembers};
constexpr Member kNotificationEventMembers[] = {
    {"rep", &kContent}, {"om", &kOperationMonitor}, {"net", &kInteger}};
constexpr Type kNotificationEvent{.form = Form::structure, .members = kNotificationEventMembers};
constexpr Member kNotificationMembers[] = {{"nev", &kNotificationEvent},
                                           {"vrq", &kBoolean},
                                           {"sud", &kBoolean},
                                           {"sur", &kText},
                                           {"cr", &kText},
                                           {"nfu", &kText}};
constexpr Type kNotification{.form = Form::structure, .members = kNotificationMembers};

constexpr Member kResponseTypeMembers[] = {{"rtv", &kInteger}, {"nu", &kTextList}};
constexpr Type kResponseType{.form = Form::structure, .members = kResponseTypeMembers};
constexpr Member kAttributeFilterMembers[] = {{"nm", &kText}, {"val", &kText}};
constexpr Type kAttributeFilter{.form = Form::structure, .members = kAttributeFilterMembers};

const Type* type_of(ParameterForm form) {
  switch (form) {
    case ParameterForm::text:
      return &kText;
    case ParameterForm::integer:
      return &kInteger;
    case ParameterForm::boolean:
      return &kBoolean;
    case ParameterForm::text_list:
      return &kTextList;
    case ParameterForm::integer_list:
      return &kIntegerList;
  }
  return nullptr;
}

void append(std::vector<Member>& members, std::span<const ParameterRule> rules) {
  std::ranges::transform(rules, std::back_inserter(members), [](const ParameterRule& rule) {
    // Each media type and each SPARQL query has an element of its own (TS-0004 table 6.3.5.8-1).
    const bool repeated = rule.json == "cty" || rule.json == "smf";
    return repeated ? Member{rule.json, &kText, Place::elements}
                    : Member{rule.json, type_of(rule.form)};
  });
}

Type filter_criteria() {
  static const auto members = [] {
    std::vector<Member> made;
    append(made, filter_rules());
    for (const std::string_view name : {"atr", "catr", "patr"}) {
      made.push_back({name, &kAttributeFilter, Place::elements});
    }
    return made;
  }();
  return {.form = Form::structure, .members = members};
}

Type request_primitive() {
  // TS-0004 table 8.2.2-1, in its order.
  static constexpr auto kOrder = std::to_array<std::string_view>(
      {"op",   "to",    "fr",  "rqi", "ty",  "pc",   "rids", "ot",  "rqet", "rset",
       "oet",  "rt",    "rp",  "rcn", "ec",  "da",   "gid",  "fc",  "drt",  "tkns",
       "tids", "ltids", "tqi", "asi", "aus", "auri", "sqi",  "rvi", "vsi"});
  static const Type criteria = filter_criteria();
  static const auto members = [] {
    std::vector<Member> made{{"op", &kInteger},
                             {"to", &kText},
                             {"fr", &kText},
                             {"rqi", &kText},
                             {"ty", &kInteger},
                             {"pc", &kContent},
                             {"rvi", &kText},
                             {"rt", &kResponseType},
                             {"fc", &criteria}};
    append(made, request_parameter_rules());
    append(made, query_parameter_rules());
    std::ranges::sort(made, {}, [](const Member& member) {
      return std::ranges::find(kOrder, member.name) - kOrder.begin();
    });
    return made;
  }();
  return {.form = Form::structure, .members = members};
}

Type response_primitive() {
  static const auto members = [] {
    std::vector<Member> made{{"rsc", &kInteger},
                             {"rqi", &kText},
                             {"pc", &kContent},
                             {"fr", &kText},
                             {"rvi", &kText},
                             {"e2e:uri", &kText}};
    append(made, response_parameter_rules());
    return made;
  }();
  return {.form = Form::structure, .members = members};
}

/// The type of an attribute that the tables check no further; nullptr where XML cannot tell.
const Type* type_of_any(std::string_view name) {
  static constexpr std::pair<std::string_view, const Type*> kKnown[] = {{"con", &kText},
                                                                        {"cr", &kText},
                                                                        {"srt", &kIntegerList},
                                                                        {"esi", &kE2eSecInfo},
                                                                        {"e2e:cp", &kCryptoParams}};
  const auto* const found =
      std::ranges::find(kKnown, name, &std::pair<std::string_view, const Type*>::first);
  return found == std::end(kKnown) ? nullptr : found->second;
}

const Type* type_of(const AttributeRule& rule) {
  switch (rule.kind) {
    case AttributeKind::string:
    case AttributeKind::resource_name:
    case AttributeKind::timestamp:
    case AttributeKind::abs_rel_timestamp:
    case AttributeKind::content_info:
      return &kText;
    case AttributeKind::string_list:
      return &kTextList;
    case AttributeKind::non_negative_integer:
      return &kInteger;
    case AttributeKind::boolean:
      return &kBoolean;
    case AttributeKind::access_control_rules:
      return &kRules;
    case AttributeKind::any:
      return type_of_any(rule.name);
  }
  return nullptr;
}

/// TS-0004 clause 8.3: the resourceName is an attribute of the resource's element.
std::vector<Member> members_of(const ResourceTypeInfo& info) {
  std::vector<Member> made;
  for (const AttributeRule& rule : info.attributes) {
    if (const Type* const type = type_of(rule)) {
      made.push_back({rule.name, type, rule.name == "rn" ? Place::attribute : Place::element});
    }
  }
  made.push_back({"ch", &kReference, Place::elements});
  return made;
}

using Types = std::map<std::string_view, Type>;

Types global_types() {
  static const auto resources = [] {
    std::map<std::string_view, std::vector<Member>> made;
    for (const ResourceTypeInfo& info : resource_types()) {
      made.emplace(info.root, members_of(info));
    }
    return made;
  }();
  Types types{{"m2m:rqp", request_primitive()},
              {"m2m:rsp", response_primitive()},
              {"m2m:seci", kSecurityInfo},
              {"m2m:sgn", kNotification},
              {"m2m:rce", kResourceWithUri},
              {"m2m:rrl", kReferenceList},
              {"m2m:uril", kTextList},
              {"m2m:atrl", kTextList},
              {"m2m:uri", kText},
              {"m2m:dbg", kText},
              {"e2e:esf", kEsfEnvelope},
              {"e2e:ma", kMessage}};
  for (const auto& [root, members] : resources) {
    types.emplace(root,
                  Type{.form = Form::structure, .members = members, .globals = Globals::children});
  }
  return types;
}

}  // namespace

const Type* global_type(std::string_view name) {
  static const Types types = global_types();
  const auto found = types.find(name);
  return found == types.end() ? nullptr : &found->second;
}

std::optional<Found> find_member(const Type& structure, std::string_view name) {
  const auto member = std::ranges::find(structure.members, name, &Member::name);
  const auto position = static_cast<std::size_t>(member - structure.members.begin());
  if (member != structure.members.end()) {
    return Found{.member = *member, .position = position};
  }
  const Type* const global = structure.globals == Globals::none ? nullptr : global_type(name);
  const bool children = structure.globals == Globals::children;
  if (global == nullptr || (children && global->globals != Globals::children)) {
    return std::nullopt;
  }
  return Found{.member = {name, global, children ? Place::elements : Place::element},
               .position = position};
}

}  // namespace plumbline::onem2m::xml
