/// @file
/// The types of Asio that the I/O halves of the adapters are written in.

#pragma once

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/basic_stream_socket.hpp>
#include <boost/asio/basic_waitable_timer.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <chrono>
#include <cstddef>
#include <tuple>

namespace plumbline::adapters::loop {

namespace asio = boost::asio;

using boost::system::error_code;
using SteadyClock = std::chrono::steady_clock;

/// Not any_io_executor: its type erasure costs on every operation.
using Executor = asio::io_context::executor_type;

template <typename T>
using Awaitable = asio::awaitable<T, Executor>;

using Socket = asio::basic_stream_socket<asio::ip::tcp, Executor>;
using Timer = asio::basic_waitable_timer<SteadyClock, asio::wait_traits<SteadyClock>, Executor>;

/// Errors come as values.
inline constexpr auto kUseTuple = asio::as_tuple(asio::use_awaitable_t<Executor>{});

using IoResult = std::tuple<error_code, std::size_t>;

}  // namespace plumbline::adapters::loop
