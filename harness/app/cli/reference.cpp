// plumbline reference: the reference implementation as servers, for people who build the other
// side.

#include "plumbline/crypto/random.hpp"
#include "plumbline/harness/embedded_server.hpp"

#include "campaign_setup.hpp"
#include "commands.hpp"
#include "interrupt.hpp"
#include "reference_ae.hpp"

#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>
#include <fmt/core.h>

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace plumbline::app {
namespace {

struct ReferenceFlags {
  std::vector<std::string> roles{"cse", "tef", "ae"};
  std::vector<std::string> bindings{"http"};
  std::string host = "127.0.0.1";
  std::string store;
  std::string write_sut;
};

// A folder that goes with the program, for a TEF store that nobody asked to keep.
class TemporaryFolder {
 public:
  TemporaryFolder() {
    std::string pattern =
        (std::filesystem::temp_directory_path() / "plumbline-reference-XXXXXX").string();
    path_ = mkdtemp(pattern.data()) == nullptr ? "" : pattern;
  }

  ~TemporaryFolder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }

  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;
  TemporaryFolder(TemporaryFolder&&) = delete;
  TemporaryFolder& operator=(TemporaryFolder&&) = delete;

  [[nodiscard]] const std::string& path() const { return path_; }

 private:
  std::string path_;
};

// The servers that run, and what their SUT file says of them.
class Servers {
 public:
  Servers(const ReferenceFlags& flags, const Tools& tools)
      : flags_(flags),
        tools_(tools),
        transport_(tools.workshop.transport()) {}

  Result<void> start() {
    if (bindings_of(harness::Role::hcse).contains("mqtt")) {
      PLUMBLINE_TRY(broker_, tools_.workshop.broker(world_, harness::CertificateFault::right));
    }
    for (const std::string& role : flags_.roles) {
      if (role == "ae") {
        PLUMBLINE_TRY(start_ae());
      } else {
        PLUMBLINE_TRY(start_server(role == "tef" ? harness::Role::tef : harness::Role::hcse));
      }
    }
    return success();
  }

  void serve() {
    while (!interrupted()) {
      transport_->run_until([] { return interrupted().load(); }, milliseconds{200});
    }
  }

  [[nodiscard]] harness::SutDescription description() const {
    harness::SutDescription out{.info = {.name = "Plumbline reference",
                                         .version = "0.1.0",
                                         .vendor = "Plumbline",
                                         .roles = {}},
                                .roles = {},
                                .options = {},
                                .endpoints = endpoints_,
                                .world = world_,
                                .reset_command = {},
                                .deviations = {}};
    for (const auto& [role, endpoint] : endpoints_) {
      out.roles.insert(role);
      out.info.roles.emplace_back(harness::name_of(role));
    }
    for (const harness::Purpose& purpose : tools_.purposes) {
      out.options.insert(purpose.options.begin(), purpose.options.end());
    }
    // Its random objects live for an hour, which no campaign waits for.
    out.options.erase("esprim-short-lived");
    for (const std::string& serialization : harness::all_serializations()) {
      if (auto option = harness::option_for(serialization)) {
        out.options.insert(*std::move(option));
      }
    }
    return out;
  }

 private:
  // A TEF is reached over TLS or DTLS (TR-0012 clause 7.3.1), so never through a broker.
  [[nodiscard]] std::set<std::string> bindings_of(harness::Role role) const {
    std::set<std::string> out{flags_.bindings.begin(), flags_.bindings.end()};
    if (role == harness::Role::tef) {
      out.erase("mqtt");
    }
    return out;
  }

  Result<void> start_server(harness::Role role) {
    const std::string folder = flags_.store.empty() ? scratch_.path() : flags_.store;
    PLUMBLINE_TRY(auto server,
                  harness::EmbeddedServer::start({.role = role,
                                                  .bindings = bindings_of(role),
                                                  .world = world_,
                                                  .workshop = tools_.workshop,
                                                  .broker = broker_.get(),
                                                  .fault = no_fault_,
                                                  .clock = clock_,
                                                  .random = random_,
                                                  .folder = folder,
                                                  .host = flags_.host},
                                                 *transport_));
    harness::SutEndpoint endpoint;
    for (const std::string& binding : bindings_of(role)) {
      endpoint.servers[binding] = server->address(binding);
    }
    if (role == harness::Role::tef) {
      endpoint.store_path = folder;
    }
    for (const auto& [binding, address] : endpoint.servers) {
      fmt::print("{:<5} {}  (without TLS: {})\n",
                 harness::name_of(role),
                 harness::to_uri(address.address),
                 harness::to_uri(*address.plain));
    }
    // The CSE that hosts sends on, too.
    if (role == harness::Role::hcse) {
      endpoints_[harness::Role::tcse] = endpoint;
    }
    endpoints_[role] = std::move(endpoint);
    servers_.push_back(std::move(server));
    return success();
  }

  Result<void> start_ae() {
    PLUMBLINE_TRY(ae_,
                  ReferenceAe::start(
                      *transport_, {.clock = clock_, .random = random_}, nullptr, flags_.host));
    harness::SutEndpoint endpoint;
    endpoint.upper_tester = ae_->address();
    endpoint.client_bindings = {flags_.bindings.begin(), flags_.bindings.end()};
    fmt::print("AE    {}/__ut__\n", harness::to_uri(ae_->address()));
    endpoints_[harness::Role::ae_src] = endpoint;
    endpoints_[harness::Role::ae_cli] = endpoint;
    return success();
  }

  const ReferenceFlags& flags_;
  const Tools& tools_;
  SystemClock clock_;
  crypto::SystemRandom random_;
  TemporaryFolder scratch_;
  harness::World world_ = harness::make_world(clock_.now());
  harness::SlotFault no_fault_;
  std::unique_ptr<harness::RunningBroker> broker_;
  std::unique_ptr<harness::Transport> transport_;
  std::vector<std::unique_ptr<harness::EmbeddedServer>> servers_;
  std::unique_ptr<ReferenceAe> ae_;
  std::map<harness::Role, harness::SutEndpoint> endpoints_;
};

int run(const ReferenceFlags& flags, const Tools& tools) {
  catch_interrupts();
  Servers servers{flags, tools};
  if (const auto started = servers.start(); !started) {
    return complain(started.error(), kUsage);
  }
  if (!flags.write_sut.empty()) {
    if (const auto saved = harness::save_sut(servers.description(), flags.write_sut); !saved) {
      return complain(saved.error(), kUsage);
    }
    fmt::print("SUT file {}\n", flags.write_sut);
  }
  fmt::print("ready; Ctrl-C ends\n");
  std::fflush(stdout);
  servers.serve();
  return kGood;
}

}  // namespace

void add_reference(CLI::App& app, const Tools& tools, int& exit_code) {
  auto* command = app.add_subcommand("reference", "Runs the reference implementation as servers");
  auto flags = std::make_shared<ReferenceFlags>();
  command->add_option("--roles", flags->roles, "cse, tef, ae")
      ->delimiter(',')
      ->check(CLI::IsMember({"cse", "tef", "ae"}));
  command->add_option("--binding", flags->bindings, "http, coap, mqtt")
      ->delimiter(',')
      ->check(CLI::IsMember({"http", "coap", "mqtt"}));
  command->add_option("--host", flags->host, "address to listen on");
  command->add_option("--store", flags->store, "folder that keeps the TEF's credentials")
      ->check(CLI::ExistingDirectory);
  command->add_option("--write-sut",
                      flags->write_sut,
                      "write a SUT file with which `run --sut` tests these servers");
  command->footer("Example:\n  plumbline reference --roles cse,tef --write-sut reference.json");
  command->callback([flags, &tools, &exit_code] { exit_code = run(*flags, tools); });
}

}  // namespace plumbline::app
