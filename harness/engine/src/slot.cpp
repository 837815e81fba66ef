#include "plumbline/harness/slot.hpp"

#include "plumbline/harness/purpose.hpp"

namespace plumbline::harness {

std::set<std::string> bindings_of(Role role, const SutEndpoint& endpoint) {
  switch (role) {
    case Role::codec:
      return {std::string{kExecBinding}};
    case Role::ae_src:
    case Role::ae_cli:
      return endpoint.client_bindings.empty() ? std::set<std::string>{"http"}
                                              : endpoint.client_bindings;
    case Role::hcse:
    case Role::tcse:
    case Role::tef:
      break;
  }
  std::set<std::string> out;
  for (const auto& [binding, server] : endpoint.servers) {
    out.insert(binding);
  }
  return out;
}

}  // namespace plumbline::harness
