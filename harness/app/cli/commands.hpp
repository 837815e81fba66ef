/// @file
/// One function per subcommand: declares its options on `app` and, when it is chosen, runs it and
/// leaves its exit code in `exit_code`.

#pragma once

#include "tools.hpp"

namespace CLI {  // NOLINT(readability-identifier-naming): the name is that of the library
class App;
}

namespace plumbline::app {

void add_run(CLI::App& app, const Tools& tools, int& exit_code);
void add_mutants(CLI::App& app, const Tools& tools, int& exit_code);
void add_list(CLI::App& app, const Tools& tools, int& exit_code);
void add_explain(CLI::App& app, const Tools& tools, int& exit_code);
void add_preflight(CLI::App& app, const Tools& tools, int& exit_code);
void add_judge(CLI::App& app, const Tools& tools, int& exit_code);
void add_report(CLI::App& app, const Tools& tools, int& exit_code);
void add_reference(CLI::App& app, const Tools& tools, int& exit_code);
void add_init(CLI::App& app, const Tools& tools, int& exit_code);
void add_vectors(CLI::App& app, const Tools& tools, int& exit_code);
void add_diff_codec(CLI::App& app, const Tools& tools, int& exit_code);
void add_codec(CLI::App& app, const Tools& tools, int& exit_code);

}  // namespace plumbline::app
