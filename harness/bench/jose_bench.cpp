// JWE and JWS in the compact serialization, beside the raw OpenSSL calls that they stand on and
// beside libcjose and libjose. One iteration is one object: sealed (encrypted or signed), opened
// (decrypted or verified), or both. With fresh:1 each header is one that was never seen before.

#include "plumbline/crypto/random.hpp"
#include "plumbline/jose/jwe.hpp"
#include "plumbline/jose/jws.hpp"

#include "cjose_side.hpp"
#include "libjose_side.hpp"
#include "raw_jwe.hpp"
#include "raw_jws.hpp"

#include <benchmark/benchmark.h>

#include <algorithm>
#include <array>

namespace plumbline::bench {
namespace {

/// A caller that keeps its header while the kid is the same.
template <Object kObject>
class KeptHeader {
 public:
  const jose::Header& of(std::string_view kid) {
    if (kid != kid_) {
      kid_ = kid;
      header_ = jose::Header::parse(header_text(kObject, kid)).value();
    }
    return header_;
  }

 private:
  std::string kid_;
  jose::Header header_;
};

class PlumblineJwe {
 public:
  std::string seal(std::string_view kid, ByteView plaintext) {
    return jose::seal_jwe({.plaintext = plaintext,
                           .protected_header = header_.of(kid),
                           .unprotected = {},
                           .recipients = {{.header = {}, .key = &key_}},
                           .aad = {}},
                          random_)
        .value();
  }

  std::size_t open(std::string_view text) {
    return jose::open_jwe(text, keys_).value().plaintext.size();
  }

 private:
  const jose::Jwk& key_ = key_of(Object::jwe_dir_a256gcm);
  jose::JwkSet keys_{{key_}};
  KeptHeader<Object::jwe_dir_a256gcm> header_;
  crypto::SystemRandom random_;
};

template <Object kObject>
class PlumblineJws {
 public:
  std::string seal(std::string_view kid, ByteView payload) {
    return jose::sign_jws(
               {.payload = payload,
                .signers = {{.protected_header = header_.of(kid), .header = {}, .key = &key_}}})
        .value();
  }

  std::size_t open(std::string_view text) {
    return jose::verify_jws(text, keys_).value().payload.size();
  }

 private:
  /// A verifier has the public half, if there is one.
  static jose::Jwk verifying_key() {
    const auto half = key_of(kObject).public_key();
    return half ? jose::Jwk::from_public(*half) : key_of(kObject);
  }

  const jose::Jwk& key_ = key_of(kObject);
  jose::JwkSet keys_{{verifying_key()}};
  KeptHeader<kObject> header_;
};

/// The name of the key in the header of each next object; always of one length.
class Kids {
 public:
  explicit Kids(bool fresh) : fresh_(fresh) {}

  std::string_view next() {
    if (fresh_) {
      kid_ = std::to_string(++number_);
    }
    return kid_;
  }

 private:
  bool fresh_;
  std::uint64_t number_ = 1'000'000'000;
  std::string kid_ = std::to_string(number_);
};

/// What an iteration works with: `state` has the octets of content, and whether headers are fresh.
template <typename Side>
struct Bench {
  explicit Bench(const benchmark::State& state)
      : content(static_cast<std::size_t>(state.range(0)), std::uint8_t{'x'}),
        kids(state.range(1) != 0) {}

  decltype(auto) seal() { return side.seal(kids.next(), content); }

  void open(std::string_view text) { require(side.open(text) == content.size(), "open"); }

  Bytes content;
  Kids kids;
  Side side;
};

template <typename Side>
void seal(benchmark::State& state) {
  Bench<Side> bench{state};
  for (auto _ : state) {
    benchmark::DoNotOptimize(bench.seal());
  }
}

template <typename Side>
void open(benchmark::State& state) {
  Bench<Side> bench{state};
  // More headers than an implementation may be expected to remember.
  std::array<std::string, 16> texts;
  std::ranges::generate(texts, [&] { return std::string{bench.seal()}; });
  std::size_t at = 0;
  for (auto _ : state) {
    bench.open(texts[at++ % texts.size()]);
  }
}

template <typename Side>
void both(benchmark::State& state) {
  Bench<Side> bench{state};
  for (auto _ : state) {
    const auto& text = bench.seal();
    bench.open(text);
  }
}

void sizes_and_headers(benchmark::internal::Benchmark* benchmark) {
  benchmark->ArgNames({"octets", "fresh"});
  benchmark->ArgsProduct({{64, 1024, 65536, 1048576}, {0, 1}});
}

using PlumblineHs256 = PlumblineJws<Object::jws_hs256>;
using RawHs256 = RawJws<Object::jws_hs256>;
using CjoseHs256 = CjoseJws<Object::jws_hs256>;
using LibjoseHs256 = LibjoseJws<Object::jws_hs256>;
using PlumblineEs256 = PlumblineJws<Object::jws_es256>;
using RawEs256 = RawJws<Object::jws_es256>;
using CjoseEs256 = CjoseJws<Object::jws_es256>;
using LibjoseEs256 = LibjoseJws<Object::jws_es256>;

// NOLINTNEXTLINE(cppcoreguidelines-macro-usage): the library registers by macros
#define PLUMBLINE_BENCH_SIDE(side)                          \
  BENCHMARK_TEMPLATE(seal, side)->Apply(sizes_and_headers); \
  BENCHMARK_TEMPLATE(open, side)->Apply(sizes_and_headers); \
  BENCHMARK_TEMPLATE(both, side)->Apply(sizes_and_headers)

PLUMBLINE_BENCH_SIDE(PlumblineJwe);
PLUMBLINE_BENCH_SIDE(RawJwe);
PLUMBLINE_BENCH_SIDE(CjoseJwe);
PLUMBLINE_BENCH_SIDE(LibjoseJwe);
PLUMBLINE_BENCH_SIDE(PlumblineHs256);
PLUMBLINE_BENCH_SIDE(RawHs256);
PLUMBLINE_BENCH_SIDE(CjoseHs256);
PLUMBLINE_BENCH_SIDE(LibjoseHs256);
PLUMBLINE_BENCH_SIDE(PlumblineEs256);
PLUMBLINE_BENCH_SIDE(RawEs256);
PLUMBLINE_BENCH_SIDE(CjoseEs256);
PLUMBLINE_BENCH_SIDE(LibjoseEs256);

}  // namespace
}  // namespace plumbline::bench
