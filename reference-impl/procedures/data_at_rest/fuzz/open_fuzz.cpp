/// @file
/// Opens arbitrary content, and arbitrary children, under a known key: refused or opened, in
/// bounded time.

#include "plumbline/data_at_rest/open.hpp"

#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace {

using namespace plumbline;

void try_to_open(const data_at_rest::ProtectedData& data) {
  static const jose::Jwk key = jose::Jwk::from_secret(crypto::SecretBytes{32});
  static_cast<void>(data_at_rest::needs_of(data));
  static_cast<void>(
      data_at_rest::open({.data = data, .confidentiality = &key, .authenticity = &key}));
}

}  // namespace

/// The first line is cnf, or CryptoParams; the rest con, or the objects of children, a line each.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* octets, std::size_t size) {
  const std::string text{as_text(ByteView{octets, size})};
  const std::size_t end = text.find('\n');
  const std::string first = text.substr(0, end);
  const std::string rest = end == std::string::npos ? "" : text.substr(end + 1);
  try_to_open(data_at_rest::ProtectedContent{.con = rest, .cnf = first});

  const auto params = data_at_rest::parse_crypto_params(first);
  const std::size_t middle = rest.find('\n');
  const std::string second = middle == std::string::npos ? "" : rest.substr(middle + 1);
  const auto child = [&](data_at_rest::ChildKind kind, std::string object) {
    return data_at_rest::ProtectedChild{
        .kind = kind,
        .object = std::move(object),
        .params = params ? params.value() : data_at_rest::CryptoParams{}};
  };
  try_to_open(std::vector<data_at_rest::ProtectedChild>{
      child(data_at_rest::ChildKind::encrypted_content, rest.substr(0, middle)),
      child(data_at_rest::ChildKind::authentication_tag, second)});
  return 0;
}
