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
  std::vector<std::string> cse;
  std::vector<std::string> tef;
  std::string ae;
  std::string admin = "Cadmin";
  std::string base = "-";
  bool schema = false;
};

// The CSEBase tells who the CSE is.
Result<onem2m::ResponsePrimitive> ask_cse(const harness::Address& address,
                                          const InitFlags& flags,
                                          const Tools& tools) {
  const auto transport = tools.workshop.transport();
  harness::ConnectOptions options;
  options.address = address;
  PLUMBLINE_TRY(const auto client, transport->connect(std::move(options)));
  onem2m::RequestPrimitive request;
  request.to = flags.base;
  request.from = flags.admin;
  request.request_id = "plumbline-init";
  std::optional<Result<onem2m::ResponsePrimitive>> out;
  client->exchange(request, milliseconds{5000}, [&](Result<onem2m::ResponsePrimitive> answer) {
    out.emplace(std::move(answer));
  });
  transport->run_until([&out] { return out.has_value(); }, milliseconds{6000});
  return out ? std::move(*out) : fail(Errc::timed_out, "no answer within 6 s");
}

// Takes over what the CSE says of itself, or says why the names must be filled in by hand.
void name_cse(harness::World& world, const Result<onem2m::ResponsePrimitive>& answer) {
  const auto tells = [&](std::string_view name) {
    return answer ? onem2m::text_attribute(answer.value().content, name) : std::string{};
  };
  if (const std::string identity = tells("csi"); !identity.empty()) {
    world.cse.cse_id = identity;
    world.cse.cse_name = tells("rn").empty() ? world.cse.cse_name : tells("rn");
    fmt::print("asked the CSE: {} {}\n", world.cse.cse_id, world.cse.cse_name);
    return;
  }
  const std::string why =
      answer ? "it answered " + std::to_string(onem2m::number_of(answer.value().status)) + " " +
                   (answer.value().content ? json_text(*answer.value().content) : std::string{})
             : answer.error().detail;
  fmt::print(
      "the CSE did not say who it is: {}\n"
      "  fill in cse_id and cse_name by hand, or name an originator that may (--admin) and\n"
      "  the base (--base)\n",
      why);
}

// Options on which a purpose for one of the claimed roles depends, with those purposes: nothing is
// claimed before the maker does.
Json options_of(const std::set<harness::Role>& roles, const Tools& tools) {
  Json out = Json::object();
  for (const harness::Purpose& purpose : tools.purposes) {
    if (!roles.contains(purpose.role)) {
      continue;
    }
    for (const std::string& option : purpose.options) {
      out[option].push_back(purpose.id);
    }
  }
  for (const std::string& serialization : harness::all_serializations()) {
    if (const auto option = harness::option_for(serialization)) {
      out[*option].push_back("every purpose, with messages in " + serialization);
    }
  }
  return out;
}

// A second address of the same binding is the other of its two listeners: secured and plain.
Result<void> add_address(harness::SutEndpoint& endpoint, const std::string& uri) {
  PLUMBLINE_TRY(const auto address, harness::parse_address(uri));
  const auto [entry, first] =
      endpoint.servers.try_emplace(std::string{harness::binding_of(address)});
  harness::ServerAddress& server = entry->second;
  if (first) {
    server.address = address;
    return success();
  }
  if (server.plain || harness::is_secured(server.address) == harness::is_secured(address)) {
    return fail(Errc::conflict, uri + ": a second address of its kind");
  }
  server.plain = harness::is_secured(address) ? server.address : address;
  server.address = harness::is_secured(address) ? address : server.address;
  return success();
}

Result<void> add_server(harness::SutDescription& out,
                        harness::Role role,
                        const std::vector<std::string>& uris) {
  for (const std::string& uri : uris) {
    PLUMBLINE_TRY(add_address(out.endpoints[role], uri));
  }
  if (!uris.empty()) {
    out.roles.insert(role);
    out.info.roles.emplace_back(harness::name_of(role));
  }
  return success();
}

// Where to ask a CSE who it is: needs no name of it yet, as MQTT does, and if possible no
// credential.
std::optional<harness::Address> asking_address(const harness::SutEndpoint& endpoint) {
  for (const char* const binding : {"http", "coap"}) {
    if (const auto found = endpoint.servers.find(binding); found != endpoint.servers.end()) {
      return found->second.plain.value_or(found->second.address);
    }
  }
  return std::nullopt;
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
  out.possible_options = options_of(out.roles, tools);
  if (out.roles.contains(harness::Role::hcse)) {
    const auto address = asking_address(out.endpoints[harness::Role::hcse]);
    name_cse(out.world,
             address ? ask_cse(*address, flags, tools)
                     : fail(Errc::unsupported, "over MQTT one must know its name to ask"));
  }
  harness::Actor& admin = out.world.actors.at(static_cast<std::size_t>(harness::Who::admin));
  admin.id = flags.admin;
  return out;
}

int run(const InitFlags& flags, const Tools& tools) {
  if (flags.schema) {
    fmt::print("{}", harness::sut_schema());
    return kGood;
  }
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
      "{} written. Set up the product with the originators and credentials it names, move the\n"
      "options that it supports from $comment_options to options, then: plumbline preflight --sut "
      "{}\n",
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
  command
      ->add_option("--cse",
                   flags->cse,
                   "addresses of its CSE, e.g. https://127.0.0.1:8443,coaps://127.0.0.1:5684")
      ->delimiter(',')
      ->allow_extra_args(false);
  command->add_option("--admin", flags->admin, "AE-ID that may do everything at the CSE");
  command->add_option("--base", flags->base, "address of its CSEBase, where - does not do");
  command->add_option("--tef", flags->tef, "addresses of its TEF")
      ->delimiter(',')
      ->allow_extra_args(false);
  command->add_option("--ae", flags->ae, "upper tester address of its AE");
  command->add_flag("--schema", flags->schema, "print the JSON Schema of SUT files instead");
  command->footer(
      "Example:\n  plumbline init alder.json --name Alder --cse "
      "https://127.0.0.1:8443,coaps://127.0.0.1:5684");
  command->callback([flags, &tools, &exit_code] { exit_code = run(*flags, tools); });
}

}  // namespace plumbline::app
