// plumbline init: a starting SUT file with its explanations in it.

#include "plumbline/harness/world.hpp"

#include "campaign_setup.hpp"
#include "commands.hpp"

#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>
#include <fmt/core.h>

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace plumbline::app {
namespace {

struct InitFlags {
  std::string file = "sut.json";
  std::string name = "my product";
  std::string cse;
  std::string tef;
  std::string ae;
};

struct Asked {
  std::string identity;  ///< CSE-ID that the CSEBase names
  std::string name;      ///< its resource name
};

// The CSEBase tells who the CSE is; a CSE that does not answer leaves the defaults.
std::optional<Asked> ask_cse(const harness::Address& address, const Tools& tools) {
  const auto transport = tools.workshop.transport();
  harness::ConnectOptions options;
  options.address = address;
  auto client = transport->connect(std::move(options));
  if (!client) {
    return std::nullopt;
  }
  onem2m::RequestPrimitive request;
  request.to = "-";
  request.from = "Cadmin";
  request.request_id = "plumbline-init";
  std::optional<Asked> out;
  bool done = false;
  client.value()->exchange(
      request, milliseconds{5000}, [&](Result<onem2m::ResponsePrimitive> answer) {
        done = true;
        if (answer && answer.value().content && answer.value().content->contains("m2m:cb")) {
          const Json& base = answer.value().content->at("m2m:cb");
          out = Asked{.identity = base.value("csi", ""), .name = base.value("rn", "")};
        }
      });
  transport->run_until([&done] { return done; }, milliseconds{6000});
  return out;
}

Result<void> add_server(harness::SutDescription& out, harness::Role role, const std::string& uri) {
  if (!uri.empty()) {
    PLUMBLINE_TRY(out.endpoints[role].address, harness::parse_address(uri));
    out.roles.insert(role);
    out.info.roles.emplace_back(harness::name_of(role));
  }
  return success();
}

Result<void> add_ae(harness::SutDescription& out, const std::string& uri) {
  if (!uri.empty()) {
    PLUMBLINE_TRY(const auto address, harness::parse_address(uri));
    for (const harness::Role role : {harness::Role::ae_src, harness::Role::ae_cli}) {
      out.endpoints[role].upper_tester = address;
      out.roles.insert(role);
      out.info.roles.emplace_back(harness::name_of(role));
    }
  }
  return success();
}

Result<harness::SutDescription> describe(const InitFlags& flags, const Tools& tools) {
  harness::SutDescription out{
      .info = {.name = flags.name, .version = {}, .vendor = {}, .roles = {}},
      .roles = {},
      .options = {},
      .endpoints = {},
      .world = harness::make_world(SystemClock{}.now()),
      .reset_command = {},
      .deviations = {}};
  PLUMBLINE_TRY(add_server(out, harness::Role::hcse, flags.cse));
  PLUMBLINE_TRY(add_server(out, harness::Role::tef, flags.tef));
  PLUMBLINE_TRY(add_ae(out, flags.ae));
  if (out.roles.empty()) {
    return fail(Errc::invalid_value, "name at least one of --cse, --tef, --ae");
  }
  for (const harness::Purpose& purpose : tools.purposes) {
    out.options.insert(purpose.options.begin(), purpose.options.end());
  }
  if (out.roles.contains(harness::Role::hcse)) {
    if (const auto asked = ask_cse(out.endpoints[harness::Role::hcse].address, tools)) {
      out.world.cse.cse_id = asked->identity.empty() ? out.world.cse.cse_id : asked->identity;
      out.world.cse.cse_name = asked->name.empty() ? out.world.cse.cse_name : asked->name;
      fmt::print("asked the CSE: {} {}\n", out.world.cse.cse_id, out.world.cse.cse_name);
    }
  }
  return out;
}

int run(const InitFlags& flags, const Tools& tools) {
  if (std::filesystem::exists(flags.file)) {
    return complain(fail(Errc::conflict, flags.file + " is there already"), kUsage);
  }
  const auto description = describe(flags, tools);
  if (!description) {
    return complain(description.error(), kUsage);
  }
  if (const auto saved = harness::save_sut(description.value(), flags.file); !saved) {
    return complain(saved.error(), kUsage);
  }
  fmt::print(
      "{} written. Set up the product with the originators and credentials it names,\n"
      "strike the options it does not support, then: plumbline preflight --sut {}\n",
      flags.file,
      flags.file);
  return kGood;
}

}  // namespace

void add_init(CLI::App& app, const Tools& tools, int& exit_code) {
  auto* command = app.add_subcommand("init", "Writes a starting SUT file and its test credentials");
  auto flags = std::make_shared<InitFlags>();
  command->add_option("file", flags->file, "SUT file to write");
  command->add_option("--name", flags->name, "name of the product");
  command->add_option("--cse", flags->cse, "address of its CSE, e.g. https://127.0.0.1:8443");
  command->add_option("--tef", flags->tef, "address of its TEF");
  command->add_option("--ae", flags->ae, "upper tester address of its AE");
  command->footer(
      "Example:\n  plumbline init alder.json --name Alder --cse https://127.0.0.1:8443");
  command->callback([flags, &tools, &exit_code] { exit_code = run(*flags, tools); });
}

}  // namespace plumbline::app
