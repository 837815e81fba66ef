/// @file
/// The names of the shared event loop that the I/O half of this adapter is written in.

#pragma once

#include "plumbline/adapters/loop/asio.hpp"
#include "plumbline/adapters/loop/loop.hpp"

namespace plumbline::adapters::http {

namespace asio = boost::asio;

using loop::Awaitable;
using loop::error_code;
using loop::Executor;
using loop::IoResult;
using loop::kUseTuple;
using loop::Loop;
using loop::Participant;
using loop::rethrow;
using loop::Socket;
using loop::SteadyClock;
using loop::Timer;

}  // namespace plumbline::adapters::http
