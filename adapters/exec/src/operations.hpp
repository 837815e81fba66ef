/// @file
/// The operations of the reference codec: `in` of a request to `out` of its answer.

#pragma once

#include "plumbline/core/json.hpp"
#include "plumbline/core/random.hpp"
#include "plumbline/core/result.hpp"

#include <functional>
#include <map>
#include <string>

namespace plumbline::adapters::exec {

using Operation = std::function<Result<Json>(const Json& input, RandomSource& random)>;
using Operations = std::map<std::string, Operation, std::less<>>;

/// text/nfkc and derive/*.
void add_derivations(Operations& operations);
/// esdata/seal and esdata/open.
void add_esdata_operations(Operations& operations);
/// esf/seal and esf/open.
void add_esf_operations(Operations& operations);
/// esprim/seal and esprim/open.
void add_esprim_operations(Operations& operations);
/// jose/jwe-open and jose/jwe-seal.
void add_jwe_operations(Operations& operations);
/// message/protect and message/verify.
void add_message_operations(Operations& operations);
/// jose/jws-verify and jose/jws-sign.
void add_jws_operations(Operations& operations);

}  // namespace plumbline::adapters::exec
