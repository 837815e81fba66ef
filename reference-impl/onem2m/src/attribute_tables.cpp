#include "attribute_tables.hpp"

#include <array>

namespace plumbline::onem2m {

namespace {

using enum AttributeKind;
using enum Presence;

/// Attributes of every type, then those of the type itself.
template <std::size_t kSize>
constexpr auto with_universal(const std::array<AttributeRule, kSize>& own) {
  // TS-0004 tables 7.4.2-1 and following: universal and common attributes.
  constexpr auto kUniversal = std::to_array<AttributeRule>({
      {"rn", resource_name, optional, forbidden},
      {"ri", string, forbidden, forbidden},
      {"pi", string, forbidden, forbidden},
      {"ty", non_negative_integer, forbidden, forbidden},
      {"ct", timestamp, forbidden, forbidden},
      {"lt", timestamp, forbidden, forbidden},
      {"et", abs_rel_timestamp, optional, optional},
      {"lbl", string_list, optional, optional},
      {"cr", any, optional, forbidden},  // null asks the host to record the creator
  });
  std::array<AttributeRule, kUniversal.size() + kSize> all{};
  for (std::size_t i = 0; i < kUniversal.size(); ++i) {
    all[i] = kUniversal[i];
  }
  for (std::size_t i = 0; i < kSize; ++i) {
    all[kUniversal.size() + i] = own[i];
  }
  return all;
}

// TS-0004 table 7.4.2.1-1: a host makes its <accessControlPolicy>s reachable by them alone.
constexpr auto kAccessControlPolicy = with_universal(std::to_array<AttributeRule>({
    {"pv", access_control_rules, mandatory, optional},
    {"pvs", access_control_rules, mandatory, optional},
    {"at", string_list, optional, optional},
    {"aa", string_list, optional, optional},
    {"adri", string_list, optional, optional},
    {"apri", string_list, optional, optional},
    {"airi", string_list, optional, optional},
}));

// TS-0004 table 7.4.5.1-1.
constexpr auto kAe = with_universal(std::to_array<AttributeRule>({
    {"acpi", string_list, optional, optional},
    {"at", string_list, optional, optional},
    {"aa", string_list, optional, optional},
    {"daci", string_list, optional, optional},
    {"apn", string, optional, optional},
    {"api", string, mandatory, forbidden},
    {"aei", string, forbidden, forbidden},
    {"poa", string_list, optional, optional},
    {"or", string, optional, optional},
    {"nl", string, forbidden, forbidden},
    {"rr", boolean, mandatory, optional},
    {"csz", string_list, optional, optional},
    {"esi", any, optional, optional},
    {"srv", string_list, optional, optional},
    {"mei", string, optional, optional},
    {"tri", non_negative_integer, optional, optional},
    {"trn", non_negative_integer, optional, optional},
    {"regs", non_negative_integer, forbidden, forbidden},
    {"trps", boolean, optional, optional},
    {"scp", string_list, optional, optional},
    {"ape", any, optional, optional},
}));

// TS-0004 table 7.4.6.1-1.
constexpr auto kContainer = with_universal(std::to_array<AttributeRule>({
    {"acpi", string_list, optional, optional},
    {"at", string_list, optional, optional},
    {"aa", string_list, optional, optional},
    {"daci", string_list, optional, optional},
    {"st", non_negative_integer, forbidden, forbidden},
    {"mni", non_negative_integer, optional, optional},
    {"mbs", non_negative_integer, optional, optional},
    {"mia", non_negative_integer, optional, optional},
    {"cni", non_negative_integer, forbidden, forbidden},
    {"cbs", non_negative_integer, forbidden, forbidden},
    {"li", string, optional, forbidden},
    {"or", string, optional, optional},
    {"disr", boolean, optional, optional},
}));

// TS-0004 table 7.4.7.1-1. There is no UPDATE of a <contentInstance>.
constexpr auto kContentInstance = with_universal(std::to_array<AttributeRule>({
    {"at", string_list, optional, forbidden},
    {"aa", string_list, optional, forbidden},
    {"st", non_negative_integer, forbidden, forbidden},
    {"cnf", content_info, optional, forbidden},
    {"cs", non_negative_integer, forbidden, forbidden},
    {"conr", any, optional, forbidden},
    {"or", string, optional, forbidden},
    {"con", any, mandatory, forbidden},
    {"dcnt", non_negative_integer, optional, forbidden},
}));

// TS-0004 table 7.4.3.1-1. A <CSEBase> is created and changed by management only.
constexpr auto kCseBase = with_universal(std::to_array<AttributeRule>({
    {"acpi", string_list, forbidden, forbidden},
    {"cst", non_negative_integer, forbidden, forbidden},
    {"csi", string, forbidden, forbidden},
    {"srt", any, forbidden, forbidden},
    {"poa", string_list, forbidden, forbidden},
    {"nl", string, forbidden, forbidden},
    {"rr", boolean, forbidden, forbidden},
    {"esi", any, forbidden, forbidden},
    {"srv", string_list, forbidden, forbidden},
}));

// TS-0004 table 7.4.4.1-1. In releases before 2 there is no srv.
constexpr auto kRemoteCse = with_universal(std::to_array<AttributeRule>({
    {"acpi", string_list, optional, optional},
    {"at", string_list, optional, optional},
    {"aa", string_list, optional, optional},
    {"daci", string_list, optional, optional},
    {"cst", non_negative_integer, optional, forbidden},
    {"poa", string_list, optional, optional},
    {"cb", string, mandatory, forbidden},
    {"csi", string, mandatory, forbidden},
    {"mei", string, optional, optional},
    {"tri", non_negative_integer, optional, optional},
    {"rr", boolean, mandatory, optional},
    {"nl", string, optional, optional},
    {"trn", non_negative_integer, optional, optional},
    {"esi", any, optional, optional},
    {"srv", string_list, optional, optional},
    {"dcse", string_list, optional, optional},
}));

// TS-0004 table 7.4.18.1-1.
constexpr auto kNode = with_universal(std::to_array<AttributeRule>({
    {"acpi", string_list, optional, optional},
    {"at", string_list, optional, optional},
    {"aa", string_list, optional, optional},
    {"ni", string, mandatory, forbidden},
    {"hcl", string, optional, optional},
    {"hael", string_list, optional, optional},
    {"hsl", string_list, optional, optional},
    {"mgca", string, optional, optional},
    {"rms", string, optional, optional},
    {"nid", string, optional, optional},
    {"nty", non_negative_integer, optional, optional},
}));

// TS-0004 table 7.4.15.1-1 and D.8: <mgmtObj> as [deviceInfo].
constexpr auto kDeviceInfo = with_universal(std::to_array<AttributeRule>({
    {"acpi", string_list, optional, optional},  {"at", string_list, optional, optional},
    {"aa", string_list, optional, optional},    {"mgd", non_negative_integer, mandatory, forbidden},
    {"obis", string_list, optional, forbidden}, {"obps", string_list, optional, forbidden},
    {"dc", string, optional, optional},         {"dlb", string, mandatory, optional},
    {"man", string, mandatory, optional},       {"mfdl", string, optional, optional},
    {"mfd", string, optional, optional},        {"mod", string, mandatory, optional},
    {"smod", string, optional, optional},       {"dty", string, mandatory, optional},
    {"dvnm", string, optional, optional},       {"fwv", string, optional, optional},
    {"swv", string, optional, optional},        {"hwv", string, optional, optional},
    {"osv", string, optional, optional},        {"cnty", string, optional, optional},
    {"loc", string, optional, optional},        {"syst", string, optional, optional},
    {"spur", string, optional, optional},       {"purl", string, optional, optional},
    {"ptl", string_list, optional, optional},
}));

// TS-0004 table 7.4.37.1-1. The custom attributes are ours: the protected object as compact
// serialization and the CryptoParams of its credential (TR-0012 figure 7.3.2.2-2).
constexpr auto kProtectedPart = with_universal(std::to_array<AttributeRule>({
    {"acpi", string_list, optional, optional},
    {"at", string_list, optional, optional},
    {"aa", string_list, optional, optional},
    {"daci", string_list, optional, optional},
    {"st", non_negative_integer, forbidden, forbidden},
    {"cs", non_negative_integer, forbidden, forbidden},
    {"cnd", string, mandatory, forbidden},
    {"or", string, optional, optional},
    {"nl", string, optional, optional},
    {"e2e:env", string, mandatory, optional},
    {"e2e:cp", any, optional, optional},
}));

// Our choice: registered credentials are what a MAF calls <symmKeyReg>. The key, its usage and how
// it was made stay as registered.
constexpr auto kCredential = with_universal(std::to_array<AttributeRule>({
    {"fq", string, mandatory, forbidden},
    {"adfq", string, optional, forbidden},
    {"suid", non_negative_integer, mandatory, forbidden},
    {"srcid", string, forbidden, forbidden},
    {"tgis", string_list, optional, optional},
    {"kv", string, optional, forbidden},
    {"e2e:cp", any, optional, forbidden},
}));

constexpr auto kResourceTypes = std::to_array<ResourceTypeInfo>({
    {ResourceType::access_control_policy, "m2m:acp", kAccessControlPolicy},
    {ResourceType::ae, "m2m:ae", kAe},
    {ResourceType::container, "m2m:cnt", kContainer},
    {ResourceType::content_instance, "m2m:cin", kContentInstance},
    {ResourceType::cse_base, "m2m:cb", kCseBase},
    {ResourceType::mgmt_obj, "m2m:dvi", kDeviceInfo},
    {ResourceType::node, "m2m:nod", kNode},
    {ResourceType::remote_cse, "m2m:csr", kRemoteCse},
    {ResourceType::flex_container, "e2e:ec", kProtectedPart},
    {ResourceType::flex_container, "e2e:at", kProtectedPart},
    {ResourceType::flex_container, "e2e:ds", kProtectedPart},
    {ResourceType::credential, "sec:skr", kCredential},
});

}  // namespace

std::span<const ResourceTypeInfo> resource_types() {
  return kResourceTypes;
}

}  // namespace plumbline::onem2m
