// Derives the data security keys of a known answer through the installed library.

#include <plumbline/core/bytes.hpp>
#include <plumbline/keys/data_security.hpp>

#include <cstdio>

int main() {
  plumbline::Bytes key;
  for (std::uint8_t i = 0; i < 32; ++i) {
    key.push_back(i);
  }
  const auto keys = plumbline::keys::derive_data_security(
      {.salt = plumbline::Bytes(32, 0x55), .key = plumbline::ByteView{key}});
  const bool right = keys && plumbline::to_hex(keys.value().authenticity.expose()) ==
                                 "cd98e1165f543e9c3bbfe82338e26ff67beb09c699fa6d7d8cab24108e6a01c9";
  std::puts(right ? "the installed library derives the known answer" : "wrong answer");
  return right ? 0 : 1;
}
