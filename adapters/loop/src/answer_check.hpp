/// @file
/// Holds the answers that a client gets to what belongs to every answer, whatever the binding.

#pragma once

#include "plumbline/harness/transport.hpp"

#include <functional>
#include <memory>

namespace plumbline::adapters::loop {

/// Makes a client of some binding.
using MakeClient =
    std::function<Result<std::unique_ptr<harness::Client>>(harness::ConnectOptions options)>;

/// A client made by `make`, whose answers are checked by harness::check_answer() with the dialect
/// of `options`: one that fails is no primitive, neither to the user (Errc::malformed) nor to the
/// tap. Uses of the declared forms of `options.address`'s binding are told. The errors of `make`.
[[nodiscard]] Result<std::unique_ptr<harness::Client>> make_checked_client(
    harness::ConnectOptions options, const MakeClient& make);

/// `handler`, telling `dialect` of each request that comes over `binding` in a declared form.
[[nodiscard]] harness::RequestHandler tell_uses(harness::RequestHandler handler,
                                                std::string_view binding,
                                                const harness::Dialect& dialect);

}  // namespace plumbline::adapters::loop
