#include "receiver_address.hpp"

#include <cstddef>
#include <utility>

namespace plumbline::entities::ae {

namespace {

/// The CSE part of an absolute id: "//sp.example/cse-a" of "//sp.example/cse-a/Cae1".
std::string cse_of(const std::string& id) {
  const std::size_t sp_end = id.find('/', 2);
  return id.substr(0, id.find('/', sp_end + 1));
}

}  // namespace

NamedReceiver in_full(NamedReceiver named, const std::string& own) {
  if (named.id.empty()) {
    named.id = cse_of(own);
  }
  if (named.address.empty()) {
    const std::size_t sp_end = own.find('/', 2);
    const bool same_provider = named.id.starts_with(own.substr(0, sp_end + 1));
    named.address = cse_of(named.id) + "/-";
    named.address = same_provider ? named.address.substr(sp_end) : named.address;
  }
  return named;
}

onem2m::NodeIdentity registrar_of(const std::string& own) {
  const std::size_t sp_end = own.find('/', 2);
  return {.sp_id = own.substr(0, sp_end), .cse_id = cse_of(own).substr(sp_end), .cse_name = {}};
}

}  // namespace plumbline::entities::ae
