// plumbline codec: the reference behind the exec protocol, on stdin and stdout.

#include "plumbline/adapters/exec/codec_lines.hpp"
#include "plumbline/adapters/exec/reference_codec.hpp"

#include "campaign_setup.hpp"
#include "commands.hpp"
#include "terminal.hpp"

#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>

#include <iostream>
#include <string>

namespace plumbline::app {
namespace {

int run(const harness::Codec& codec) {
  const adapters::exec::Hello hello{.name = "plumbline",
                                    .version = std::string{kVersion},
                                    .language = "C++",
                                    .operations = adapters::exec::reference_operations()};
  const auto served = adapters::exec::serve_codec_lines(codec, hello, std::cin, std::cout);
  return served ? kGood : complain(served.error(), kUsage);
}

}  // namespace

void add_codec(CLI::App& app, const Tools& tools, int& exit_code) {
  auto* command = app.add_subcommand(
      "codec",
      "Serves the reference's derivations and JOSE objects as JSON lines on stdin, stdout");
  command->footer(
      "Example:\n  echo '{\"seq\":1,\"op\":\"text/nfkc\",\"in\":{\"text\":\"a\"}}' | plumbline "
      "codec");
  command->callback([&tools, &exit_code] { exit_code = run(tools.workshop.codec()); });
}

}  // namespace plumbline::app
